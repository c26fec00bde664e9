"""Civil servants and their dated histories; who rates whom on a day."""

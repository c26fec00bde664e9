"""What there is to do: one list for each person, drawn from all other capabilities."""

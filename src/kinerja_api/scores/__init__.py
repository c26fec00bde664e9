"""Composite scores: computed for a unit or a whole agency in the background, explained, and recomputable for ever."""

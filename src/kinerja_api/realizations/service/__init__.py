"""Use cases of realizations, their evidence, and daily activities."""

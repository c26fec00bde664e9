"""Use cases of behaviour ratings."""

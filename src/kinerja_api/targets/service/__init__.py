"""Use cases of target plans."""

"""Use cases of promotion."""

"""The performance year of an agency and its periods."""

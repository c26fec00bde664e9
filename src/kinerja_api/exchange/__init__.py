"""Data from other systems: personnel lists by CSV, checked row by row, with a report of who must correct what."""

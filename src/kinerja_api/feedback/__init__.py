"""Continuous feedback (umpan balik berkelanjutan): remarks at any time on somebody's work."""

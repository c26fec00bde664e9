"""Continuous feedback (umpan balik berkelanjutan): remarks at any time on a plan, a target, a realization or a value."""

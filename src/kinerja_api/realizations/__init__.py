"""Realizations: what was achieved on an indicator in a period, with the evidence for it."""

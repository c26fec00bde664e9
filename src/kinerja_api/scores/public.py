"""Composite scores for the command line and the capabilities above.

An index of the agency's own (default: work result 60, behaviour 30, citizen satisfaction 10), by a versioned policy.
No national rule fixes such a number; it ranks and rewards, and is never exported as the official SKP.
"""

from kinerja_api.scores.service.scores import stream_replayed
from kinerja_api.scores.types import ReplayDifference, ReplayedScores

__all__ = ["ReplayDifference", "ReplayedScores", "stream_replayed"]

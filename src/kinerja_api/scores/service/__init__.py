"""Use cases of composite scores: runs, the scoring of a chunk, reading and replaying scores, criteria."""

"""Evaluations: results of organisations, two ratings of each employee, the predicate, and the spread in a unit."""

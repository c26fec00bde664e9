"""Input and output of composite scores, and of the criteria by which people are judged."""

"""Behaviour ratings: the seven BerAKHLAK values as the employee, the superior, peers and subordinates see them."""

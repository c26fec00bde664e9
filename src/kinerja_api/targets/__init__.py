"""Target plans (SKP): the yearly agreement of one employee in one post. The capability that others are copied from."""

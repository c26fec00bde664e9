"""Citizen satisfaction surveys (SKM, PermenPANRB 14/2017): services, surveys, anonymous answers, published results."""

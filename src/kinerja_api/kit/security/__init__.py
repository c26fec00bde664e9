"""Secrets at work: tokens, passwords, signatures, cursors and the throttle of sign-in."""

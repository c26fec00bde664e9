"""The trail of who did what, when and from where."""

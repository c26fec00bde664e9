"""Use cases of policies: reading versions, and the overlays of an agency."""

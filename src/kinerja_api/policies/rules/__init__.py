"""Pure rules of policies: the document, the overlay of an agency, and what changed between two versions."""

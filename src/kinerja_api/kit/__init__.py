"""The technical ground that every capability stands on; it knows no capability."""

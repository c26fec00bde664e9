"""Performance management of Indonesia's civil service (ASN), as a REST/JSON service."""

"""The law and the agencies' own rules as versioned, cited data."""

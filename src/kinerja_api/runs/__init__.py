"""Work over many people that goes on for a while."""

"""A person's own boundaries, found again in a text however they are written there."""

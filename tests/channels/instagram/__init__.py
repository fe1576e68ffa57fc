"""Instagram's channel against its stand-in: every method, and what goes wrong."""

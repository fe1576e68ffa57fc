"""The channel of Facebook pages against its stand-in: every method, and what goes wrong."""

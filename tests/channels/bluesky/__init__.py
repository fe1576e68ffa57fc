"""Bluesky's channel against its stand-in; ``tests/servers`` has the same against the real server."""

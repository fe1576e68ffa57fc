"""Mastodon's channel against its stand-in and its dialects: every method, and what goes wrong."""

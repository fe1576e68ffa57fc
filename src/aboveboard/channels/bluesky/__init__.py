"""Bluesky, and any personal data server of the AT Protocol.

Tried against the real server software on every run of the tests, never against bsky.social. What is
known and how well: ``docs/networks/bluesky.md``.
"""

from __future__ import annotations

from aboveboard.channels.bluesky.channel import Bluesky
from aboveboard.channels.bluesky.connecting import BlueskyConnector

__all__ = ["Bluesky", "BlueskyConnector"]

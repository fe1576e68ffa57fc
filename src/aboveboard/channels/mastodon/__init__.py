"""Mastodon, and servers that speak its language. Never tried against a server of others here.

What is known and how well: ``docs/networks/mastodon.md``.
"""

from __future__ import annotations

from aboveboard.channels.mastodon.channel import Mastodon
from aboveboard.channels.mastodon.connecting import MastodonConnector

__all__ = ["Mastodon", "MastodonConnector"]

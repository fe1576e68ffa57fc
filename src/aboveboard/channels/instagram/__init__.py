"""Instagram: professional accounts, by Instagram Login. Never tried against Instagram itself.

What is known and how well: ``docs/networks/instagram.md``.
"""

from __future__ import annotations

from aboveboard.channels.instagram.channel import Instagram
from aboveboard.channels.instagram.connecting import InstagramConnector

__all__ = ["Instagram", "InstagramConnector"]

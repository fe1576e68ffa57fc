"""Facebook pages, by the Graph API. Never tried against Facebook itself.

What is known and how well: ``docs/networks/facebook.md``.
"""

from __future__ import annotations

from aboveboard.channels.facebook.channel import Facebook
from aboveboard.channels.facebook.connecting import FacebookConnector

__all__ = ["Facebook", "FacebookConnector"]

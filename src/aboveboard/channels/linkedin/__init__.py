"""LinkedIn: members and pages, by the versioned REST API. Never tried against LinkedIn itself.

What is known and how well: ``docs/networks/linkedin.md``.
"""

from __future__ import annotations

from aboveboard.channels.linkedin.channel import LinkedIn
from aboveboard.channels.linkedin.connecting import LinkedInConnector

__all__ = ["LinkedIn", "LinkedInConnector"]

"""A Bluesky account on a server of personal data that is also the directory and the view."""

from __future__ import annotations

from tests.networks.bluesky.server import Bluesky

__all__ = ["Bluesky"]

"""A stand-in for Mastodon, and for servers that speak its language otherwise."""

from __future__ import annotations

from tests.networks.mastodon.dialect import GOTOSOCIAL, MASTODON, TAKAHE, Dialect
from tests.networks.mastodon.server import Mastodon

__all__ = ["GOTOSOCIAL", "MASTODON", "TAKAHE", "Dialect", "Mastodon"]

"""What the networks are called."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "linkedin": "LinkedIn",
        "instagram": "Instagram",
        "facebook": "Facebook",
        "mastodon": "Mastodon",
        "bluesky": "Bluesky",
        "x": "X",
    }
)
"""The name of each network as it writes itself."""

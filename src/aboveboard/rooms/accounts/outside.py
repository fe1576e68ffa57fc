"""The way to the networks, and from them to here, as this installation is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from aboveboard.channels.elsewhere import Elsewhere, moved

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aboveboard.channels.sender import Sender


def way_out(now: Callable[[], datetime]) -> Sender:
    """Return what requests leave with. Safe to share between threads."""
    # httpx2 and its relatives come in with the first request, not with the start.
    from aboveboard.channels.http.door import Door  # noqa: PLC0415

    door = Door(now=now, proxy=settings.OUTGOING_PROXY, own=settings.OUTGOING_OWN_NETWORKS)
    return Elsewhere(door, settings.NETWORK_ADDRESSES) if settings.NETWORK_ADDRESSES else door


def has_public_address() -> bool:
    """Return whether networks can fetch something from this installation."""
    address: str = settings.BASE_URL
    return address.startswith("https://")


def for_browsers(url: str) -> str:
    """Return the address of a network's page as a person here has to open it."""
    return moved(url, settings.NETWORK_ADDRESSES)

"""The networks as verification knows them: a stand-in, who we are there, and what may go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aboveboard.channels.connecting import AccountKind, App, Grant, Identity, Tokens
from aboveboard.channels.networks import NETWORKS
from tests.networks.faults import Kind
from tests.networks.linkedin import LinkedIn
from tests.networks.linkedin.state import COMMUNITY, NOOR, OPEN, PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.networks.clock import Clock
    from tests.networks.faults import Faults
    from tests.networks.network import Network

_EVERYWHERE: Final = (
    Kind.BEFORE,
    Kind.AFTER,
    Kind.LATE,
    Kind.RESET,
    Kind.SLOW,
    Kind.CUT,
    Kind.BROKEN,
    Kind.BUSY,
    Kind.BARE_BUSY,
    Kind.STALE,
    Kind.EXPIRED,
    Kind.REVOKED,
    Kind.QUOTA,
)


@dataclass(frozen=True, slots=True)
class Place:
    """One network, or one dialect of it, to verify.

    ``settles`` is the longest, in seconds, that a request may come in late, or a list be stale:
    what the channel's own ``settles_after`` counts on.
    """

    name: str
    network: str
    make: Callable[[Clock, Faults], Network]
    grant: Callable[[Network], Grant]
    app: App | None = None
    faults: tuple[Kind, ...] = _EVERYWHERE
    settles: float = 50.0
    has_media: bool = False


def _linkedin(author: str, scopes: frozenset[str]) -> Callable[[Network], Grant]:
    def grant(network: Network) -> Grant:
        kind = AccountKind.PAGE if author == PAGE else AccountKind.PERSON
        identity = Identity("linkedin", author, "", "Noor", network.address, kind)
        token = network.token(*scopes)  # type: ignore[attr-defined]
        return Grant(identity, Tokens(token.value, scopes=scopes))

    return grant


_VERSION: Final = App(version="202609")
PLACES: Final = (
    Place(
        "linkedin page",
        "linkedin",
        LinkedIn,
        _linkedin(PAGE, frozenset(COMMUNITY)),
        _VERSION,
        (*_EVERYWHERE, Kind.DUPLICATE),
    ),
    Place(
        "linkedin person",
        "linkedin",
        LinkedIn,
        _linkedin(NOOR, frozenset(OPEN)),
        _VERSION,
        (*_EVERYWHERE, Kind.DUPLICATE),
    ),
)
"""Every place; those whose channel is not there yet are left out by :func:`places`."""


def places() -> tuple[Place, ...]:
    """Return the places that can be verified."""
    return tuple(place for place in PLACES if place.network in NETWORKS)

"""The networks as verification knows them: a stand-in, who we are there, and what may go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from aboveboard.channels.connecting import AccountKind, App, Grant, Identity, Tokens
from aboveboard.channels.mastodon.server import facts_of
from tests.channels.stand_in import StandInSender
from tests.networks.bluesky import Bluesky
from tests.networks.bluesky.talk import NOOR as BLUESKY_NOOR
from tests.networks.faults import Kind
from tests.networks.linkedin import LinkedIn
from tests.networks.linkedin.state import COMMUNITY, NOOR, OPEN
from tests.networks.linkedin.state import PAGE as LINKEDIN_PAGE
from tests.networks.mastodon import GOTOSOCIAL, TAKAHE, Mastodon
from tests.networks.meta import Facebook, Instagram
from tests.networks.meta.facebook_state import PAGE as FACEBOOK_PAGE
from tests.networks.meta.facebook_state import SCOPES as FACEBOOK_SCOPES
from tests.networks.meta.instagram_state import SCOPES as INSTAGRAM_SCOPES
from tests.networks.meta.instagram_state import USER
from tests.verify.pictures import fetch

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
    needs_picture: bool = False


def _linkedin(author: str, scopes: frozenset[str]) -> Callable[[Network], Grant]:
    def grant(network: Network) -> Grant:
        kind = AccountKind.PAGE if author == LINKEDIN_PAGE else AccountKind.PERSON
        identity = Identity("linkedin", author, "", "Noor", network.address, kind)
        token = network.token(*scopes)  # type: ignore[attr-defined]
        return Grant(identity, Tokens(token.value, scopes=scopes))

    return grant


def _facebook(network: Network) -> Grant:
    identity = Identity(
        "facebook", FACEBOOK_PAGE, "", "Zilver", network.address, AccountKind.PAGE
    )
    token = network.page_token(*FACEBOOK_SCOPES)  # type: ignore[attr-defined]
    return Grant(identity, Tokens(token.value, scopes=FACEBOOK_SCOPES))


def _instagram(network: Network) -> Grant:
    identity = Identity("instagram", USER, "zilver", "Zilver", network.address)
    token = network.token(*INSTAGRAM_SCOPES)  # type: ignore[attr-defined]
    return Grant(identity, Tokens(token.value, scopes=INSTAGRAM_SCOPES))


def _mastodon(network: Network) -> Grant:
    facts = facts_of(network.address, StandInSender(network))
    noor, token = network.noor, network.any_token()  # type: ignore[attr-defined]
    identity = Identity("mastodon", noor.id, "noor", "Noor", network.address, facts=facts)
    return Grant(identity, Tokens(token.value, scopes=token.scopes))


def _bluesky(network: Network) -> Grant:
    facts = {"resolver": network.address, "directory": network.address}
    identity = Identity("bluesky", BLUESKY_NOOR, "", "Noor", network.address, facts=facts)
    token = network.token()  # type: ignore[attr-defined]
    return Grant(identity, Tokens(token.value))


_VERSION: Final = App(version="202609")
_GRAPH: Final = App(version="v26.0")
PLACES: Final = (
    Place(
        "linkedin page",
        "linkedin",
        LinkedIn,
        _linkedin(LINKEDIN_PAGE, frozenset(COMMUNITY)),
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
    Place(
        "facebook",
        "facebook",
        Facebook,
        _facebook,
        _GRAPH,
        (*_EVERYWHERE, Kind.DUPLICATE, Kind.MEDIA),
    ),
    Place(
        "instagram",
        "instagram",
        lambda clock, faults: Instagram(clock, faults, fetch=fetch),
        _instagram,
        _GRAPH,
        (*_EVERYWHERE, Kind.MEDIA),
        needs_picture=True,
    ),
    Place("mastodon", "mastodon", Mastodon, _mastodon, faults=(*_EVERYWHERE, Kind.LATE_KEY)),
    Place("gotosocial", "mastodon", partial(Mastodon, dialect=GOTOSOCIAL), _mastodon),
    Place("takahe", "mastodon", partial(Mastodon, dialect=TAKAHE), _mastodon),
    Place("bluesky", "bluesky", Bluesky, _bluesky),
)
"""Every network, and every dialect of one."""

"""An account of Facebook on its stand-in, for every test of its channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.channels.connecting import AccountKind, App, Grant, Identity, Tokens
from aboveboard.channels.facebook import Facebook
from tests.channels.stand_in import StandInSender
from tests.networks.meta.facebook_state import PAGE, SCOPES

if TYPE_CHECKING:
    from aboveboard.channels.sender import Sender
    from tests.networks.meta import Facebook as Network

POSTS, READS = "pages_manage_posts", "pages_read_engagement"


def channel(network: Network, *scopes: str, sender: Sender | None = None) -> Facebook:
    given = frozenset(scopes) or SCOPES
    identity = Identity(
        "facebook", PAGE, "", "Studio Zilver", network.address, AccountKind.PAGE
    )
    token = network.page_token(*given)
    grant = Grant(identity, Tokens(token.value, scopes=given))
    sender = sender or StandInSender(network)
    return Facebook(grant, app=App(version="v26.0"), sender=sender, now=network.clock.now)


def messages(network: Network) -> list[str]:
    return [entry.content.get("message", "") for entry in network.ledger.living()]

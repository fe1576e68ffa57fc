"""An account of LinkedIn on its stand-in, for every test of its channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.channels.connecting import AccountKind, App, Grant, Identity, Tokens
from aboveboard.channels.linkedin import LinkedIn
from tests.channels.stand_in import StandInSender
from tests.networks.linkedin.state import COMMUNITY, NOOR, OPEN, PAGE

if TYPE_CHECKING:
    from aboveboard.channels.sender import Sender
    from tests.networks.linkedin import LinkedIn as Network

PORTABILITY = "r_dma_portability_self_serve"


def channel(
    network: Network,
    *scopes: str,
    author: str = NOOR,
    sender: Sender | None = None,
) -> LinkedIn:
    """Return a channel with a token of these scopes; the open ones when none is named."""
    given = frozenset(scopes) or OPEN
    kind = AccountKind.PAGE if author == PAGE else AccountKind.PERSON
    identity = Identity("linkedin", author, "", "Noor de Vries", network.address, kind)
    token = network.token(*given)
    grant = Grant(identity, Tokens(token.value, scopes=given))
    sender = sender or StandInSender(network)
    return LinkedIn(grant, app=App(version="202609"), sender=sender, now=network.clock.now)


def page_channel(network: Network) -> LinkedIn:
    return channel(network, *COMMUNITY, author=PAGE)


def living(network: Network) -> list[str]:
    return [entry.content["text"] for entry in network.ledger.living()]

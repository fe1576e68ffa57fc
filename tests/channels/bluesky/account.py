"""An account of Bluesky on its stand-in, for every test of its channel."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aboveboard.channels.bluesky import Bluesky
from aboveboard.channels.bluesky.opening import facts_of
from aboveboard.channels.bluesky.places import Places
from aboveboard.channels.connecting import Grant, Identity, Tokens
from tests.channels.stand_in import StandInSender
from tests.networks.bluesky.talk import NOOR

if TYPE_CHECKING:
    from aboveboard.channels.sender import Sender
    from tests.networks.bluesky import Bluesky as Network

NOON = datetime(2026, 9, 15, 12, 0, 0, 123456, tzinfo=UTC)


def places(network: Network) -> Places:
    return Places(resolver=network.address, directory=network.address)


def channel(network: Network, *, sender: Sender | None = None) -> Bluesky:
    facts = facts_of(places(network))
    identity = Identity("bluesky", NOOR, "noor.example", "Noor", network.address, facts=facts)
    grant = Grant(identity, Tokens(network.token().value))
    sender = sender or StandInSender(network)
    return Bluesky(grant, app=None, sender=sender, now=network.clock.now)


def living(network: Network) -> list[str]:
    return [entry.content["text"] for entry in network.ledger.living()]

"""An account of Mastodon on its stand-in, for every test of its channel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aboveboard.channels.connecting import Grant, Identity, Tokens
from aboveboard.channels.mastodon import Mastodon
from aboveboard.channels.mastodon.server import facts_of
from aboveboard.channels.port import (
    Draft,
    Outgoing,
    Receipt,
    Unclear,
)
from tests.channels.asked import failure, ready
from tests.channels.stand_in import StandInSender

if TYPE_CHECKING:
    from aboveboard.channels.sender import Sender
    from tests.networks.faults import Fault
    from tests.networks.mastodon import Mastodon as Network


def channel(network: Network, *scopes: str, sender: Sender | None = None) -> Mastodon:
    token = network.token(*scopes)
    sender = sender or StandInSender(network)
    facts = facts_of(network.address, StandInSender(network))
    network.log.clear()
    identity = Identity(
        "mastodon", network.noor.id, "noor", "Noor", network.address, facts=facts
    )
    grant = Grant(identity, Tokens(token.value, scopes=token.scopes))
    return Mastodon(grant, app=None, sender=sender, now=network.clock.now)


def living(network: Network) -> list[str]:
    return [entry.content["status"] for entry in network.ledger.living()]


def said_out(noor: Mastodon, network: Network, draft: Draft) -> list[Receipt]:
    """Return the proofs of a draft's posts, each under the one before."""
    receipts: list[Receipt] = []
    for post in noor.compose(draft, key="k", now=network.clock.now()):
        if receipts:
            post = replace(post, follows=receipts[-1], root=receipts[0])  # noqa: PLW2901
        post = replace(post, prepared=noor.prepare(post).kept)  # noqa: PLW2901
        receipts.append(noor.publish(post))
    return receipts


def unclear(
    noor: Mastodon, network: Network, fault: Fault, draft: Draft | None = None
) -> Outgoing:
    post = ready(noor, network, draft)
    network.faults.plan(replace(fault, operation="status_create"))
    failure(Unclear, lambda: noor.publish(post))
    return post

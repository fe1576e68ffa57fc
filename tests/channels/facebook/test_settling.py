"""Doubt about a post on Facebook, settled by looking."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aboveboard.channels.port import (
    Busy,
    Draft,
    Receipt,
    Unclear,
    Unseen,
)
from tests.channels.asked import TEXT, failure, ready
from tests.channels.facebook.account import channel
from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from tests.networks.meta import Facebook as Network


def test_doubt_is_settled_by_the_post_itself(network: Network) -> None:
    zilver = channel(network)
    since = network.clock.now()
    post = ready(zilver, network)
    network.faults.plan(Fault(Kind.BEFORE, operation="post_edit"))
    failure(Unclear, lambda: zilver.publish(post))
    assert zilver.find(post, since=since) is Unseen.ABSENT
    network.faults.plan(Fault(Kind.AFTER, operation="post_edit"))
    failure(Unclear, lambda: zilver.publish(post))
    found = zilver.find(post, since=since)
    assert isinstance(found, Receipt)
    assert found.remote_id == network.ledger.living()[0].id
    assert not network.calls("post_list")


def test_without_its_id_the_list_is_read_until_before_the_attempt(network: Network) -> None:
    zilver = channel(network)
    zilver.publish(ready(zilver, network))
    network.clock.advance(600)
    since = network.clock.now()
    (post,) = zilver.compose(Draft(TEXT), key="k", now=since)
    assert zilver.find(post, since=since) is Unseen.ABSENT
    made = zilver.publish(ready(zilver, network))
    for number in range(60):
        network.clock.advance(60)
        zilver.publish(ready(zilver, network, Draft(f"Bericht {number}")))
    network.clock.advance(3600)
    found = zilver.find(post, since=since)
    assert isinstance(found, Receipt)
    assert found.remote_id == made.remote_id
    assert len(network.calls("post_list")) == 3


def test_a_post_counts_from_when_it_was_made(network: Network) -> None:
    zilver = channel(network)
    post = ready(zilver, network)
    network.clock.advance(7200)
    since = network.clock.now()
    made = zilver.publish(post)
    renamed = replace(post, prepared=post.prepared.replace(made.remote_id, "2001_1"))
    found = zilver.find(renamed, since=since)
    assert isinstance(found, Receipt)
    assert found.remote_id == made.remote_id


def test_a_post_that_is_gone_is_looked_for_in_the_list(network: Network) -> None:
    zilver = channel(network)
    since = network.clock.now()
    post = ready(zilver, network)
    receipt = zilver.publish(post)
    zilver.withdraw(receipt)
    assert zilver.find(post, since=since) is Unseen.ABSENT
    assert zilver.look(receipt) is Unseen.ABSENT


def test_reading_back_is_never_unclear(network: Network) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network))
    post = ready(zilver, network)
    for kind in (Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN, Kind.BUSY):
        for act in (
            lambda: zilver.find(post, since=network.clock.now()),
            lambda: zilver.look(receipt),
            lambda: list(zilver.replies(receipt, since=None)),
            lambda: zilver.metrics([receipt]),
        ):
            network.faults.plan(Fault(kind))
            failure(Busy, act)

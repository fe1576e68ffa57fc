"""Doubt about a post on Instagram, settled by looking."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aboveboard.channels.port import (
    Busy,
    Outgoing,
    Receipt,
    Unclear,
    Unseen,
)
from tests.channels.asked import failure, ready
from tests.channels.instagram.account import channel, draft
from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from aboveboard.channels.instagram import Instagram
    from tests.networks.meta import Instagram as Network


def unclear(zilver: Instagram, network: Network, folder: Path, fault: Fault) -> Outgoing:
    post = ready(zilver, network, draft(folder))
    network.faults.plan(replace(fault, operation="publish"))
    failure(Unclear, lambda: zilver.publish(post))
    return post


def test_doubt_is_settled_by_the_container(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    since = network.clock.now()
    post = unclear(zilver, network, tmp_path, Fault(Kind.BEFORE))
    assert zilver.find(post, since=since) is Unseen.ABSENT
    assert not network.calls("media_list")
    network.faults.plan(Fault(Kind.AFTER, operation="publish"))
    failure(Unclear, lambda: zilver.publish(post))
    found = zilver.find(post, since=since)
    (entry,) = network.ledger.living()
    assert isinstance(found, Receipt)
    assert (found.remote_id, found.published_at) == (entry.id, entry.born)


def test_public_but_not_yet_in_the_list_is_asked_again(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    since = network.clock.now()
    post = unclear(zilver, network, tmp_path, Fault(Kind.AFTER))
    network.clock.advance(10)
    network.faults.plan(Fault(Kind.STALE, operation="media_list", seconds=60))
    failure(Busy, lambda: zilver.find(post, since=since))
    assert isinstance(zilver.find(post, since=since), Receipt)


def test_without_its_container_the_list_is_read_until_before_the_attempt(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    zilver.publish(ready(zilver, network, draft(tmp_path)))
    network.clock.advance(600)
    since = network.clock.now()
    post = ready(zilver, network, draft(tmp_path))
    network.state.containers.clear()
    assert zilver.find(post, since=since) is Unseen.ABSENT
    again = ready(zilver, network, draft(tmp_path))
    made = zilver.publish(again)
    for number in range(60):
        network.clock.advance(100)
        zilver.publish(ready(zilver, network, draft(tmp_path, f"Bericht {number}")))
    network.clock.advance(3600)
    network.state.containers.clear()
    found = zilver.find(again, since=since)
    assert isinstance(found, Receipt)
    assert found.remote_id == made.remote_id
    carousel = draft(tmp_path, number=2)
    (other,) = zilver.compose(carousel, key="k", now=network.clock.now())
    assert zilver.find(other, since=since) is Unseen.ABSENT


def test_reading_back_is_never_unclear(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network, draft(tmp_path)))
    post = ready(zilver, network, draft(tmp_path))
    for kind in (Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN, Kind.BUSY):
        for act in (
            lambda: zilver.find(post, since=network.clock.now()),
            lambda: zilver.look(receipt),
            lambda: list(zilver.replies(receipt, since=None)),
            lambda: zilver.metrics([receipt]),
        ):
            network.faults.plan(Fault(kind))
            failure(Busy, act)

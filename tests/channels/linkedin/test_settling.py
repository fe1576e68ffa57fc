"""Doubt about a post on LinkedIn, settled by looking."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.port import (
    Busy,
    Draft,
    Outgoing,
    Receipt,
    Unclear,
    Unseen,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.linkedin.account import PORTABILITY, channel, page_channel
from tests.networks.faults import Fault, Kind
from tests.networks.linkedin.state import COMMUNITY, NOOR, OPEN, PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from aboveboard.channels.linkedin import LinkedIn
    from tests.networks.linkedin import LinkedIn as Network


def unclear(noor: LinkedIn, network: Network, fault: Fault) -> Outgoing:
    post = ready(noor, network)
    network.faults.plan(replace(fault, operation="post_create"))
    failure(Unclear, lambda: noor.publish(post))
    return post


@pytest.mark.parametrize("scopes", [COMMUNITY, OPEN | {"r_member_social"}])
def test_doubt_is_settled_by_the_list_of_posts(
    network: Network, scopes: frozenset[str]
) -> None:
    author = PAGE if "r_organization_social" in scopes else NOOR
    noor = channel(network, *scopes, author=author)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.AFTER))
    network.clock.advance(60)
    found = noor.find(post, since=since)
    (entry,) = network.ledger.living()
    assert isinstance(found, Receipt)
    assert (found.remote_id, found.published_at) == (entry.id, entry.born)


def test_what_is_not_in_the_list_is_absent_and_the_past_is_not_taken_for_it(
    network: Network,
) -> None:
    page = page_channel(network)
    page.publish(ready(page, network))
    network.duplicate_window = timedelta(0)
    network.clock.advance(600)
    since = network.clock.now()
    post = unclear(page, network, Fault(Kind.BEFORE))
    assert page.find(post, since=since) is Unseen.ABSENT


def test_a_list_is_read_until_before_the_attempt(network: Network) -> None:
    page = page_channel(network)
    since = network.clock.now()
    post = unclear(page, network, Fault(Kind.AFTER))
    for number in range(60):
        network.clock.advance(1)
        page.publish(ready(page, network, Draft(f"Bericht {number}")))
    assert isinstance(page.find(post, since=since), Receipt)
    assert len(network.calls("post_list")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Zie https://zilver.example/een_lang(adres) #leren @Studio Zilver!",
        "Nieuwe regel\n\n(en nog een) * ~ _ 👨‍👩‍👧 é",
    ],
)
def test_a_post_is_recognised_whatever_stands_in_it(network: Network, text: str) -> None:
    page = page_channel(network)
    since = network.clock.now()
    post = ready(page, network, Draft(text, mentions=(("@Studio Zilver", PAGE),)))
    network.faults.plan(Fault(Kind.AFTER, operation="post_create"))
    failure(Unclear, lambda: page.publish(post))
    assert isinstance(page.find(post, since=since), Receipt)


def test_another_number_of_pictures_is_another_post(network: Network, tmp_path: Path) -> None:
    page = page_channel(network)
    since = network.clock.now()
    one, two = golden.media(tmp_path, "a.png"), golden.media(tmp_path, "b.png")
    page.publish(ready(page, network, Draft(TEXT, media=(one,))))
    (post,) = page.compose(Draft(TEXT, media=(one, two)), key="k", now=since)
    assert page.find(post, since=since) is Unseen.ABSENT
    assert isinstance(page.find(replace(post, media=(two,)), since=since), Receipt)


def test_a_member_with_the_open_scopes_is_hidden(network: Network) -> None:
    noor = channel(network)
    receipt = noor.publish(ready(noor, network))
    assert noor.find(ready(noor, network), since=network.clock.now()) is Unseen.HIDDEN
    assert noor.look(receipt) is Unseen.HIDDEN


def test_the_changelog_shows_what_is_there_late_and_never_proves_absence(
    network: Network,
) -> None:
    noor = channel(network, *OPEN, PORTABILITY)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.AFTER))
    wait = failure(Busy, lambda: noor.find(post, since=since)).again_at
    network.clock.advance((wait - since).total_seconds())
    network.clock.advance(600)
    found = noor.find(post, since=since)
    assert isinstance(found, Receipt)
    assert found.remote_id == network.ledger.living()[0].id
    other = replace(post, text="Iets anders.")
    failure(Busy, lambda: noor.find(other, since=since))
    network.clock.advance(1800)
    assert noor.find(other, since=since) is Unseen.HIDDEN


def test_the_changelog_is_waited_for_from_when_the_post_was_written(network: Network) -> None:
    noor = channel(network, *OPEN, PORTABILITY)
    post = unclear(noor, network, Fault(Kind.BEFORE))
    long_before = post.written_at - timedelta(hours=2)  # for a clock that may have been wrong
    failure(Busy, lambda: noor.find(post, since=long_before))
    network.clock.advance(1800)
    assert noor.find(post, since=long_before) is Unseen.HIDDEN


def test_reading_back_is_never_unclear(network: Network) -> None:
    page = page_channel(network)
    receipt = page.publish(ready(page, network))
    post = ready(page, network, key="k2")
    for kind in (Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN, Kind.BUSY):
        for act in (
            lambda: page.find(post, since=network.clock.now()),
            lambda: page.look(receipt),
            lambda: list(page.replies(receipt, since=None)),
            lambda: page.metrics([receipt]),
        ):
            network.faults.plan(Fault(kind))
            failure(Busy, act)


def test_absence_is_believed_late_and_of_the_changelog_later(network: Network) -> None:
    assert page_channel(network).settles_after == timedelta(minutes=5)
    assert channel(network, *OPEN, PORTABILITY).settles_after == timedelta(minutes=30)

"""Doubt about a post on Mastodon, settled by looking."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.mastodon.html import comparable, text_of
from aboveboard.channels.port import (
    Busy,
    Draft,
    Receipt,
    Unclear,
    Unseen,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.mastodon.account import channel, living, unclear
from tests.networks.faults import Fault, Kind
from tests.networks.mastodon import GOTOSOCIAL, TAKAHE, entities
from tests.networks.mastodon import Mastodon as Network
from tests.networks.mastodon.dialect import MASTODON, Dialect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


WORDY = (
    'Dank @noor@elders.example & "iedereen" voor <3 #leren!\n\n'
    "Zie https://zilver.example/een/heel/lang/pad?met=vragen&en=meer\nklaar"
)


@pytest.mark.parametrize("dialect", [MASTODON, GOTOSOCIAL, TAKAHE])
@pytest.mark.parametrize("text", [TEXT, WORDY, "e\u0301\u00a0één"])
def test_doubt_is_settled_by_the_own_posts_on_every_server(dialect: Dialect, text: str) -> None:
    network = Network(dialect=dialect)
    noor = channel(network)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.AFTER), Draft(text))
    network.clock.advance(60)
    found = noor.find(post, since=since)
    (entry,) = network.ledger.living()
    assert isinstance(found, Receipt)
    assert found.remote_id == entry.id


def test_words_that_a_server_shows_otherwise_are_compared_as_written(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        entities, "content", lambda text, here: "<p>Onze demo viel uit! Dat was onze fout</p>"
    )
    noor = channel(network)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.AFTER))
    assert isinstance(noor.find(post, since=since), Receipt)
    other = ready(noor, network, Draft("Andere woorden."))
    assert noor.find(other, since=since) is Unseen.ABSENT


def test_hidden_parts_of_links_and_short_mentions_are_read_as_they_were_sent() -> None:
    shown = (
        '<p>Dank <span class="h-card"><a href="https://a.example/@noor">@<span>noor</span></a>'
        '</span>:<br>zie <a href="https://zilver.example/lang"><span class="invisible">https://'
        '</span><span class="ellipsis">zilver.example/la</span><span class="invisible">ng</span>'
        "</a> &amp; klaar</p><p>Tot slot</p>"
    )
    sent = "Dank @noor@a.example:\nzie https://zilver.example/lang & klaar\n\nTot slot"
    assert text_of(shown) == sent.replace("@a.example", "")
    assert comparable(text_of(shown)) == comparable(sent)


def test_what_is_not_there_is_absent_and_the_past_is_not_taken_for_it(network: Network) -> None:
    noor = channel(network)
    noor.publish(ready(noor, network))
    network.clock.advance(600)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.BEFORE))
    assert noor.find(post, since=since) is Unseen.ABSENT


def test_another_place_or_other_pictures_are_another_post(
    network: Network, tmp_path: Path
) -> None:
    noor = channel(network)
    since = network.clock.now()
    first = noor.publish(ready(noor, network))
    with_picture = ready(noor, network, Draft(TEXT, media=(golden.media(tmp_path),)))
    assert noor.find(with_picture, since=since) is Unseen.ABSENT
    below = replace(ready(noor, network), follows=first, root=first)
    assert noor.find(below, since=since) is Unseen.ABSENT
    receipt = noor.publish(replace(below, key="other"))
    assert noor.find(below, since=since) == receipt


def test_the_list_is_read_until_before_the_attempt(network: Network) -> None:
    noor = channel(network)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.AFTER))
    for number in range(90):
        network.clock.advance(1)
        noor.publish(ready(noor, network, Draft(f"Later, {number}"), key=f"later-{number}"))
    network.log.clear()
    assert isinstance(noor.find(post, since=since), Receipt)
    assert len(network.calls("account_statuses")) == 3
    assert noor.find(replace(post, text="Nooit gezegd"), since=since) is Unseen.ABSENT


def test_a_stale_list_shows_nothing_and_the_wait_covers_it(network: Network) -> None:
    noor = channel(network)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.AFTER))
    network.faults.plan(Fault(Kind.STALE, operation="account_statuses", seconds=30))
    network.clock.advance(10)
    assert noor.find(post, since=since) is Unseen.ABSENT
    network.clock.advance(noor.settles_after.total_seconds())
    assert isinstance(noor.find(post, since=since), Receipt)


def test_a_repeat_with_its_key_within_the_hour_makes_no_second_post_on_mastodon(
    network: Network,
) -> None:
    noor = channel(network)
    post = unclear(noor, network, Fault(Kind.AFTER))
    network.clock.advance(noor.settles_after.total_seconds())
    noor.publish(post)
    assert living(network) == [TEXT]
    assert noor.settles_after < channel(Network(dialect=GOTOSOCIAL)).settles_after


@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.CUT, Kind.BROKEN, Kind.BUSY])
def test_looking_is_never_unclear(network: Network, kind: Kind) -> None:
    noor = channel(network)
    receipt = noor.publish(ready(noor, network))
    post = ready(noor, network)
    reads: tuple[Callable[[], object], ...] = (
        lambda: noor.find(post, since=network.clock.now()),
        lambda: noor.look(receipt),
        lambda: list(noor.replies(receipt, since=None)),
        lambda: noor.metrics([receipt]),
    )
    for read in reads:
        network.faults.plan(Fault(kind))
        failure(Busy, read)


def test_an_answer_in_doubt_is_not_said_twice(network: Network) -> None:
    noor = channel(network)
    receipt = noor.publish(ready(noor, network))
    network.reply("rik", receipt.remote_id, "Dat herken ik.")
    (reply,) = noor.replies(receipt, since=None)
    answer = ready(noor, network, Draft("@rik Dank je."), key="answer-1")
    network.faults.plan(Fault(Kind.AFTER, operation="status_create"))
    failure(Unclear, lambda: noor.answer(reply, answer))
    assert len(network.calls("status_create")) == 2
    assert isinstance(noor.find(answer, since=network.clock.now()), Receipt)


def _different(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()


def test_a_look_among_many_posts_asks_only_for_pages(network: Network) -> None:
    noor = channel(network)
    for number in range(50):
        noor.publish(ready(noor, network, Draft(_different(number)), key=str(number)))
    wanted = ready(noor, network, Draft(_different(7)), key="7")
    network.log.clear()
    found = noor.find(wanted, since=network.clock.now())
    assert isinstance(found, Receipt)
    assert len(network.log) <= 3

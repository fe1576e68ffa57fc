"""A public post on Mastodon: looked at, changed, taken back, answered and counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.port import (
    Draft,
    Metrics,
    Unclear,
    Unseen,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.mastodon.account import channel
from tests.networks.faults import Fault, Kind
from tests.networks.mastodon import TAKAHE
from tests.networks.mastodon import Mastodon as Network
from tests.networks.mastodon.dialect import MASTODON, Dialect

if TYPE_CHECKING:
    from pathlib import Path


def test_a_post_is_taken_back_and_proven_gone(network: Network) -> None:
    noor = channel(network)
    receipt = noor.publish(ready(noor, network))
    assert noor.look(receipt) == receipt
    noor.withdraw(receipt)
    assert network.ledger.living() == []
    assert noor.look(receipt) is Unseen.ABSENT
    noor.withdraw(receipt)


def test_taking_back_in_doubt_may_be_repeated(network: Network) -> None:
    noor = channel(network)
    receipt = noor.publish(ready(noor, network))
    network.faults.plan(Fault(Kind.AFTER, operation="status_delete"))
    assert failure(Unclear, lambda: noor.withdraw(receipt)).may_repeat
    noor.withdraw(receipt)
    assert network.ledger.living() == []


def test_words_and_descriptions_are_changed_and_pictures_stay(
    network: Network, tmp_path: Path
) -> None:
    noor = channel(network)
    picture = golden.media(tmp_path, description="Een stekker")
    receipt = noor.publish(ready(noor, network, Draft(TEXT, media=(picture,))))
    other = Draft("Beter gezegd.", media=(replace(picture, description="Een losse stekker"),))
    (post,) = noor.compose(other, key="k2", now=network.clock.now())
    assert noor.edit(receipt, post).remote_id == receipt.remote_id
    (entry,) = network.ledger.living()
    assert entry.content["status"] == "Beter gezegd."
    assert entry.content["media_ids"] == list(network.state.attachments)
    (file,) = network.state.attachments.values()
    assert file.description == "Een losse stekker"
    network.faults.plan(Fault(Kind.AFTER, operation="status_edit"))
    assert failure(Unclear, lambda: noor.edit(receipt, post)).may_repeat
    assert network.complaints == []


def test_what_others_say_is_read_and_answered_by_name(network: Network) -> None:
    noor = channel(network)
    receipt = noor.publish(ready(noor, network))
    network.clock.advance(60)
    theirs = network.reply("rik", receipt.remote_id, "@noor Dat herken ik.\n\nMoed!")
    (reply,) = noor.replies(receipt, since=None)
    assert (reply.author, reply.author_name, reply.is_own) == ("rik", "Rik", False)
    assert (reply.receipt.remote_id, reply.to) == (theirs, receipt.remote_id)
    assert reply.text == "@noor Dat herken ik.\n\nMoed!"
    since = network.clock.now()
    network.clock.advance(5)
    answer = ready(noor, network, Draft("Dank je."), key="answer-1")
    said = noor.answer(reply, answer)
    entry = network.ledger.find(said.remote_id, at=network.clock.now())
    assert entry is not None
    assert entry.content["status"] == "@rik Dank je."
    assert entry.content["in_reply_to_id"] == theirs
    (own,) = noor.replies(receipt, since=since)
    assert own.is_own
    assert noor.find(answer, since=since) == said


@pytest.mark.parametrize("dialect", [MASTODON, TAKAHE])
def test_figures_come_for_what_is_there(dialect: Dialect) -> None:
    network = Network(dialect=dialect)
    noor = channel(network)
    first = noor.publish(ready(noor, network))
    second = noor.publish(ready(noor, network, Draft("Nog iets."), key="key-2"))
    network.notify("favourite", "rik", first.remote_id)
    network.notify("reblog", "rik", first.remote_id)
    network.reply("rik", first.remote_id, "Dat herken ik.")
    noor.withdraw(second)
    assert noor.metrics([first, second]) == {
        first.remote_id: Metrics(likes=1, comments=1, reposts=1)
    }

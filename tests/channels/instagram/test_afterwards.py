"""A public post on Instagram: looked at, changed, taken back, answered and counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aboveboard.channels.port import (
    Ability,
    Busy,
    Metrics,
    Outgoing,
    Reason,
    Receipt,
    Refused,
    Unclear,
    Unseen,
)
from tests.channels.asked import failure, ready
from tests.channels.instagram.account import channel, draft
from tests.networks.exchange import answer
from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.networks.meta import Instagram as Network


def test_nothing_is_taken_back_or_changed_and_that_is_said(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    post = ready(zilver, network, draft(tmp_path))
    receipt = zilver.publish(post)
    assert not {Ability.WITHDRAW, Ability.EDIT} & zilver.abilities
    refused = failure(Refused, lambda: zilver.withdraw(receipt))
    assert refused.reason is Reason.FORBIDDEN
    assert failure(Refused, lambda: zilver.edit(receipt, post)).reason is Reason.FORBIDDEN
    network.ledger.delete(receipt.remote_id, now=network.clock.now())
    assert zilver.look(receipt) is Unseen.ABSENT


def test_comments_are_read_and_answered(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network, draft(tmp_path)))
    network.clock.advance(60)
    asked = network.comment(receipt.remote_id, "robin", "Hoe kwam dat?")
    (reply,) = zilver.replies(receipt, since=receipt.published_at)
    assert (reply.receipt.remote_id, reply.to) == (asked, receipt.remote_id)
    assert (reply.text, reply.author_name, reply.is_own) == ("Hoe kwam dat?", "robin", False)
    post = Outgoing("k", "De stekker.", network.clock.now())
    said = zilver.answer(reply, post)
    own = [one for one in zilver.replies(receipt, since=None) if one.is_own]
    assert [(one.receipt.remote_id, one.to) for one in own] == [(said.remote_id, asked)]
    network.faults.plan(Fault(Kind.AFTER, operation="reply_create"))
    assert not failure(Unclear, lambda: zilver.answer(reply, post)).may_repeat
    assert len(network.calls("reply_create")) == 2


def test_figures_that_are_not_there_are_unknown(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network, draft(tmp_path)))
    gone = replace(receipt, remote_id="1")
    assert zilver.metrics([receipt, gone]) == {receipt.remote_id: Metrics()}
    network.state.insights[receipt.remote_id] = {"views": 90, "likes": 3, "shares": 1}
    assert zilver.metrics([receipt]) == {
        receipt.remote_id: Metrics(likes=3, reposts=1, views=90)
    }


def test_reading_waits_when_most_calls_are_used(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network, draft(tmp_path)))
    network.calls_an_hour = 6
    busy = failure(Busy, lambda: zilver.metrics([receipt, receipt]))
    assert busy.reason is Reason.RATE
    assert len(network.calls("insights")) == 1
    assert zilver.metrics([receipt])


def test_an_odd_list_is_an_empty_one(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    zilver = channel(network)
    receipt = Receipt("1", "", network.clock.now())
    odd = {"data": [1, {"id": 2}, {"id": "3", "timestamp": "soon"}], "paging": "odd"}
    monkeypatch.setattr(network, "answer", lambda request: answer(200, odd))
    assert list(zilver.replies(receipt, since=None)) == []
    assert zilver.look(receipt) == receipt

"""A public post on Facebook: looked at, changed, taken back, answered and counted."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aboveboard.channels.port import (
    Busy,
    Metrics,
    Outgoing,
    Reason,
    Refused,
    Unclear,
)
from tests.channels.asked import failure, ready
from tests.channels.facebook.account import POSTS, READS, channel, messages
from tests.networks.faults import Fault, Kind
from tests.networks.meta.facebook_state import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.networks.meta import Facebook as Network


def test_a_post_is_changed_and_taken_back_and_both_may_be_repeated(network: Network) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network))
    better = Outgoing("k2", "Beter.", network.clock.now())
    acts: dict[str, Callable[[], object]] = {
        "post_edit": partial(zilver.edit, receipt, better),
        "post_delete": partial(zilver.withdraw, receipt),
    }
    for operation, act in acts.items():
        network.faults.plan(Fault(Kind.AFTER, operation=operation))
        assert failure(Unclear, act).may_repeat
        act()
        if operation == "post_edit":
            assert messages(network) == ["Beter."]
            assert zilver.look(receipt) == receipt
    assert messages(network) == []


def test_comments_are_read_answered_and_the_answer_taken_back(network: Network) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network))
    network.clock.advance(60)
    asked = network.comment(receipt.remote_id, "robin", "Hoe kwam dat?")
    (reply,) = zilver.replies(receipt, since=receipt.published_at)
    assert (reply.receipt.remote_id, reply.to) == (asked, receipt.remote_id)
    assert (reply.text, reply.author_name, reply.is_own) == ("Hoe kwam dat?", "Robin", False)
    network.clock.advance(60)
    post = Outgoing("k", "De stekker.", network.clock.now())
    said = zilver.answer(reply, post)
    (own,) = zilver.replies(receipt, since=reply.receipt.published_at)
    assert (own.receipt.remote_id, own.to, own.is_own) == (said.remote_id, asked, True)
    network.faults.plan(Fault(Kind.AFTER, operation="reply_create"))
    assert not failure(Unclear, lambda: zilver.answer(reply, post)).may_repeat
    long = replace(post, text="a" * 8001)
    assert failure(Refused, lambda: zilver.answer(reply, long)).reason is Reason.TOO_LONG
    zilver.withdraw(said)
    assert said.remote_id not in network.state.comments


def test_who_said_something_may_be_unknown(network: Network) -> None:
    zilver = channel(network, POSTS, READS)
    receipt = zilver.publish(ready(zilver, network))
    network.comment(receipt.remote_id, "robin", "Hoe kwam dat?")
    (reply,) = zilver.replies(receipt, since=None)
    assert (reply.author, reply.author_name, reply.is_own) == ("", "", False)


def test_figures_come_with_views_where_they_are_permitted(network: Network) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network))
    gone = replace(receipt, remote_id=f"{PAGE}_1")
    network.state.insights[receipt.remote_id] = {
        "post_media_view": 90,
        "reactions": 4,
        "shares": 2,
    }
    network.comment(receipt.remote_id, "robin", "Hoe kwam dat?")
    seen = Metrics(likes=4, comments=1, reposts=2, views=90)
    assert zilver.metrics([receipt, gone]) == {receipt.remote_id: seen}
    without = channel(network, POSTS, READS).metrics([receipt])
    assert without == {receipt.remote_id: replace(seen, views=None)}


def test_reading_waits_when_most_calls_are_used(network: Network) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network))
    for number in range(120):
        network.comment(receipt.remote_id, "robin", f"Vraag {number}")
    network.calls_an_hour = 3
    replies = zilver.replies(receipt, since=None)
    assert [next(replies).text for _ in range(50)]
    assert failure(Busy, lambda: next(replies)).reason is Reason.RATE

"""A public post on LinkedIn: looked at, changed, taken back, answered and counted."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.port import (
    Draft,
    Metrics,
    Reason,
    Receipt,
    Refused,
    Unclear,
    Unseen,
)
from tests.channels import golden
from tests.channels.asked import failure, ready
from tests.channels.linkedin.account import channel, living, page_channel
from tests.networks.faults import Fault, Kind
from tests.networks.linkedin.state import OPEN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.networks.linkedin import LinkedIn as Network


def test_a_page_is_looked_at_edited_and_taken_back(network: Network) -> None:
    page = page_channel(network)
    receipt = page.publish(ready(page, network))
    assert page.look(receipt) == receipt
    better = ready(page, network, Draft("Beter (zo)."), key="k2")
    assert page.edit(receipt, better).remote_id == receipt.remote_id
    assert living(network) == ["Beter (zo)."]
    page.withdraw(receipt)
    page.withdraw(receipt)
    assert living(network) == []
    assert page.look(receipt) is Unseen.ABSENT


@pytest.mark.parametrize("operation", ["post_edit", "post_delete"])
def test_what_may_be_repeated_says_so(network: Network, operation: str) -> None:
    page = page_channel(network)
    receipt = page.publish(ready(page, network))
    better = ready(page, network, Draft("Beter."), key="k2")
    network.faults.plan(Fault(Kind.AFTER, operation=operation))
    acts: dict[str, Callable[[], object]] = {
        "post_edit": partial(page.edit, receipt, better),
        "post_delete": partial(page.withdraw, receipt),
    }
    assert failure(Unclear, acts[operation]).may_repeat
    acts[operation]()


def test_comments_are_read_answered_and_the_answer_taken_back(network: Network) -> None:
    page = page_channel(network)
    receipt = page.publish(ready(page, network))
    network.clock.advance(60)
    asked = network.comment(receipt.remote_id, "robin", "Hoe kwam dat?")
    (reply,) = page.replies(receipt, since=receipt.published_at)
    assert (reply.text, reply.author, reply.is_own) == (
        "Hoe kwam dat?",
        "urn:li:person:robin",
        False,
    )
    assert reply.to == receipt.remote_id
    assert asked in reply.receipt.remote_id
    answer = ready(page, network, Draft("De stekker (los)."), key="k2")
    said = page.answer(reply, answer)
    network.clock.advance(1)
    own = [one for one in page.replies(receipt, since=None) if one.is_own]
    assert [(one.text, one.to) for one in own] == [
        ("De stekker (los).", reply.receipt.remote_id)
    ]
    assert own[0].receipt.remote_id == said.remote_id
    page.answer(own[0], replace(answer, text="Nu vast."))
    assert [one.parent for one in network.state.comments.values()].count(
        reply.receipt.remote_id
    ) == 2
    page.withdraw(said)
    assert [one.text for one in network.state.comments.values()] == [
        "Hoe kwam dat?",
        "Nu vast.",
    ]
    assert list(page.replies(receipt, since=network.clock.now())) == []
    assert network.complaints == []


def test_an_answer_is_given_once_or_left_unclear(network: Network) -> None:
    page = page_channel(network)
    receipt = page.publish(ready(page, network))
    network.comment(receipt.remote_id, "robin", "Hoe kwam dat?")
    (reply,) = page.replies(receipt, since=None)
    post = ready(page, network, key="k2")
    network.faults.plan(Fault(Kind.AFTER, operation="comment_create"))
    assert not failure(Unclear, lambda: page.answer(reply, post)).may_repeat
    long = replace(post, text="a" * 1251)
    assert failure(Refused, lambda: page.answer(reply, long)).reason is Reason.TOO_LONG
    assert len(network.calls("comment_create")) == 1


def test_figures_of_a_page_come_for_all_posts_at_once(network: Network, tmp_path: Path) -> None:
    page = page_channel(network)
    first = page.publish(ready(page, network))
    pictures = (golden.media(tmp_path, "a.png"), golden.media(tmp_path, "b.png"))
    second = page.publish(ready(page, network, Draft("Twee", media=pictures), key="k2"))
    assert "ugcPost" in second.remote_id
    network.state.figures[first.remote_id] = {"likeCount": 3, "impressionCount": 90}
    gone = Receipt("urn:li:share:1", "", network.clock.now())
    found = page.metrics([first, second, gone])
    assert found == {
        first.remote_id: Metrics(likes=3, comments=0, reposts=0, views=90),
        second.remote_id: Metrics(likes=0, comments=0, reposts=0, views=0),
    }
    assert len(network.calls("page_figures")) == 1


def test_figures_of_a_member_need_a_closed_scope(network: Network) -> None:
    noor = channel(network, *OPEN, "r_member_postAnalytics")
    receipt = noor.publish(ready(noor, network))
    network.state.figures[receipt.remote_id] = {"impressionCount": 12}
    gone = Receipt("urn:li:share:1", "", network.clock.now())
    found = noor.metrics([receipt, gone])
    assert found == {receipt.remote_id: Metrics(likes=0, comments=0, reposts=0, views=12)}

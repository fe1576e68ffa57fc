"""A post made public on Facebook, once, and what goes wrong on the way."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from aboveboard.channels.http.door import Door
from aboveboard.channels.port import (
    Busy,
    ChannelError,
    Draft,
    NotSent,
    Outgoing,
    Reason,
    Refused,
    Unclear,
    Unseen,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.facebook.account import POSTS, channel, messages
from tests.channels.stand_in import StandInSender
from tests.networks.exchange import Answer as Given
from tests.networks.faults import Fault, Kind
from tests.networks.served import served

if TYPE_CHECKING:
    from pathlib import Path

    from aboveboard.channels.port import Channel
    from tests.networks.meta import Facebook as Network


def test_a_post_is_made_unseen_and_shown_once(network: Network) -> None:
    zilver: Channel = channel(network)
    post = ready(zilver, network)
    assert network.ledger.living() == []
    receipt = zilver.publish(post)
    (entry,) = network.ledger.living()
    assert receipt.remote_id == entry.id
    assert receipt.url.startswith("https://www.facebook.com/2001/posts/")
    assert receipt.published_at == network.clock.now()
    assert messages(network) == [TEXT]
    assert network.complaints == []


@pytest.mark.parametrize("case", golden.cases("facebook"))
def test_golden(network: Network, case: str, tmp_path: Path) -> None:
    zilver = channel(network)
    post = ready(zilver, network, golden.draft_of("facebook", case, tmp_path))
    zilver.publish(post)
    sent = {
        "shown": post.text,
        "marks": [[*mark.span, mark.kind, mark.target] for mark in post.marks],
        "requests": golden.described(line.request for line in network.log),
    }
    golden.check("facebook", case, sent)
    assert network.complaints == []
    assert messages(network) == [post.text]


def test_the_same_through_the_door(network: Network, tmp_path: Path) -> None:
    pictures = (golden.media(tmp_path, "a.png"), golden.media(tmp_path, "b.jpg"))
    with served(network):
        door = Door(now=network.clock.now, own=(ipaddress.ip_network("127.0.0.0/8"),))
        zilver = channel(network, sender=door)
        zilver.publish(ready(zilver, network, Draft(TEXT, media=pictures)))
    assert messages(network) == [TEXT]
    assert network.complaints == []


def test_what_was_not_prepared_is_not_shown(network: Network) -> None:
    post = Outgoing("k", TEXT, network.clock.now())
    refused = failure(Refused, lambda: channel(network).publish(post))
    assert refused.reason is Reason.INVALID
    assert network.log == []


@pytest.mark.parametrize(
    ("fault", "error", "reason"),
    [
        (Fault(Kind.BEFORE), Unclear, Reason.LOST),
        (Fault(Kind.AFTER), Unclear, Reason.LOST),
        (Fault(Kind.RESET, commits=True), Unclear, Reason.LOST),
        (Fault(Kind.CUT), Unclear, Reason.LOST),
        (Fault(Kind.SLOW, delay=40, commits=True), Unclear, Reason.SLOW),
        (Fault(Kind.BROKEN, status=500), Unclear, Reason.FAULT),
        (Fault(Kind.BROKEN, status=503, commits=True), Unclear, Reason.FAULT),
        (Fault(Kind.BUSY), Busy, Reason.RATE),
        (Fault(Kind.BARE_BUSY), Busy, Reason.RATE),
        (Fault(Kind.EXPIRED), Refused, Reason.SIGN_IN),
        (Fault(Kind.REVOKED), Refused, Reason.SIGN_IN),
    ],
)
def test_what_goes_wrong_while_publishing_says_what_to_do(
    network: Network, fault: Fault, error: type[ChannelError], reason: Reason
) -> None:
    zilver = channel(network)
    post = ready(zilver, network)
    network.faults.plan(replace(fault, operation="post_edit"))
    caught = failure(error, lambda: zilver.publish(post))
    assert caught.reason is reason
    assert len(network.calls("post_edit")) == 1
    if isinstance(caught, Unclear):
        assert caught.may_repeat
        zilver.publish(post)
        assert len(network.ledger.ever()) == 1


def test_what_never_left_was_not_sent(network: Network) -> None:
    sender = StandInSender(network)
    zilver = channel(network, sender=sender)
    post = ready(zilver, network)
    sender.unreachable = 1
    failure(NotSent, lambda: zilver.publish(post))
    zilver.publish(post)
    assert messages(network) == [TEXT]


@pytest.mark.parametrize(
    ("status", "error", "kind", "reason"),
    [
        (400, {"code": 190, "error_subcode": 463}, Refused, Reason.SIGN_IN),
        (403, {"code": 4}, Busy, Reason.RATE),
        (400, {"code": 80001}, Busy, Reason.RATE),
        (400, {"code": 368}, Refused, Reason.BLOCKED),
        (400, {"code": 368, "error_subcode": 1390008}, Busy, Reason.RATE),
        (400, {"code": 100, "error_subcode": 1404078}, Refused, Reason.BLOCKED),
        (400, {"code": 100, "message": "Name parameter too long"}, Refused, Reason.TOO_LONG),
        (400, {"code": 100, "error_subcode": 33}, Refused, Reason.GONE),
        (403, {"code": 200}, Refused, Reason.FORBIDDEN),
        (400, {"code": 1, "error_subcode": 1363047}, Unclear, Reason.FAULT),
        (400, {"code": 100, "is_transient": True}, Unclear, Reason.FAULT),
        (500, {"code": 1}, Unclear, Reason.FAULT),
        (200, None, Unclear, Reason.UNREADABLE),
    ],
)
def test_the_errors_of_facebook_are_understood(
    network: Network,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    error: dict[str, Any] | None,
    kind: type[ChannelError],
    reason: Reason,
) -> None:
    zilver = channel(network)
    post = ready(zilver, network)
    body = json.dumps({"error": error} if error else {"success": False}).encode()
    monkeypatch.setattr(network, "_do", lambda call: Given(status, body))
    caught = failure(kind, lambda: zilver.publish(post))
    assert (caught.reason, caught.status) == (reason, status)


def test_a_post_that_was_not_shown_after_all_is_not_called_public(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    zilver = channel(network)
    post = ready(zilver, network)
    monkeypatch.setattr(network.ledger, "show", lambda id_, now: None)
    since = network.clock.now()
    assert failure(Unclear, lambda: zilver.publish(post)).reason is Reason.FAULT
    assert zilver.find(post, since=since) is Unseen.ABSENT


def test_a_proof_that_cannot_be_looked_at_is_still_one(network: Network) -> None:
    zilver = channel(network, POSTS)
    receipt = zilver.publish(ready(zilver, network))
    assert receipt.url == f"https://www.facebook.com/{receipt.remote_id}"
    assert zilver.look(receipt) is Unseen.HIDDEN
    post = ready(zilver, network)
    assert zilver.find(post, since=network.clock.now()) is Unseen.HIDDEN

"""A post made public on Instagram, once, and what goes wrong on the way."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from aboveboard.channels.http.door import Door
from aboveboard.channels.port import (
    Busy,
    ChannelError,
    Draft,
    Form,
    NotSent,
    Reason,
    Receipt,
    Refused,
    Unclear,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.instagram.account import PUBLIC, captions, channel, draft, picture
from tests.channels.stand_in import StandInSender
from tests.networks.exchange import Answer as Given
from tests.networks.faults import Fault, Kind
from tests.networks.served import served

if TYPE_CHECKING:
    from pathlib import Path

    from aboveboard.channels.port import Channel
    from tests.networks.meta import Instagram as Network


def test_a_picture_is_public_once_with_its_description(
    network: Network, tmp_path: Path
) -> None:
    zilver: Channel = channel(network)
    described = picture(tmp_path, description="Een losse stekker")
    receipt = zilver.publish(ready(zilver, network, Draft(TEXT, media=(described,))))
    (entry,) = network.ledger.living()
    assert receipt.remote_id == entry.id
    assert receipt.url == f"https://www.instagram.com/p/{entry.id}/"
    assert entry.content["alt_text"] == "Een losse stekker"
    assert captions(network) == [TEXT]
    assert network.complaints == []


@pytest.mark.parametrize("case", golden.cases("instagram"))
def test_golden(network: Network, case: str, tmp_path: Path) -> None:
    zilver = channel(network)
    said = golden.draft_of("instagram", case, tmp_path)
    media = tuple(replace(one, address=f"{PUBLIC}/{one.name}") for one in said.media)
    post = ready(zilver, network, replace(said, media=media))
    zilver.publish(post)
    sent = {
        "shown": post.text,
        "marks": [[*mark.span, mark.kind, mark.target] for mark in post.marks],
        "requests": golden.described(line.request for line in network.log),
    }
    golden.check("instagram", case, sent)
    assert network.complaints == []
    assert len(network.ledger.living()) == 1


def test_the_same_through_the_door(network: Network, tmp_path: Path) -> None:
    with served(network):
        door = Door(now=network.clock.now, own=(ipaddress.ip_network("127.0.0.0/8"),))
        zilver = channel(network, sender=door)
        zilver.publish(ready(zilver, network, draft(tmp_path, number=2)))
    assert captions(network) == [TEXT]
    assert network.complaints == []


def test_a_story_has_one_picture_and_is_found_among_stories(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    since = network.clock.now()
    post = ready(zilver, network, draft(tmp_path, "", form=Form.STORY))
    network.faults.plan(Fault(Kind.AFTER, operation="publish"))
    failure(Unclear, lambda: zilver.publish(post))
    found = zilver.find(post, since=since)
    (entry,) = network.ledger.living()
    assert isinstance(found, Receipt)
    assert found.remote_id == entry.id
    assert entry.content["kind"] == "STORIES"


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
        (Fault(Kind.QUOTA), Busy, Reason.RATE),
        (Fault(Kind.EXPIRED), Refused, Reason.SIGN_IN),
        (Fault(Kind.REVOKED), Refused, Reason.SIGN_IN),
    ],
)
def test_what_goes_wrong_while_publishing_says_what_to_do(
    network: Network, tmp_path: Path, fault: Fault, error: type[ChannelError], reason: Reason
) -> None:
    zilver = channel(network)
    post = ready(zilver, network, draft(tmp_path))
    network.faults.plan(replace(fault, operation="publish"))
    assert failure(error, lambda: zilver.publish(post)).reason is reason
    assert len(network.calls("publish")) == 1


def test_what_never_left_was_not_sent(network: Network, tmp_path: Path) -> None:
    sender = StandInSender(network)
    zilver = channel(network, sender=sender)
    post = ready(zilver, network, draft(tmp_path))
    sender.unreachable = 1
    failure(NotSent, lambda: zilver.publish(post))
    zilver.publish(post)
    assert captions(network) == [TEXT]


def test_the_time_that_meta_tells_is_waited(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    post = ready(zilver, network, draft(tmp_path))
    network.faults.plan(Fault(Kind.BUSY, operation="publish"))
    busy = failure(Busy, lambda: zilver.publish(post))
    assert busy.status == 403
    assert busy.again_at == network.clock.now() + timedelta(minutes=15)


def test_a_container_is_never_published_twice(network: Network, tmp_path: Path) -> None:
    network.publishes_twice = True
    zilver = channel(network)
    post = ready(zilver, network, draft(tmp_path))
    network.faults.plan(Fault(Kind.AFTER, operation="publish"))
    failure(Unclear, lambda: zilver.publish(post))
    receipt = zilver.publish(post)
    assert receipt.remote_id == network.ledger.living()[0].id
    network.clock.advance(60)
    network.faults.plan(Fault(Kind.STALE, operation="media_list", seconds=90))
    failure(Unclear, lambda: zilver.publish(post))
    assert len(network.ledger.ever()) == 1


def test_a_proof_without_its_address_is_still_one(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    post = ready(zilver, network, draft(tmp_path))
    network.faults.plan(Fault(Kind.BROKEN, operation="media_show"))
    receipt = zilver.publish(post)
    assert (receipt.remote_id, receipt.url) == (network.ledger.living()[0].id, "")
    found = zilver.look(receipt)
    assert isinstance(found, Receipt)
    assert found.url


@pytest.mark.parametrize(
    ("status", "error", "kind", "reason"),
    [
        (400, {"code": 36003, "error_subcode": 2207009}, Refused, Reason.MEDIA),
        (400, {"code": 36004, "error_subcode": 2207010}, Refused, Reason.TOO_LONG),
        (400, {"code": 9004, "error_subcode": 2207052}, Refused, Reason.NOT_PUBLIC),
        (400, {"code": 9007, "error_subcode": 2207027}, Busy, Reason.MEDIA),
        (400, {"code": 24, "error_subcode": 2207006}, Busy, Reason.MEDIA),
        (400, {"code": 4, "error_subcode": 2207051}, Refused, Reason.BLOCKED),
        (400, {"code": 25, "error_subcode": 2207050}, Refused, Reason.BLOCKED),
        (400, {"code": 9, "error_subcode": 2207042}, Busy, Reason.RATE),
        (400, {"code": -1, "error_subcode": 2207032}, Unclear, Reason.FAULT),
        (400, {"code": 1}, Unclear, Reason.FAULT),
        (403, {"code": 4}, Busy, Reason.RATE),
        (400, {"code": 80002}, Busy, Reason.RATE),
        (403, {"code": 10}, Refused, Reason.FORBIDDEN),
        (400, {"code": 200}, Refused, Reason.FORBIDDEN),
        (400, {"code": 190, "error_subcode": 460}, Refused, Reason.SIGN_IN),
        (400, {"code": 100}, Refused, Reason.INVALID),
        (400, {"code": "odd"}, Refused, Reason.INVALID),
        (400, None, Refused, Reason.INVALID),
        (409, None, Unclear, Reason.FAULT),
        (500, {"code": 2}, Unclear, Reason.FAULT),
        (200, None, Unclear, Reason.UNREADABLE),
    ],
)
def test_the_errors_of_meta_are_understood(
    network: Network,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    status: int,
    error: dict[str, Any] | None,
    kind: type[ChannelError],
    reason: Reason,
) -> None:
    zilver = channel(network)
    post = ready(zilver, network, draft(tmp_path))
    does = network._do

    def fail(call: Any) -> Given:
        if call.operation.name != "publish":
            return does(call)
        return Given(status, json.dumps({"error": error} if error else {}).encode())

    monkeypatch.setattr(network, "_do", fail)
    caught = failure(kind, lambda: zilver.publish(post))
    assert (caught.reason, caught.status) == (reason, status)

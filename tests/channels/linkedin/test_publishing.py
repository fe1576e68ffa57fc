"""A post made public on LinkedIn, once, and what goes wrong on the way."""

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
    NotSent,
    Reason,
    Refused,
    Unclear,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.linkedin.account import channel, living, page_channel
from tests.channels.stand_in import StandInSender
from tests.networks.exchange import Answer as Given
from tests.networks.faults import Fault, Kind
from tests.networks.served import served

if TYPE_CHECKING:
    from pathlib import Path

    from aboveboard.channels.port import Channel
    from tests.networks.linkedin import LinkedIn as Network


def test_a_post_is_public_once_and_its_id_is_the_proof(network: Network) -> None:
    noor: Channel = channel(network)
    receipt = noor.publish(ready(noor, network))
    (entry,) = network.ledger.living()
    assert receipt.remote_id == entry.id
    assert receipt.url == f"https://www.linkedin.com/feed/update/{entry.id}/"
    assert receipt.published_at == network.clock.now()
    assert living(network) == [TEXT]
    assert entry.content["visibility"] == "PUBLIC"
    assert network.complaints == []


def test_the_same_through_the_door(network: Network, tmp_path: Path) -> None:
    draft = Draft(TEXT, media=(golden.media(tmp_path, width=2000, height=2000),))
    with served(network):
        own = (ipaddress.ip_network("127.0.0.0/8"),)
        door = Door(now=network.clock.now, own=own)
        noor = channel(network, sender=door)
        noor.publish(ready(noor, network, draft))
    (picture,) = network.state.media.values()
    assert picture.data == draft.media[0].path.read_bytes()
    assert living(network) == [TEXT]
    assert network.complaints == []


@pytest.mark.parametrize("case", golden.cases("linkedin"))
def test_golden(network: Network, case: str, tmp_path: Path) -> None:
    draft = golden.draft_of("linkedin", case, tmp_path)
    noor = page_channel(network) if case.startswith("page") else channel(network)
    post = ready(noor, network, draft)
    noor.publish(post)
    requests = [line.request for line in network.log]
    sent = {
        "shown": post.text,
        "marks": [[*mark.span, mark.kind, mark.target] for mark in post.marks],
        "requests": golden.described(requests, "linkedin-version", "x-restli-protocol-version"),
    }
    golden.check("linkedin", case, sent)
    assert network.complaints == []
    assert living(network) == [post.text]


@pytest.mark.parametrize(
    ("fault", "error", "reason"),
    [
        (Fault(Kind.BEFORE), Unclear, Reason.LOST),
        (Fault(Kind.AFTER), Unclear, Reason.LOST),
        (Fault(Kind.RESET, commits=True), Unclear, Reason.LOST),
        (Fault(Kind.SLOW, delay=40, commits=True), Unclear, Reason.SLOW),
        (Fault(Kind.BROKEN, status=500), Unclear, Reason.FAULT),
        (Fault(Kind.BROKEN, status=502, commits=True), Unclear, Reason.FAULT),
        (Fault(Kind.BROKEN, status=503), Unclear, Reason.FAULT),
        (Fault(Kind.BUSY), Busy, Reason.RATE),
        (Fault(Kind.QUOTA), Busy, Reason.RATE),
        (Fault(Kind.EXPIRED), Refused, Reason.SIGN_IN),
        (Fault(Kind.REVOKED), Refused, Reason.SIGN_IN),
        (Fault(Kind.DUPLICATE), Refused, Reason.DUPLICATE),
    ],
)
def test_what_goes_wrong_while_publishing_says_what_to_do(
    network: Network, fault: Fault, error: type[ChannelError], reason: Reason
) -> None:
    noor = channel(network)
    post = ready(noor, network)
    network.faults.plan(replace(fault, operation="post_create"))
    assert failure(error, lambda: noor.publish(post)).reason is reason
    assert len(network.calls("post_create")) == 1


def test_what_never_left_was_not_sent(network: Network) -> None:
    noor = channel(network, sender=StandInSender(network, unreachable=1))
    post = ready(noor, network)
    failure(NotSent, lambda: noor.publish(post))
    noor.publish(post)
    assert living(network) == [TEXT]


def test_a_day_that_is_full_waits_a_quarter_of_an_hour(network: Network) -> None:
    noor = channel(network)
    network.posts_a_day = 0
    busy = failure(Busy, lambda: noor.publish(ready(noor, network)))
    assert busy.again_at == network.clock.now() + timedelta(minutes=15)


def test_a_copy_is_refused_with_the_id_of_the_first(network: Network) -> None:
    noor = channel(network)
    first = noor.publish(ready(noor, network))
    refused = failure(Refused, lambda: noor.publish(ready(noor, network)))
    assert refused.existing == first.remote_id
    assert len(network.ledger.living()) == 1


def test_an_answer_without_an_id_is_unclear(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    noor = channel(network)
    post = ready(noor, network)
    monkeypatch.setattr(network, "_do", lambda call: Given(201))
    assert failure(Unclear, lambda: noor.publish(post)).reason is Reason.UNREADABLE


@pytest.mark.parametrize(
    ("status", "body", "error", "reason"),
    [
        (400, {"code": "FIELD_LENGTH_TOO_LONG"}, Refused, Reason.TOO_LONG),
        (400, {"code": "MEDIA_ASSET_PROCESSING_FAILED"}, Refused, Reason.MEDIA),
        (400, {"code": "MEDIA_ASSET_WAITING_UPLOAD"}, Busy, Reason.MEDIA),
        (400, {"code": "INVALID_URN_ID"}, Refused, Reason.INVALID),
        (403, {"code": "ACCESS_DENIED"}, Refused, Reason.FORBIDDEN),
        (426, {"code": "NONEXISTENT_VERSION"}, Refused, Reason.OUTDATED),
        (409, {}, Unclear, Reason.FAULT),
        (422, ["odd"], Refused, Reason.INVALID),
        (422, {"errorDetails": {"inputErrors": [1]}}, Refused, Reason.INVALID),
        (429, "no JSON", Busy, Reason.RATE),
        (302, {}, Unclear, Reason.FAULT),
    ],
)
def test_the_errors_of_linkedin_are_understood(
    network: Network,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    body: Any,
    error: type[ChannelError],
    reason: Reason,
) -> None:
    noor = channel(network)
    post = ready(noor, network)
    said = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    monkeypatch.setattr(network, "_do", lambda call: Given(status, said))
    caught = failure(error, lambda: noor.publish(post))
    assert (caught.reason, caught.status) == (reason, status)


def test_the_version_is_a_setting_and_one_that_is_gone_is_said(network: Network) -> None:
    network.versions = ("202701", "202712")
    noor = channel(network)
    outdated = failure(Refused, lambda: noor.publish(ready(noor, network)))
    assert outdated.reason is Reason.OUTDATED

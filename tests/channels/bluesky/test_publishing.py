"""A post made public on Bluesky, once, and what goes wrong on the way."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from aboveboard.channels.port import (
    Busy,
    ChannelError,
    Draft,
    NotSent,
    Reason,
    Receipt,
    Refused,
    Unclear,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.bluesky.account import channel, living
from tests.channels.stand_in import StandInSender
from tests.networks.bluesky.talk import NOOR
from tests.networks.exchange import Answer as Given
from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from aboveboard.channels.bluesky import Bluesky
    from aboveboard.channels.port import Channel
    from tests.networks.bluesky import Bluesky as Network


def said_out(noor: Bluesky, draft: Draft, now: datetime) -> list[Receipt]:
    """Return the proofs of a draft's posts, each under the one before."""
    receipts: list[Receipt] = []
    for post in noor.compose(draft, key="k", now=now):
        if receipts:
            post = replace(post, follows=receipts[-1], root=receipts[0])  # noqa: PLW2901
        post = replace(post, prepared=noor.prepare(post).kept)  # noqa: PLW2901
        receipts.append(noor.publish(post))
    return receipts


def test_a_post_is_public_once_and_its_address_is_the_proof(network: Network) -> None:
    noor: Channel = channel(network)
    receipt = noor.publish(ready(noor, network))
    (entry,) = network.ledger.living()
    assert (receipt.remote_id, bool(receipt.version)) == (entry.id, True)
    assert receipt.url == f"https://bsky.app/profile/{NOOR}/post/{entry.id.rpartition('/')[2]}"
    assert living(network) == [TEXT]
    assert network.complaints == []


@pytest.mark.parametrize("case", golden.cases("bluesky"))
def test_golden(network: Network, case: str, tmp_path: Path) -> None:
    noor = channel(network)
    draft = golden.draft_of("bluesky", case, tmp_path)
    posts = noor.compose(draft, key="k", now=network.clock.now())
    said_out(noor, draft, network.clock.now())
    requests = [line.request for line in network.log]
    sent = {
        "posts": [
            {
                "shown": post.text,
                "marks": [[*mark.span, mark.kind, mark.target] for mark in post.marks],
            }
            for post in posts
        ],
        "requests": golden.described(requests, "content-type"),
    }
    golden.check("bluesky", case, sent)
    assert network.complaints == []
    assert living(network) == [post.text for post in posts]


@pytest.mark.parametrize(
    ("fault", "error", "reason"),
    [
        (Fault(Kind.BEFORE), Unclear, Reason.LOST),
        (Fault(Kind.AFTER), Unclear, Reason.LOST),
        (Fault(Kind.RESET, commits=True), Unclear, Reason.LOST),
        (Fault(Kind.CUT), Unclear, Reason.LOST),
        (Fault(Kind.SLOW, delay=40, commits=True), Unclear, Reason.SLOW),
        (Fault(Kind.BROKEN, status=500), Unclear, Reason.FAULT),
        (Fault(Kind.BROKEN, status=502, commits=True), Unclear, Reason.FAULT),
        (Fault(Kind.BUSY), Busy, Reason.RATE),
        (Fault(Kind.BARE_BUSY), Busy, Reason.RATE),
        (Fault(Kind.QUOTA), Busy, Reason.RATE),
        (Fault(Kind.EXPIRED), Refused, Reason.SIGN_IN),
        (Fault(Kind.REVOKED), Refused, Reason.SIGN_IN),
    ],
)
def test_what_goes_wrong_while_publishing_says_what_to_do(
    network: Network, fault: Fault, error: type[ChannelError], reason: Reason
) -> None:
    noor = channel(network)
    post = ready(noor, network)
    network.faults.plan(replace(fault, operation="record_put"))
    assert failure(error, lambda: noor.publish(post)).reason is reason
    assert len(network.calls("record_put")) == 1


def test_what_is_busy_waits_until_the_moment_the_server_tells(network: Network) -> None:
    noor = channel(network)
    post = ready(noor, network)
    network.faults.plan(Fault(Kind.BUSY, operation="record_put"))
    busy = failure(Busy, lambda: noor.publish(post))
    assert busy.again_at == network.clock.now() + timedelta(minutes=3)


def test_what_never_left_was_not_sent(network: Network) -> None:
    noor = channel(network, sender=StandInSender(network, unreachable=1))
    post = ready(noor, network)
    failure(NotSent, lambda: noor.publish(post))
    noor.publish(post)
    assert living(network) == [TEXT]


@pytest.mark.parametrize(
    ("status", "body", "error", "reason"),
    [
        (200, {}, Unclear, Reason.UNREADABLE),
        (400, {"error": "AccountTakedown", "message": "x"}, Refused, Reason.BLOCKED),
        (400, {"error": "BlobNotFound", "message": "x"}, Busy, Reason.MEDIA),
        (400, {"error": "InvalidMimeType", "message": "x"}, Refused, Reason.MEDIA),
        (400, {"error": "InvalidRequest", "message": "longer than 300 graphemes"}, Refused, Reason.TOO_LONG),
        (400, {"error": "InvalidRequest", "message": "x"}, Refused, Reason.INVALID),
        (403, {"error": "ScopeMissingError", "message": "x"}, Refused, Reason.FORBIDDEN),
        (401, "no JSON", Refused, Reason.SIGN_IN),
        (502, {"error": "UpstreamFailure"}, Unclear, Reason.FAULT),
    ],
)  # fmt: skip
def test_the_errors_of_servers_are_understood(
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

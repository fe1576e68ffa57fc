"""A post made public on Mastodon, once, and what goes wrong on the way."""

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
from tests.channels.mastodon.account import channel, living, said_out
from tests.channels.stand_in import StandInSender
from tests.networks.exchange import Answer as Given
from tests.networks.faults import Fault, Kind
from tests.networks.mastodon import TAKAHE
from tests.networks.mastodon import Mastodon as Network
from tests.networks.served import served

if TYPE_CHECKING:
    from pathlib import Path

    from aboveboard.channels.port import Channel


def test_a_post_is_public_once_and_its_id_is_the_proof(network: Network) -> None:
    noor: Channel = channel(network)
    receipt = noor.publish(ready(noor, network))
    (entry,) = network.ledger.living()
    assert receipt.remote_id == entry.id
    assert receipt.url == f"{network.address}/@noor/{entry.id}"
    assert receipt.published_at == entry.born
    assert living(network) == [TEXT]
    assert entry.content["visibility"] == "public"
    assert network.complaints == []


def test_the_same_through_the_door(network: Network, tmp_path: Path) -> None:
    draft = Draft(TEXT, media=(golden.media(tmp_path, description="Een stekker"),))
    with served(network):
        own = (ipaddress.ip_network("127.0.0.0/8"),)
        noor = channel(network, sender=Door(now=network.clock.now, own=own))
        noor.publish(ready(noor, network, draft))
    (file,) = network.state.attachments.values()
    assert file.data == draft.media[0].path.read_bytes()
    assert (file.media_type, file.description) == ("image/jpeg", "Een stekker")
    assert living(network) == [TEXT]
    assert network.complaints == []


@pytest.mark.parametrize("case", golden.cases("mastodon"))
def test_golden(network: Network, case: str, tmp_path: Path) -> None:
    noor = channel(network)
    draft = golden.draft_of("mastodon", case, tmp_path)
    posts = noor.compose(draft, key="key-1", now=network.clock.now())
    said_out(noor, network, draft)
    requests = [line.request for line in network.log]
    sent = {
        "posts": [
            {
                "shown": post.text,
                "marks": [[*mark.span, mark.kind, mark.target] for mark in post.marks],
            }
            for post in posts
        ],
        "requests": golden.described(requests, "idempotency-key"),
    }
    golden.check("mastodon", case, sent)
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
        (Fault(Kind.BROKEN, status=503), Unclear, Reason.FAULT),
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
    network.faults.plan(replace(fault, operation="status_create"))
    assert failure(error, lambda: noor.publish(post)).reason is reason
    assert len(network.calls("status_create")) == 1


def test_what_is_busy_waits_until_the_moment_the_server_tells(network: Network) -> None:
    noor = channel(network)
    post = ready(noor, network)
    network.faults.plan(Fault(Kind.BUSY, operation="status_create"))
    busy = failure(Busy, lambda: noor.publish(post))
    assert timedelta(0) < busy.again_at - network.clock.now() <= timedelta(minutes=5)
    network.clock.advance(300)
    noor.publish(post)
    assert living(network) == [TEXT]


def test_what_never_left_was_not_sent(network: Network) -> None:
    noor = channel(network, sender=StandInSender(network, unreachable=1))
    post = ready(noor, network)
    failure(NotSent, lambda: noor.publish(post))
    noor.publish(post)
    assert living(network) == [TEXT]


def test_a_revoked_token_of_takahe_is_told_by_its_words() -> None:
    network = Network(dialect=TAKAHE)
    noor = channel(network)
    post = ready(noor, network)
    network.faults.plan(Fault(Kind.REVOKED, operation="status_create"))
    assert failure(Refused, lambda: noor.publish(post)).reason is Reason.SIGN_IN


@pytest.mark.parametrize(
    ("status", "body", "error", "reason"),
    [
        (200, {}, Unclear, Reason.UNREADABLE),
        (200, {"id": "1", "created_at": "never", "account": {}}, Unclear, Reason.UNREADABLE),
        (422, {"error": "Validation failed: Text character limit of 500 exceeded"}, Refused, Reason.TOO_LONG),
        (400, {"error": "Status is too long"}, Refused, Reason.TOO_LONG),
        (422, {"error": "Validation failed: Text can't be blank"}, Refused, Reason.EMPTY),
        (422, {"error": "Cannot attach files that have not finished processing."}, Busy, Reason.MEDIA),
        (422, {"error": "Media 1 could not be found"}, Unclear, Reason.MEDIA),
        (422, {"error": "Cannot attach more than 4 files"}, Refused, Reason.MEDIA),
        (403, {"error": "Your login is currently disabled"}, Refused, Reason.BLOCKED),
        (403, {"error": "This action is outside the authorized scopes"}, Refused, Reason.FORBIDDEN),
        (404, {"error": "The post you are trying to reply to is not there."}, Refused, Reason.GONE),
        (422, ["odd"], Refused, Reason.INVALID),
        (422, "no JSON", Refused, Reason.INVALID),
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

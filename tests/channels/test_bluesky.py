"""Bluesky's channel against its stand-in; ``tests/servers`` has the same against the real server."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.channels.bluesky import Bluesky, BlueskyConnector
from aboveboard.channels.bluesky.dpop import Prover, assertion, new_key, public_key
from aboveboard.channels.bluesky.oauth import client_id_of, client_metadata, new_app
from aboveboard.channels.bluesky.opening import facts_of
from aboveboard.channels.bluesky.places import Places
from aboveboard.channels.bluesky.record import key_of, record_of
from aboveboard.channels.connecting import Grant, Identity, Tokens
from aboveboard.channels.port import (
    Busy,
    Card,
    ChannelError,
    Draft,
    Form,
    Metrics,
    NotSent,
    Outgoing,
    Reason,
    Receipt,
    Refused,
    Unclear,
    Unseen,
    Visibility,
)
from aboveboard.channels.threads import Marker
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.stand_in import StandInSender
from tests.networks.bluesky import Bluesky as Network
from tests.networks.bluesky.talk import NOOR, RIK
from tests.networks.exchange import Answer as Given
from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aboveboard.channels.connecting import PasswordConnector
    from aboveboard.channels.port import Channel
    from aboveboard.channels.sender import Sender

NOON = datetime(2026, 9, 15, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def network() -> Network:
    return Network()


def places(network: Network) -> Places:
    return Places(resolver=network.address, directory=network.address)


def channel(network: Network, *, sender: Sender | None = None) -> Bluesky:
    facts = facts_of(places(network))
    identity = Identity("bluesky", NOOR, "noor.example", "Noor", network.address, facts=facts)
    grant = Grant(identity, Tokens(network.token().value))
    sender = sender or StandInSender(network)
    return Bluesky(grant, app=None, sender=sender, now=network.clock.now)


def connector(network: Network) -> BlueskyConnector:
    sender = StandInSender(network)
    return BlueskyConnector(sender=sender, now=network.clock.now, places=places(network))


def living(network: Network) -> list[str]:
    return [entry.content["text"] for entry in network.ledger.living()]


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


def named(key: str, moment: datetime = NOON) -> str:
    return key_of(Outgoing(key, TEXT, moment))


def test_a_name_is_made_of_time_and_key_and_always_the_same() -> None:
    assert named("key-1") == named("key-1") != named("key-2")
    later = [named("key-1", NOON + timedelta(milliseconds=one)) for one in range(5)]
    assert later == sorted(set(later))
    assert all(len(one) == 13 and one[0] in "234567abcdefghij" for one in later)


@given(st.lists(st.text(max_size=20), min_size=2, max_size=50, unique=True))
def test_posts_of_a_thread_are_named_in_their_order_whatever_their_keys(
    keys: list[str],
) -> None:
    names = [
        named(key, NOON + timedelta(milliseconds=number)) for number, key in enumerate(keys)
    ]
    assert names == sorted(set(names))


@given(
    st.lists(
        st.sampled_from(["é", "👩‍🚀", " ", "ß", "#één", "https://zilver.example/é", "\n"]),
        max_size=30,
    )
)
def test_what_leads_somewhere_is_told_in_bytes(pieces: list[str]) -> None:
    text = " ".join(pieces)
    marks = Marker(lambda _: None).marks(text)
    post = Outgoing("k", text, NOON, marks=marks)
    facets = record_of(post, blobs=[], mentions={}, reply=None).get("facets", [])
    assert len(facets) == len(marks)
    for mark, facet in zip(marks, facets, strict=True):
        start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        assert text.encode()[start:end].decode() == mark.span.of(text)


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


@pytest.mark.parametrize("kind", [Kind.AFTER, Kind.LATE])
def test_a_late_request_and_a_repeat_are_one_post(network: Network, kind: Kind) -> None:
    noor = channel(network)
    post = ready(noor, network)
    network.faults.plan(Fault(kind, operation="record_put", seconds=90))
    assert failure(Unclear, lambda: noor.publish(post)).may_repeat
    receipt = noor.publish(post)
    network.clock.advance(100)
    assert noor.find(post, since=network.clock.now()) == receipt
    assert living(network) == [TEXT]


def test_a_name_that_is_taken_and_cannot_be_looked_at_is_unclear(network: Network) -> None:
    noor = channel(network)
    post = ready(noor, network)
    noor.publish(post)
    network.faults.plan(Fault(Kind.BROKEN, operation="record_get", status=502))
    assert failure(Unclear, lambda: noor.publish(post)).may_repeat


def test_another_post_under_its_name_is_left_as_it_is(network: Network) -> None:
    noor = channel(network)
    post = ready(noor, network)
    first = noor.publish(post)
    refused = failure(Refused, lambda: noor.publish(replace(post, text="Iets anders")))
    assert (refused.reason, refused.existing) == (Reason.DUPLICATE, first.remote_id)
    assert noor.find(replace(post, text="Iets anders"), since=NOON) is Unseen.ABSENT
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


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft(" \n"), Reason.EMPTY),
        (Draft(TEXT, form=Form.STORY), Reason.FORBIDDEN),
        (Draft(TEXT, warning="Verlies"), Reason.FORBIDDEN),
        (Draft(TEXT, visibility=Visibility.UNLISTED), Reason.VISIBILITY),
        (Draft("https://zilver.example/" + "a" * 300), Reason.TOO_LONG),
    ],
)
def test_what_can_never_go_out_is_refused_at_once(
    network: Network, draft: Draft, reason: Reason
) -> None:
    noor = channel(network)
    refused = failure(Refused, lambda: noor.compose(draft, key="k", now=NOON))
    assert refused.reason is reason
    assert network.log == []


def test_pictures_that_do_not_fit_are_refused(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    picture = golden.media(tmp_path)
    gif = replace(picture, type="image/gif")
    card = Card("https://zilver.example", "Zilver", picture=gif)
    for draft in (
        Draft(TEXT, media=(picture,) * 5),
        Draft(TEXT, media=(gif,)),
        Draft(TEXT, card=card),
    ):
        compose = partial(noor.compose, draft, key="k", now=NOON)
        assert failure(Refused, compose).reason is Reason.MEDIA
    picture.path.write_bytes(bytes(1_000_001))
    refused = failure(Refused, lambda: ready(noor, network, Draft(TEXT, media=(picture,))))
    assert refused.reason is Reason.MEDIA
    picture.path.unlink()
    refused = failure(Refused, lambda: ready(noor, network, Draft(TEXT, media=(picture,))))
    assert refused.reason is Reason.MEDIA


def test_what_is_uploaded_and_found_out_is_kept(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    media = (golden.media(tmp_path), golden.media(tmp_path, "b.png"))
    draft = Draft("Dank @rik.example en @niemand.example", media=media)
    (post,) = noor.compose(draft, key="k", now=network.clock.now())
    network.faults.plan(Fault(Kind.BROKEN, operation="blob_upload", skip=1, status=503))
    prepared = noor.prepare(post)
    assert prepared.again_at is not None
    again = noor.prepare(replace(post, prepared=prepared.kept))
    assert again.again_at is None
    assert len(network.calls("blob_upload")) == 3
    post = replace(post, prepared=again.kept)
    assert noor.prepare(post).kept == again.kept
    assert len(network.calls("blob_upload")) == 3
    noor.publish(post)
    (facet,) = network.ledger.living()[0].content["facets"]
    assert facet["features"][0]["did"] == RIK
    network.clock.advance(3600)
    noor.prepare(post)
    assert len(network.calls("blob_upload")) == 5


def test_a_post_that_was_not_prepared_does_not_go_out(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    (post,) = noor.compose(draft, key="k", now=NOON)
    assert failure(Refused, lambda: noor.publish(post)).reason is Reason.MEDIA
    assert network.log == []


def test_who_is_known_by_did_needs_no_question(network: Network) -> None:
    noor = channel(network)
    draft = Draft("Dank @rik.example", mentions=(("@rik.example", RIK),))
    noor.publish(ready(noor, network, draft))
    assert network.ledger.living()[0].content["facets"][0]["features"][0]["did"] == RIK
    assert not network.calls("handle_resolve")


@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.CUT, Kind.BROKEN, Kind.BUSY])
def test_reading_and_preparing_are_never_unclear(
    network: Network, tmp_path: Path, kind: Kind
) -> None:
    noor = channel(network)
    receipt = noor.publish(ready(noor, network))
    post = ready(noor, network)
    draft = Draft("Dank @rik.example", media=(golden.media(tmp_path),))
    reads: tuple[Callable[[], object], ...] = (
        lambda: noor.find(post, since=NOON),
        lambda: noor.look(receipt),
        lambda: list(noor.replies(receipt, since=None)),
        lambda: noor.metrics([receipt]),
        lambda: ready(noor, network, draft),
    )
    for read in reads:
        network.faults.plan(Fault(kind))
        failure(Busy, read)


def test_a_post_is_taken_back_and_cannot_be_changed(network: Network) -> None:
    noor = channel(network)
    post = ready(noor, network)
    receipt = noor.publish(post)
    assert failure(Refused, lambda: noor.edit(receipt, post)).reason is Reason.FORBIDDEN
    network.faults.plan(Fault(Kind.AFTER, operation="record_delete"))
    assert failure(Unclear, lambda: noor.withdraw(receipt)).may_repeat
    noor.withdraw(receipt)
    assert noor.look(receipt) is Unseen.ABSENT
    assert network.ledger.living() == []


def test_what_others_say_is_read_answered_and_counted(network: Network) -> None:
    noor = channel(network)
    receipt = noor.publish(ready(noor, network))
    theirs = network.reply(receipt.remote_id, "Dat herken ik.")
    (reply,) = noor.replies(receipt, since=None)
    assert (reply.author, reply.author_name, reply.text) == (
        "rik.example",
        "Rik",
        "Dat herken ik.",
    )
    answer = ready(noor, network, Draft("Dank je."), key="answer-1")
    network.faults.plan(Fault(Kind.AFTER, operation="record_put"))
    failure(Unclear, lambda: noor.answer(reply, answer))
    said = noor.find(answer, since=NOON)
    assert isinstance(said, Receipt)
    assert noor.answer(reply, answer) == said
    entry = network.ledger.entries[said.remote_id]
    assert entry.content["reply"]["parent"]["uri"] == theirs
    assert entry.content["reply"]["root"] == {"uri": receipt.remote_id, "cid": receipt.version}
    network.likes[receipt.remote_id] = {RIK}
    gone = replace(receipt, remote_id=receipt.remote_id[:-1] + "z")
    wanted = Metrics(likes=1, comments=1, reposts=0)
    assert noor.metrics([receipt, gone]) == {receipt.remote_id: wanted}
    assert network.complaints == []


def test_a_password_connects_and_its_session_is_renewed_and_ended(network: Network) -> None:
    noor: PasswordConnector = connector(network)
    grant = noor.sign_in("@noor.example", network.password)
    assert (grant.identity.remote_id, grant.identity.handle) == (NOOR, "noor.example")
    assert (grant.identity.name, grant.identity.server) == ("Noor de Vries", network.address)
    tokens = noor.refresh(grant, None)
    assert tokens.access != grant.tokens.access
    assert failure(Refused, lambda: noor.refresh(grant, None)).reason is Reason.SIGN_IN
    renewed = Grant(grant.identity, tokens)
    noor.revoke(renewed, None)
    noor.revoke(renewed, None)
    assert failure(Refused, lambda: noor.refresh(renewed, None)).reason is Reason.SIGN_IN


def test_a_wrong_password_and_a_handle_of_nobody_or_of_another_are_refused(
    network: Network,
) -> None:
    noor = connector(network)
    for handle, password, reason in (
        ("noor.example", "wrong", Reason.SIGN_IN),
        ("niemand.example", network.password, Reason.GONE),
        ("geen handle", network.password, Reason.GONE),
    ):
        refused = failure(Refused, partial(noor.sign_in, handle, password))
        assert refused.reason is reason
    network.handles = {"noor.example": NOOR, "namaak.example": NOOR}
    refused = failure(Refused, lambda: noor.sign_in("namaak.example", network.password))
    assert refused.reason is Reason.GONE


def test_a_renewal_without_an_answer_is_unclear_and_trouble_never_says_sign_in(
    network: Network,
) -> None:
    noor = connector(network)
    grant = noor.sign_in("noor.example", network.password)
    network.faults.plan(Fault(Kind.BEFORE, operation="session_refresh"))
    failure(Unclear, lambda: noor.refresh(grant, None))
    network.faults.plan(Fault(Kind.BUSY, operation="session_refresh"))
    failure(Busy, lambda: noor.refresh(grant, None))
    assert noor.refresh(grant, None).access


def test_a_name_that_cannot_be_told_does_not_hinder(network: Network) -> None:
    network.faults.plan(Fault(Kind.BROKEN, operation="profile", status=502))
    assert connector(network).sign_in("noor.example", network.password).identity.name == (
        "noor.example"
    )


def test_the_app_tells_of_itself_and_its_key_is_told_by_half() -> None:
    app = new_app("https://zilver.example/")
    told = client_metadata("https://zilver.example", key=app.secret)
    assert told["client_id"] == app.client_id
    assert told["redirect_uris"] == ["https://zilver.example/connect/bluesky/"]
    assert told["token_endpoint_auth_method"] == "private_key_jwt"
    (key,) = told["jwks"]["keys"]
    assert "d" not in key
    assert client_metadata("https://zilver.example")["token_endpoint_auth_method"] == "none"
    proof = assertion(app.secret, app.client_id, "https://bsky.example", NOON)
    assert proof.count(".") == 2
    assert public_key(app.secret) == key


def test_an_app_is_known_by_its_public_address_or_by_what_it_asks_here() -> None:
    public = client_id_of(None, "https://zilver.example/connect/bluesky/")
    assert public == "https://zilver.example/connect/bluesky/client-metadata.json"
    here = client_id_of(None, "http://127.0.0.1:8000/connect/bluesky/")
    asked = parse_qs(urlsplit(here).query)
    assert here.startswith("http://localhost?")
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/connect/bluesky/"]
    plain = partial(client_id_of, None, "http://zilver.example/connect/bluesky/")
    assert failure(Refused, plain).reason is Reason.NOT_PUBLIC


def test_a_proof_is_of_one_request_and_holds_what_the_server_wants() -> None:
    prover = Prover(new_key(), lambda: NOON)
    first = prover.proof("POST", "https://a.example/token?x=1", access="secret")
    assert first != prover.proof("POST", "https://a.example/token?x=1", access="secret")
    assert "secret" not in first
    assert "key" not in repr(prover)

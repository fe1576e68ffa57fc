"""Mastodon's channel against its stand-in and its dialects: every method, and what goes wrong."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from aboveboard.channels.connecting import Grant, Identity, Tokens
from aboveboard.channels.http.door import Door
from aboveboard.channels.mastodon import Mastodon
from aboveboard.channels.mastodon.html import comparable, text_of
from aboveboard.channels.mastodon.server import facts_of
from aboveboard.channels.port import (
    Ability,
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
    Reply,
    Unclear,
    Unseen,
    Visibility,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.stand_in import StandInSender
from tests.networks.exchange import Answer as Given
from tests.networks.faults import Fault, Kind
from tests.networks.mastodon import GOTOSOCIAL, TAKAHE, entities
from tests.networks.mastodon import Mastodon as Network
from tests.networks.mastodon.dialect import MASTODON, Dialect
from tests.networks.served import served

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aboveboard.channels.port import Channel
    from aboveboard.channels.sender import Sender

LONG = "\n\n".join(
    f"Alinea {number}. " + "We maakten een fout en zeggen het. " * 9 for number in range(4)
)


@pytest.fixture
def network() -> Network:
    return Network()


def channel(network: Network, *scopes: str, sender: Sender | None = None) -> Mastodon:
    token = network.token(*scopes)
    sender = sender or StandInSender(network)
    facts = facts_of(network.address, StandInSender(network))
    network.log.clear()
    identity = Identity(
        "mastodon", network.noor.id, "noor", "Noor", network.address, facts=facts
    )
    grant = Grant(identity, Tokens(token.value, scopes=token.scopes))
    return Mastodon(grant, app=None, sender=sender, now=network.clock.now)


def living(network: Network) -> list[str]:
    return [entry.content["status"] for entry in network.ledger.living()]


def said_out(noor: Mastodon, network: Network, draft: Draft) -> list[Receipt]:
    """Return the proofs of a draft's posts, each under the one before."""
    receipts: list[Receipt] = []
    for post in noor.compose(draft, key="k", now=network.clock.now()):
        if receipts:
            post = replace(post, follows=receipts[-1], root=receipts[0])  # noqa: PLW2901
        post = replace(post, prepared=noor.prepare(post).kept)  # noqa: PLW2901
        receipts.append(noor.publish(post))
    return receipts


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


def test_pictures_are_waited_for(network: Network, tmp_path: Path) -> None:
    network.seconds_of_processing = 7
    noor = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path), golden.media(tmp_path, "b.png")))
    noor.publish(ready(noor, network, draft))
    assert len(network.calls("media_create")) == 2
    assert len(network.calls("media_show")) > 2
    assert living(network) == [TEXT]


def test_a_picture_the_server_makes_nothing_of_is_refused(
    network: Network, tmp_path: Path
) -> None:
    noor = channel(network)
    network.faults.plan(Fault(Kind.MEDIA, operation="media_create"))
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    refused = failure(Refused, lambda: ready(noor, network, draft))
    assert refused.reason is Reason.MEDIA
    assert network.ledger.living() == []


def test_what_is_uploaded_is_not_uploaded_again(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    media = tuple(golden.media(tmp_path, f"{number}.png") for number in range(3))
    (post,) = noor.compose(Draft(TEXT, media=media), key="k", now=network.clock.now())
    network.faults.plan(Fault(Kind.BROKEN, operation="media_create", skip=2, status=503))
    prepared = noor.prepare(post)
    assert prepared.again_at is not None
    assert len(network.state.attachments) == 2
    again = noor.prepare(replace(post, prepared=prepared.kept))
    assert again.again_at is None
    assert len(network.state.attachments) == 3
    noor.publish(replace(post, prepared=again.kept))
    assert network.ledger.living()[0].content["media_ids"] == list(network.state.attachments)


def test_an_upload_the_server_forgot_is_made_again(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    post = ready(noor, network, Draft(TEXT, media=(golden.media(tmp_path),)))
    network.clock.advance(24 * 3600)
    network.state.attachments.clear()
    unclear = failure(Unclear, lambda: noor.publish(post))
    assert unclear.reason is Reason.MEDIA
    prepared = noor.prepare(post)
    noor.publish(replace(post, prepared=prepared.kept))
    assert living(network) == [TEXT]


@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN])
def test_preparing_is_never_unclear(network: Network, tmp_path: Path, kind: Kind) -> None:
    network.seconds_of_processing = 2
    noor = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    network.faults.plan(Fault(kind, operation="media_create"))
    failure(Busy, lambda: ready(noor, network, draft))
    network.faults.plan(Fault(kind, operation="media_show"))
    failure(Busy, lambda: ready(noor, network, draft))
    noor.publish(ready(noor, network, draft))
    assert living(network) == [TEXT]


def test_a_file_that_is_gone_is_refused(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    picture = golden.media(tmp_path)
    picture.path.unlink()
    refused = failure(Refused, lambda: ready(noor, network, Draft(TEXT, media=(picture,))))
    assert refused.reason is Reason.MEDIA


def test_a_post_whose_pictures_were_not_prepared_does_not_go_out(
    network: Network, tmp_path: Path
) -> None:
    noor = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    (post,) = noor.compose(draft, key="k", now=network.clock.now())
    assert failure(Refused, lambda: noor.publish(post)).reason is Reason.MEDIA
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


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft(" \n"), Reason.EMPTY),
        (Draft(TEXT, form=Form.STORY), Reason.FORBIDDEN),
        (Draft(TEXT, warning="w" * 300), Reason.TOO_LONG),
        (Draft("woord " * 6000), Reason.TOO_LONG),
    ],
)
def test_what_can_never_go_out_is_refused_at_once(
    network: Network, draft: Draft, reason: Reason
) -> None:
    noor = channel(network)
    refused = failure(Refused, lambda: noor.compose(draft, key="k", now=network.clock.now()))
    assert refused.reason is reason
    assert network.log == []


def test_pictures_that_do_not_fit_are_refused_at_once(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    picture = golden.media(tmp_path)
    for media, reason in (
        ((picture,) * 5, Reason.MEDIA),
        ((replace(picture, type="application/pdf"),), Reason.MEDIA),
        ((replace(picture, width=7000, height=7000),), Reason.MEDIA),
        ((replace(picture, description="a" * 1501),), Reason.TOO_LONG),
    ):
        compose = partial(
            noor.compose, Draft(TEXT, media=media), key="k", now=network.clock.now()
        )
        assert failure(Refused, compose).reason is reason


@pytest.mark.parametrize("dialect", [MASTODON, GOTOSOCIAL, TAKAHE])
def test_the_limits_are_those_the_server_tells(dialect: Dialect) -> None:
    noor = channel(Network(dialect=dialect))
    assert noor.limits.characters == dialect.most_characters
    assert noor.limits.address == 23
    assert noor.media_limits.pictures == 4
    assert noor.media_limits.bytes == 16_777_216
    assert noor.media_limits.types[:2] == ("image/jpeg", "image/png")


@pytest.mark.parametrize(
    ("visibility", "sent"),
    [
        (Visibility.PUBLIC, "public"),
        (Visibility.UNLISTED, "unlisted"),
        (Visibility.FOLLOWERS, "private"),
    ],
)
def test_who_may_see_it(network: Network, visibility: Visibility, sent: str) -> None:
    noor = channel(network)
    noor.publish(ready(noor, network, Draft(TEXT, visibility=visibility)))
    assert network.ledger.living()[0].content["visibility"] == sent


def test_a_long_text_becomes_a_thread_with_its_warning_on_every_post(network: Network) -> None:
    noor = channel(network)
    receipts = said_out(noor, network, Draft(LONG, warning="Verlies", language="nl-BE"))
    entries = network.ledger.living()
    assert len(entries) == 4
    assert [entry.content.get("in_reply_to_id") for entry in entries] == [
        None,
        *(receipt.remote_id for receipt in receipts[:-1]),
    ]
    assert {entry.content["spoiler_text"] for entry in entries} == {"Verlies"}
    assert {entry.content["language"] for entry in entries} == {"nl"}
    assert network.complaints == []


def test_the_same_draft_makes_the_same_posts_each_with_a_key_of_its_own(
    network: Network,
) -> None:
    noor, now = channel(network), network.clock.now()
    posts = noor.compose(Draft(LONG), key="k", now=now)
    assert posts == noor.compose(Draft(LONG), key="k", now=now)
    assert len({post.key for post in posts}) == len(posts) == 4


def unclear(
    noor: Mastodon, network: Network, fault: Fault, draft: Draft | None = None
) -> Outgoing:
    post = ready(noor, network, draft)
    network.faults.plan(replace(fault, operation="status_create"))
    failure(Unclear, lambda: noor.publish(post))
    return post


WORDY = (
    'Dank @noor@elders.example & "iedereen" voor <3 #leren!\n\n'
    "Zie https://zilver.example/een/heel/lang/pad?met=vragen&en=meer\nklaar"
)


@pytest.mark.parametrize("dialect", [MASTODON, GOTOSOCIAL, TAKAHE])
@pytest.mark.parametrize("text", [TEXT, WORDY, "e\u0301\u00a0één"])
def test_doubt_is_settled_by_the_own_posts_on_every_server(dialect: Dialect, text: str) -> None:
    network = Network(dialect=dialect)
    noor = channel(network)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.AFTER), Draft(text))
    network.clock.advance(60)
    found = noor.find(post, since=since)
    (entry,) = network.ledger.living()
    assert isinstance(found, Receipt)
    assert found.remote_id == entry.id


def test_words_that_a_server_shows_otherwise_are_compared_as_written(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        entities, "content", lambda text, here: "<p>Onze demo viel uit! Dat was onze fout</p>"
    )
    noor = channel(network)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.AFTER))
    assert isinstance(noor.find(post, since=since), Receipt)
    other = ready(noor, network, Draft("Andere woorden."))
    assert noor.find(other, since=since) is Unseen.ABSENT


def test_hidden_parts_of_links_and_short_mentions_are_read_as_they_were_sent() -> None:
    shown = (
        '<p>Dank <span class="h-card"><a href="https://a.example/@noor">@<span>noor</span></a>'
        '</span>:<br>zie <a href="https://zilver.example/lang"><span class="invisible">https://'
        '</span><span class="ellipsis">zilver.example/la</span><span class="invisible">ng</span>'
        "</a> &amp; klaar</p><p>Tot slot</p>"
    )
    sent = "Dank @noor@a.example:\nzie https://zilver.example/lang & klaar\n\nTot slot"
    assert text_of(shown) == sent.replace("@a.example", "")
    assert comparable(text_of(shown)) == comparable(sent)


def test_what_is_not_there_is_absent_and_the_past_is_not_taken_for_it(network: Network) -> None:
    noor = channel(network)
    noor.publish(ready(noor, network))
    network.clock.advance(600)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.BEFORE))
    assert noor.find(post, since=since) is Unseen.ABSENT


def test_another_place_or_other_pictures_are_another_post(
    network: Network, tmp_path: Path
) -> None:
    noor = channel(network)
    since = network.clock.now()
    first = noor.publish(ready(noor, network))
    with_picture = ready(noor, network, Draft(TEXT, media=(golden.media(tmp_path),)))
    assert noor.find(with_picture, since=since) is Unseen.ABSENT
    below = replace(ready(noor, network), follows=first, root=first)
    assert noor.find(below, since=since) is Unseen.ABSENT
    receipt = noor.publish(replace(below, key="other"))
    assert noor.find(below, since=since) == receipt


def test_the_list_is_read_until_before_the_attempt(network: Network) -> None:
    noor = channel(network)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.AFTER))
    for number in range(90):
        network.clock.advance(1)
        noor.publish(ready(noor, network, Draft(f"Later, {number}"), key=f"later-{number}"))
    network.log.clear()
    assert isinstance(noor.find(post, since=since), Receipt)
    assert len(network.calls("account_statuses")) == 3
    assert noor.find(replace(post, text="Nooit gezegd"), since=since) is Unseen.ABSENT


def test_a_stale_list_shows_nothing_and_the_wait_covers_it(network: Network) -> None:
    noor = channel(network)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.AFTER))
    network.faults.plan(Fault(Kind.STALE, operation="account_statuses", seconds=30))
    network.clock.advance(10)
    assert noor.find(post, since=since) is Unseen.ABSENT
    network.clock.advance(noor.settles_after.total_seconds())
    assert isinstance(noor.find(post, since=since), Receipt)


def test_a_repeat_with_its_key_within_the_hour_makes_no_second_post_on_mastodon(
    network: Network,
) -> None:
    noor = channel(network)
    post = unclear(noor, network, Fault(Kind.AFTER))
    network.clock.advance(noor.settles_after.total_seconds())
    noor.publish(post)
    assert living(network) == [TEXT]
    assert noor.settles_after < channel(Network(dialect=GOTOSOCIAL)).settles_after


@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.CUT, Kind.BROKEN, Kind.BUSY])
def test_looking_is_never_unclear(network: Network, kind: Kind) -> None:
    noor = channel(network)
    receipt = noor.publish(ready(noor, network))
    post = ready(noor, network)
    reads: tuple[Callable[[], object], ...] = (
        lambda: noor.find(post, since=network.clock.now()),
        lambda: noor.look(receipt),
        lambda: list(noor.replies(receipt, since=None)),
        lambda: noor.metrics([receipt]),
    )
    for read in reads:
        network.faults.plan(Fault(kind))
        failure(Busy, read)


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


def test_an_answer_in_doubt_is_not_said_twice(network: Network) -> None:
    noor = channel(network)
    receipt = noor.publish(ready(noor, network))
    network.reply("rik", receipt.remote_id, "Dat herken ik.")
    (reply,) = noor.replies(receipt, since=None)
    answer = ready(noor, network, Draft("@rik Dank je."), key="answer-1")
    network.faults.plan(Fault(Kind.AFTER, operation="status_create"))
    failure(Unclear, lambda: noor.answer(reply, answer))
    assert len(network.calls("status_create")) == 2
    assert isinstance(noor.find(answer, since=network.clock.now()), Receipt)


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


def test_what_the_scopes_do_not_allow_is_said_beforehand(network: Network) -> None:
    reader = channel(network, "read:accounts", "read:statuses")
    assert reader.abilities == {Ability.FIND, Ability.REPLIES, Ability.METRICS}
    writer = channel(network, "write:statuses", "write:media")
    assert Ability.FIND not in writer.abilities
    receipt = writer.publish(ready(writer, network))
    post = ready(writer, network)
    reply = Reply(receipt, receipt.remote_id, "rik", "Rik", "Dat herken ik.")
    network.log.clear()
    refusals: tuple[Callable[[], object], ...] = (
        lambda: reader.compose(Draft(TEXT), key="k", now=network.clock.now()),
        lambda: reader.publish(post),
        lambda: reader.withdraw(receipt),
        lambda: reader.edit(receipt, post),
        lambda: reader.answer(reply, post),
        lambda: writer.find(post, since=network.clock.now()),
        lambda: writer.replies(receipt, since=None),
        lambda: writer.metrics([receipt]),
    )
    for refused in refusals:
        assert failure(Refused, refused).reason is Reason.FORBIDDEN
    assert network.log == []


def test_the_address_of_a_card_stands_below_the_words_once(network: Network) -> None:
    noor, now = channel(network), network.clock.now()
    card = Card("https://zilver.example/demo", "De demo")
    (post,) = noor.compose(Draft(TEXT, card=card), key="k", now=now)
    assert post.text == f"{TEXT}\n\n{card.url}"
    (same,) = noor.compose(Draft(post.text, card=card), key="k", now=now)
    assert same.text == post.text


def _different(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()


def test_a_look_among_many_posts_asks_only_for_pages(network: Network) -> None:
    noor = channel(network)
    for number in range(50):
        noor.publish(ready(noor, network, Draft(_different(number)), key=str(number)))
    wanted = ready(noor, network, Draft(_different(7)), key="7")
    network.log.clear()
    found = noor.find(wanted, since=network.clock.now())
    assert isinstance(found, Receipt)
    assert len(network.log) <= 3

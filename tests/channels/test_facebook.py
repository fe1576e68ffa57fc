"""The channel of Facebook pages against its stand-in: every method, and what goes wrong."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from aboveboard.channels.connecting import AccountKind, App, Grant, Identity, Tokens
from aboveboard.channels.facebook import Facebook
from aboveboard.channels.http.door import Door
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
from tests.networks.meta import Facebook as Network
from tests.networks.meta.facebook_state import PAGE, SCOPES
from tests.networks.served import served

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aboveboard.channels.port import Channel
    from aboveboard.channels.sender import Sender

POSTS, READS = "pages_manage_posts", "pages_read_engagement"


@pytest.fixture
def network() -> Network:
    return Network()


def channel(network: Network, *scopes: str, sender: Sender | None = None) -> Facebook:
    given = frozenset(scopes) or SCOPES
    identity = Identity(
        "facebook", PAGE, "", "Studio Zilver", network.address, AccountKind.PAGE
    )
    token = network.page_token(*given)
    grant = Grant(identity, Tokens(token.value, scopes=given))
    sender = sender or StandInSender(network)
    return Facebook(grant, app=App(version="v26.0"), sender=sender, now=network.clock.now)


def messages(network: Network) -> list[str]:
    return [entry.content.get("message", "") for entry in network.ledger.living()]


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


def test_photos_stand_in_their_order_with_their_descriptions(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    media = (golden.media(tmp_path, "a.png", description="Voor"), golden.media(tmp_path))
    zilver.publish(ready(zilver, network, Draft(TEXT, media=media)))
    (entry,) = network.ledger.living()
    photos = [network.state.photos[one] for one in entry.content["photos"]]
    assert [one.alternative for one in photos] == ["Voor", None]


def test_a_post_whose_making_was_lost_gets_its_photos_anew(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    network.faults.plan(Fault(Kind.AFTER, operation="post_create"))
    zilver.publish(ready(zilver, network, draft))
    assert messages(network) == [TEXT]
    assert len(network.calls("photo_create")) == 2
    assert len(network.ledger.ever()) == 1


def test_photos_of_a_post_that_nobody_kept_are_sent_anew(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    (post,) = zilver.compose(draft, key="k", now=network.clock.now())
    half = replace(post, prepared=zilver.prepare(post).kept)
    zilver.prepare(half)
    again = zilver.prepare(half)
    assert again.again_at == network.clock.now()
    for _ in range(2):
        again = zilver.prepare(replace(post, prepared=again.kept))
    zilver.publish(replace(post, prepared=again.kept))
    assert messages(network) == [TEXT]


@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN])
@pytest.mark.parametrize("operation", ["photo_create", "post_create"])
def test_preparing_is_never_unclear_and_shows_nothing(
    network: Network, tmp_path: Path, operation: str, kind: Kind
) -> None:
    zilver = channel(network)
    media = (golden.media(tmp_path),) if operation == "photo_create" else ()
    draft = Draft(TEXT, media=media)
    network.faults.plan(Fault(kind, operation=operation))
    failure(Busy, lambda: ready(zilver, network, draft))
    post = ready(zilver, network, draft)
    assert network.ledger.ever() == []
    zilver.publish(post)
    assert messages(network) == [TEXT]


def test_a_photo_that_is_gone_or_none_is_refused(network: Network, tmp_path: Path) -> None:
    zilver, photo = channel(network), golden.media(tmp_path)
    photo.path.write_bytes(b"no photo")
    draft = Draft(TEXT, media=(photo,))
    assert failure(Refused, lambda: ready(zilver, network, draft)).reason is Reason.MEDIA
    photo.path.unlink()
    assert failure(Refused, lambda: ready(zilver, network, draft)).reason is Reason.MEDIA


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


@pytest.mark.parametrize(
    ("kind", "error", "reason"),
    [
        (Kind.QUOTA, Busy, Reason.RATE),
        (Kind.DUPLICATE, Refused, Reason.DUPLICATE),
        (Kind.BUSY, Busy, Reason.RATE),
    ],
)
def test_a_no_to_making_a_post_says_what_to_do(
    network: Network, kind: Kind, error: type[ChannelError], reason: Reason
) -> None:
    zilver = channel(network)
    network.faults.plan(Fault(kind, operation="post_create"))
    caught = failure(error, lambda: ready(zilver, network))
    assert caught.reason is reason
    if isinstance(caught, Busy):
        assert caught.again_at == network.clock.now() + timedelta(minutes=15)


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


def test_what_can_never_go_out_is_refused_at_once(network: Network, tmp_path: Path) -> None:
    zilver, photo = channel(network), golden.media(tmp_path)
    for said, reason in (
        (Draft(" "), Reason.EMPTY),
        (Draft(TEXT, form=Form.STORY), Reason.FORBIDDEN),
        (Draft(TEXT, warning="Verlies"), Reason.FORBIDDEN),
        (Draft(TEXT, visibility=Visibility.FOLLOWERS), Reason.VISIBILITY),
        (Draft("a" * 63_207), Reason.TOO_LONG),
        (Draft(TEXT, media=(photo,) * 11), Reason.MEDIA),
        (Draft(TEXT, media=(replace(photo, type="image/webp"),)), Reason.MEDIA),
    ):
        compose = partial(zilver.compose, said, key="k", now=network.clock.now())
        assert failure(Refused, compose).reason is reason
    assert network.log == []


def test_a_card_alone_is_a_post_and_gives_way_to_photos(
    network: Network, tmp_path: Path
) -> None:
    zilver, card = channel(network), Card("https://zilver.example/demo", "De demo")
    zilver.publish(ready(zilver, network, Draft("", card=card)))
    assert network.ledger.living()[0].content["link"] == card.url
    draft = Draft(TEXT, card=card, media=(golden.media(tmp_path),))
    (post,) = zilver.compose(draft, key="k", now=network.clock.now())
    assert (post.text, post.card) == (f"{TEXT}\n\n{card.url}", None)


def test_doubt_is_settled_by_the_post_itself(network: Network) -> None:
    zilver = channel(network)
    since = network.clock.now()
    post = ready(zilver, network)
    network.faults.plan(Fault(Kind.BEFORE, operation="post_edit"))
    failure(Unclear, lambda: zilver.publish(post))
    assert zilver.find(post, since=since) is Unseen.ABSENT
    network.faults.plan(Fault(Kind.AFTER, operation="post_edit"))
    failure(Unclear, lambda: zilver.publish(post))
    found = zilver.find(post, since=since)
    assert isinstance(found, Receipt)
    assert found.remote_id == network.ledger.living()[0].id
    assert not network.calls("post_list")


def test_without_its_id_the_list_is_read_until_before_the_attempt(network: Network) -> None:
    zilver = channel(network)
    zilver.publish(ready(zilver, network))
    network.clock.advance(600)
    since = network.clock.now()
    (post,) = zilver.compose(Draft(TEXT), key="k", now=since)
    assert zilver.find(post, since=since) is Unseen.ABSENT
    made = zilver.publish(ready(zilver, network))
    for number in range(60):
        network.clock.advance(60)
        zilver.publish(ready(zilver, network, Draft(f"Bericht {number}")))
    network.clock.advance(3600)
    found = zilver.find(post, since=since)
    assert isinstance(found, Receipt)
    assert found.remote_id == made.remote_id
    assert len(network.calls("post_list")) == 3


def test_a_post_counts_from_when_it_was_made(network: Network) -> None:
    zilver = channel(network)
    post = ready(zilver, network)
    network.clock.advance(7200)
    since = network.clock.now()
    made = zilver.publish(post)
    renamed = replace(post, prepared=post.prepared.replace(made.remote_id, "2001_1"))
    found = zilver.find(renamed, since=since)
    assert isinstance(found, Receipt)
    assert found.remote_id == made.remote_id


def test_a_post_that_is_gone_is_looked_for_in_the_list(network: Network) -> None:
    zilver = channel(network)
    since = network.clock.now()
    post = ready(zilver, network)
    receipt = zilver.publish(post)
    zilver.withdraw(receipt)
    assert zilver.find(post, since=since) is Unseen.ABSENT
    assert zilver.look(receipt) is Unseen.ABSENT


def test_reading_back_is_never_unclear(network: Network) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network))
    post = ready(zilver, network)
    for kind in (Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN, Kind.BUSY):
        for act in (
            lambda: zilver.find(post, since=network.clock.now()),
            lambda: zilver.look(receipt),
            lambda: list(zilver.replies(receipt, since=None)),
            lambda: zilver.metrics([receipt]),
        ):
            network.faults.plan(Fault(kind))
            failure(Busy, act)


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


def test_what_a_page_can_do_follows_from_its_scopes(network: Network) -> None:
    always = {Ability.WITHDRAW, Ability.EDIT, Ability.CARD}
    reads = {Ability.FIND, Ability.REPLIES, Ability.METRICS}
    assert channel(network).abilities == always | reads | {Ability.ANSWER}
    assert channel(network, POSTS, READS).abilities == always | reads
    assert channel(network, POSTS).abilities == always
    assert channel(network, READS).abilities == set()


def test_what_is_not_permitted_is_refused_before_anything_leaves(network: Network) -> None:
    zilver, idle = channel(network, POSTS), channel(network, READS)
    receipt = Receipt("1", "", network.clock.now())
    post = Outgoing("k", TEXT, network.clock.now())
    for act in (
        lambda: zilver.replies(receipt, since=None),
        lambda: zilver.metrics([receipt]),
        lambda: zilver.answer(Reply(receipt, "", "", "", ""), post),
        lambda: idle.compose(Draft(TEXT), key="k", now=network.clock.now()),
        lambda: idle.prepare(post),
        lambda: idle.publish(post),
        lambda: idle.edit(receipt, post),
        lambda: idle.withdraw(receipt),
    ):
        assert failure(Refused, act).reason is Reason.FORBIDDEN
    assert network.log == []

"""LinkedIn's channel against its stand-in: every method, and what goes wrong."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from aboveboard.channels.connecting import AccountKind, App, Grant, Identity, Tokens
from aboveboard.channels.http.door import Door
from aboveboard.channels.linkedin import LinkedIn
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
from tests.networks.linkedin import LinkedIn as Network
from tests.networks.linkedin.state import COMMUNITY, NOOR, OPEN, PAGE
from tests.networks.served import served

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aboveboard.channels.port import Channel
    from aboveboard.channels.sender import Sender

PORTABILITY = "r_dma_portability_self_serve"


@pytest.fixture
def network() -> Network:
    return Network()


def channel(
    network: Network,
    *scopes: str,
    author: str = NOOR,
    sender: Sender | None = None,
) -> LinkedIn:
    """Return a channel with a token of these scopes; the open ones when none is named."""
    given = frozenset(scopes) or OPEN
    kind = AccountKind.PAGE if author == PAGE else AccountKind.PERSON
    identity = Identity("linkedin", author, "", "Noor de Vries", network.address, kind)
    token = network.token(*given)
    grant = Grant(identity, Tokens(token.value, scopes=given))
    sender = sender or StandInSender(network)
    return LinkedIn(grant, app=App(version="202609"), sender=sender, now=network.clock.now)


def page_channel(network: Network) -> LinkedIn:
    return channel(network, *COMMUNITY, author=PAGE)


def living(network: Network) -> list[str]:
    return [entry.content["text"] for entry in network.ledger.living()]


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


def test_pictures_wait_a_grace_where_their_state_may_not_be_asked(
    network: Network, tmp_path: Path
) -> None:
    network.seconds_of_processing = 15
    noor = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path, description="Een stekker"),))
    began = network.clock.now()
    noor.publish(ready(noor, network, draft))
    assert network.clock.now() - began == timedelta(seconds=20)
    assert not network.calls("image_show")
    assert len(network.ledger.living()) == 1


def test_pictures_of_a_page_are_asked_after_until_they_are_there(
    network: Network, tmp_path: Path
) -> None:
    network.seconds_of_processing = 7
    page = page_channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    page.publish(ready(page, network, draft))
    assert len(network.calls("image_show")) == 3
    assert living(network) == [TEXT]


def test_a_document_that_is_none_is_refused_before_it_is_public(
    network: Network, tmp_path: Path
) -> None:
    page = page_channel(network)
    document = golden.media(tmp_path, "cijfers.pdf")
    document.path.write_bytes(b"no document")
    draft = Draft(TEXT, media=(document,))
    refused = failure(Refused, lambda: ready(page, network, draft))
    assert refused.reason is Reason.MEDIA
    assert network.ledger.living() == []


def test_what_is_uploaded_is_not_uploaded_again(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    media = tuple(golden.media(tmp_path, f"{number}.png") for number in range(3))
    (post,) = noor.compose(Draft(TEXT, media=media), key="k", now=network.clock.now())
    network.faults.plan(Fault(Kind.BROKEN, operation="image_start", skip=2, status=503))
    prepared = noor.prepare(post)
    assert prepared.again_at is not None
    assert len(network.state.media) == 2
    network.clock.advance(60)
    again = noor.prepare(replace(post, prepared=prepared.kept))
    assert len(network.state.media) == 3
    network.clock.advance(20)
    assert noor.prepare(replace(post, prepared=again.kept)).again_at is None
    noor.publish(replace(post, prepared=again.kept))
    (entry,) = network.ledger.living()
    images = entry.content["content"]["multiImage"]["images"]
    assert [one["id"] for one in images] == list(network.state.media)


@pytest.mark.parametrize("operation", ["image_start", "upload"])
@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN])
def test_preparing_is_never_unclear(
    network: Network, tmp_path: Path, operation: str, kind: Kind
) -> None:
    noor = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    network.faults.plan(Fault(kind, operation=operation))
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


def test_the_token_goes_to_linkedin_alone(network: Network, tmp_path: Path) -> None:
    elsewhere = Network()
    elsewhere.address = "http://elsewhere.invalid"
    sender = StandInSender(network, elsewhere)
    noor = channel(network, sender=sender)
    kept = network.address
    (post,) = noor.compose(
        Draft(TEXT, media=(golden.media(tmp_path),)), key="k", now=network.clock.now()
    )
    network.address = elsewhere.address
    failure(Refused, lambda: noor.prepare(post))
    network.address = kept
    assert all("authorization" not in line.request.headers for line in elsewhere.log)
    assert elsewhere.log


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


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft(" \n"), Reason.EMPTY),
        (Draft(TEXT, form=Form.STORY), Reason.FORBIDDEN),
        (Draft(TEXT, warning="Verlies"), Reason.FORBIDDEN),
        (Draft(TEXT, visibility=Visibility.UNLISTED), Reason.VISIBILITY),
        (Draft("*" * 1501), Reason.TOO_LONG),
    ],
)
def test_what_can_never_go_out_is_refused_at_once(
    network: Network, draft: Draft, reason: Reason
) -> None:
    noor = channel(network)
    refused = failure(Refused, lambda: noor.compose(draft, key="k", now=network.clock.now()))
    assert refused.reason is reason
    assert network.log == []


def test_pictures_and_documents_that_do_not_fit_are_refused_at_once(
    network: Network, tmp_path: Path
) -> None:
    noor = channel(network)
    picture = golden.media(tmp_path)
    document = golden.media(tmp_path, "cijfers.pdf")
    for media, reason in (
        ((picture, document), Reason.MEDIA),
        ((document, document), Reason.MEDIA),
        ((picture,) * 21, Reason.MEDIA),
        ((replace(picture, type="image/webp"),), Reason.MEDIA),
        ((replace(picture, width=7000, height=7000),), Reason.MEDIA),
        ((replace(picture, description="a" * 4087),), Reason.TOO_LONG),
    ):
        draft = Draft(TEXT, media=media)
        compose = partial(noor.compose, draft, key="k", now=network.clock.now())
        assert failure(Refused, compose).reason is reason


def test_connections_alone_see_what_is_for_followers_but_pages_have_none(
    network: Network,
) -> None:
    draft = Draft(TEXT, visibility=Visibility.FOLLOWERS)
    noor = channel(network)
    noor.publish(ready(noor, network, draft))
    assert network.ledger.living()[0].content["visibility"] == "CONNECTIONS"
    page = page_channel(network)
    now = network.clock.now()
    refused = failure(Refused, lambda: page.compose(draft, key="k", now=now))
    assert refused.reason is Reason.VISIBILITY


def test_a_card_gives_way_to_pictures_and_its_address_stays(
    network: Network, tmp_path: Path
) -> None:
    card = Card("https://zilver.example/demo", "De demo")
    draft = Draft(TEXT, media=(golden.media(tmp_path),), card=card)
    noor = channel(network)
    (post,) = noor.compose(draft, key="k", now=network.clock.now())
    assert (post.text, post.card) == (f"{TEXT}\n\n{card.url}", None)


def test_the_same_draft_makes_the_same_post(network: Network) -> None:
    noor, now = channel(network), network.clock.now()
    draft = Draft("Dank @Rik, voor #leren", mentions=(("@Rik", "urn:li:person:rik"),))
    assert noor.compose(draft, key="k", now=now) == noor.compose(draft, key="k", now=now)


def unclear(noor: LinkedIn, network: Network, fault: Fault) -> Outgoing:
    post = ready(noor, network)
    network.faults.plan(replace(fault, operation="post_create"))
    failure(Unclear, lambda: noor.publish(post))
    return post


@pytest.mark.parametrize("scopes", [COMMUNITY, OPEN | {"r_member_social"}])
def test_doubt_is_settled_by_the_list_of_posts(
    network: Network, scopes: frozenset[str]
) -> None:
    author = PAGE if "r_organization_social" in scopes else NOOR
    noor = channel(network, *scopes, author=author)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.AFTER))
    network.clock.advance(60)
    found = noor.find(post, since=since)
    (entry,) = network.ledger.living()
    assert isinstance(found, Receipt)
    assert (found.remote_id, found.published_at) == (entry.id, entry.born)


def test_what_is_not_in_the_list_is_absent_and_the_past_is_not_taken_for_it(
    network: Network,
) -> None:
    page = page_channel(network)
    page.publish(ready(page, network))
    network.duplicate_window = timedelta(0)
    network.clock.advance(600)
    since = network.clock.now()
    post = unclear(page, network, Fault(Kind.BEFORE))
    assert page.find(post, since=since) is Unseen.ABSENT


def test_a_list_is_read_until_before_the_attempt(network: Network) -> None:
    page = page_channel(network)
    since = network.clock.now()
    post = unclear(page, network, Fault(Kind.AFTER))
    for number in range(60):
        network.clock.advance(1)
        page.publish(ready(page, network, Draft(f"Bericht {number}")))
    assert isinstance(page.find(post, since=since), Receipt)
    assert len(network.calls("post_list")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Zie https://zilver.example/een_lang(adres) #leren @Studio Zilver!",
        "Nieuwe regel\n\n(en nog een) * ~ _ 👨‍👩‍👧 é",
    ],
)
def test_a_post_is_recognised_whatever_stands_in_it(network: Network, text: str) -> None:
    page = page_channel(network)
    since = network.clock.now()
    post = ready(page, network, Draft(text, mentions=(("@Studio Zilver", PAGE),)))
    network.faults.plan(Fault(Kind.AFTER, operation="post_create"))
    failure(Unclear, lambda: page.publish(post))
    assert isinstance(page.find(post, since=since), Receipt)


def test_another_number_of_pictures_is_another_post(network: Network, tmp_path: Path) -> None:
    page = page_channel(network)
    since = network.clock.now()
    one, two = golden.media(tmp_path, "a.png"), golden.media(tmp_path, "b.png")
    page.publish(ready(page, network, Draft(TEXT, media=(one,))))
    (post,) = page.compose(Draft(TEXT, media=(one, two)), key="k", now=since)
    assert page.find(post, since=since) is Unseen.ABSENT
    assert isinstance(page.find(replace(post, media=(two,)), since=since), Receipt)


def test_a_member_with_the_open_scopes_is_hidden(network: Network) -> None:
    noor = channel(network)
    receipt = noor.publish(ready(noor, network))
    assert noor.find(ready(noor, network), since=network.clock.now()) is Unseen.HIDDEN
    assert noor.look(receipt) is Unseen.HIDDEN


def test_the_changelog_shows_what_is_there_late_and_never_proves_absence(
    network: Network,
) -> None:
    noor = channel(network, *OPEN, PORTABILITY)
    since = network.clock.now()
    post = unclear(noor, network, Fault(Kind.AFTER))
    wait = failure(Busy, lambda: noor.find(post, since=since)).again_at
    network.clock.advance((wait - since).total_seconds())
    network.clock.advance(600)
    found = noor.find(post, since=since)
    assert isinstance(found, Receipt)
    assert found.remote_id == network.ledger.living()[0].id
    other = replace(post, text="Iets anders.")
    failure(Busy, lambda: noor.find(other, since=since))
    network.clock.advance(1800)
    assert noor.find(other, since=since) is Unseen.HIDDEN


def test_reading_back_is_never_unclear(network: Network) -> None:
    page = page_channel(network)
    receipt = page.publish(ready(page, network))
    post = ready(page, network, key="k2")
    for kind in (Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN, Kind.BUSY):
        for act in (
            lambda: page.find(post, since=network.clock.now()),
            lambda: page.look(receipt),
            lambda: list(page.replies(receipt, since=None)),
            lambda: page.metrics([receipt]),
        ):
            network.faults.plan(Fault(kind))
            failure(Busy, act)


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


def test_what_an_account_can_do_follows_from_its_scopes(network: Network) -> None:
    always = {
        Ability.WITHDRAW,
        Ability.EDIT,
        Ability.CARD,
        Ability.DOCUMENT,
        Ability.ANSWER,
    }
    reads = {Ability.FIND, Ability.REPLIES}
    assert channel(network).abilities == always
    assert channel(network, *OPEN, "r_member_social").abilities == always | reads
    assert channel(network, *OPEN, PORTABILITY).abilities == always | {Ability.FIND}
    assert page_channel(network).abilities == always | reads | {Ability.METRICS}
    assert channel(network, *OPEN, author=PAGE).abilities == set()


def test_absence_is_believed_late_and_of_the_changelog_later(network: Network) -> None:
    assert page_channel(network).settles_after == timedelta(minutes=5)
    assert channel(network, *OPEN, PORTABILITY).settles_after == timedelta(minutes=30)


def test_what_was_uploaded_half_a_day_ago_is_uploaded_again(
    network: Network, tmp_path: Path
) -> None:
    noor = channel(network)
    post = ready(noor, network, Draft(TEXT, media=(golden.media(tmp_path),)))
    network.clock.advance(timedelta(hours=13).total_seconds())
    assert noor.prepare(post).kept != post.prepared
    assert len(network.state.media) == 2


def test_what_is_not_permitted_is_refused_before_anything_leaves(network: Network) -> None:
    noor, idle = channel(network), channel(network, "openid")
    receipt = Receipt("urn:li:share:1", "", network.clock.now())
    reply = Reply(receipt, "urn:li:share:1", "", "", "")
    post = ready(noor, network)
    for act in (
        lambda: noor.replies(receipt, since=None),
        lambda: noor.metrics([receipt]),
        lambda: idle.compose(Draft(TEXT), key="k", now=network.clock.now()),
        lambda: idle.publish(post),
        lambda: idle.withdraw(receipt),
        lambda: idle.edit(receipt, post),
        lambda: idle.answer(reply, post),
    ):
        assert failure(Refused, act).reason is Reason.FORBIDDEN
    assert network.log == []


def test_the_version_is_a_setting_and_one_that_is_gone_is_said(network: Network) -> None:
    network.versions = ("202701", "202712")
    noor = channel(network)
    outdated = failure(Refused, lambda: noor.publish(ready(noor, network)))
    assert outdated.reason is Reason.OUTDATED

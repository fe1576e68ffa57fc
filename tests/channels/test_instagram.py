"""Instagram's channel against its stand-in: every method, and what goes wrong."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from aboveboard.channels.connecting import App, Grant, Identity, Tokens
from aboveboard.channels.http.door import Door
from aboveboard.channels.instagram import Instagram
from aboveboard.channels.port import (
    Ability,
    Busy,
    Card,
    ChannelError,
    Draft,
    Form,
    Media,
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
from tests.networks.exchange import answer
from tests.networks.faults import Fault, Kind
from tests.networks.meta import Instagram as Network
from tests.networks.meta.instagram_state import NAME, SCOPES, USER
from tests.networks.served import served

if TYPE_CHECKING:
    from pathlib import Path

    from aboveboard.channels.port import Channel
    from aboveboard.channels.sender import Sender

PUBLIC = "https://zilver.example/m"


@pytest.fixture
def network(tmp_path: Path) -> Network:
    """Return a stand-in that fetches pictures from where the test writes them."""

    def fetch(address: str) -> bytes | None:
        path = tmp_path / address.removeprefix(f"{PUBLIC}/")
        return path.read_bytes() if path.is_file() else None

    return Network(fetch=fetch)


def channel(network: Network, *scopes: str, sender: Sender | None = None) -> Instagram:
    given = frozenset(scopes) or SCOPES
    identity = Identity("instagram", USER, NAME, "Studio Zilver", network.address)
    token = network.token(*given)
    grant = Grant(identity, Tokens(token.value, scopes=given))
    sender = sender or StandInSender(network)
    return Instagram(grant, app=App(version="v26.0"), sender=sender, now=network.clock.now)


def picture(folder: Path, name: str = "stekker.jpg", **more: Any) -> Media:
    return golden.media(folder, name, address=f"{PUBLIC}/{name}", **more)


def draft(folder: Path, text: str = TEXT, number: int = 1, **more: Any) -> Draft:
    media = tuple(picture(folder, f"{place}.jpg") for place in range(number))
    return Draft(text, media=media, **more)


def captions(network: Network) -> list[str]:
    return [entry.content.get("caption", "") for entry in network.ledger.living()]


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


def test_a_carousel_is_one_post_of_items_in_their_order(
    network: Network, tmp_path: Path
) -> None:
    network.seconds_of_processing = 40
    zilver = channel(network)
    zilver.publish(ready(zilver, network, draft(tmp_path, number=3)))
    (entry,) = network.ledger.living()
    fields = [network.state.containers[one].fields for one in entry.content["children"]]
    assert [one["image_url"] for one in fields] == [f"{PUBLIC}/{n}.jpg" for n in range(3)]
    assert all("caption" not in one for one in fields)
    assert len(network.calls("container_create")) == 4


def test_it_is_asked_after_less_and_less_often(network: Network, tmp_path: Path) -> None:
    network.seconds_of_processing = 240
    zilver = channel(network)
    ready(zilver, network, draft(tmp_path))
    moments = [line.moment for line in network.calls("container_show")]
    pauses = [later - first for first, later in pairwise(moments)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(minutes=1)


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


def test_a_container_that_expired_is_made_again(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    post = ready(zilver, network, draft(tmp_path))
    network.clock.advance(timedelta(hours=23.5).total_seconds())
    again = zilver.prepare(post)
    assert again.kept != post.prepared
    network.clock.advance(3600)
    assert failure(Busy, lambda: zilver.publish(post)).reason is Reason.MEDIA
    assert network.calls("publish") == []


def test_what_instagram_could_not_make_is_tried_three_times(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    network.faults.plan(Fault(Kind.MEDIA, operation="container_create", times=2))
    zilver.publish(ready(zilver, network, draft(tmp_path)))
    assert captions(network) == [TEXT]
    network.faults.plan(Fault(Kind.MEDIA, operation="container_create", times=3))
    refused = failure(Refused, lambda: ready(zilver, network, draft(tmp_path)))
    assert refused.reason is Reason.MEDIA


def test_a_quota_that_is_full_waits_for_the_oldest_of_the_day(
    network: Network, tmp_path: Path
) -> None:
    network.quota = 1
    zilver = channel(network)
    zilver.publish(ready(zilver, network, draft(tmp_path)))
    first = network.ledger.living()[0].born
    network.clock.advance(3600)
    busy = failure(Busy, lambda: ready(zilver, network, draft(tmp_path, "Twee.")))
    assert (busy.reason, busy.again_at) == (Reason.RATE, first + timedelta(days=1))
    network.clock.advance((busy.again_at - network.clock.now()).total_seconds())
    zilver.publish(ready(zilver, network, draft(tmp_path, "Twee.")))
    assert captions(network) == [TEXT, "Twee."]


@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN])
@pytest.mark.parametrize("operation", ["container_create", "container_show", "quota"])
def test_preparing_is_never_unclear(
    network: Network, tmp_path: Path, operation: str, kind: Kind
) -> None:
    zilver = channel(network)
    network.faults.plan(Fault(kind, operation=operation))
    failure(Busy, lambda: ready(zilver, network, draft(tmp_path)))
    zilver.publish(ready(zilver, network, draft(tmp_path)))
    assert captions(network) == [TEXT]


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


def test_what_can_never_go_out_is_refused_at_once(network: Network, tmp_path: Path) -> None:
    zilver, one = channel(network), picture(tmp_path)
    private = replace(one, address="")
    tags = " ".join(f"#tag{number}" for number in range(31))
    for said, reason in (
        (Draft(TEXT), Reason.PICTURE),
        (Draft(TEXT, media=(private,)), Reason.NOT_PUBLIC),
        (Draft(TEXT, media=(replace(one, type="image/png"),)), Reason.MEDIA),
        (Draft(TEXT, media=(replace(one, width=1000, height=2000),)), Reason.MEDIA),
        (Draft(TEXT, media=(one,) * 11), Reason.MEDIA),
        (Draft(TEXT, media=(one,), form=Form.STORY), Reason.INVALID),
        (Draft("", media=(one, one), form=Form.STORY), Reason.MEDIA),
        (Draft("a" * 2201, media=(one,)), Reason.TOO_LONG),
        (Draft(tags, media=(one,)), Reason.TAGS),
        (Draft("@noor " * 21, media=(one,)), Reason.TAGS),
        (Draft(TEXT, media=(one,), warning="Verlies"), Reason.FORBIDDEN),
        (Draft(TEXT, media=(one,), visibility=Visibility.FOLLOWERS), Reason.VISIBILITY),
    ):
        compose = partial(zilver.compose, said, key="k", now=network.clock.now())
        assert failure(Refused, compose).reason is reason
    assert network.log == []


def test_a_picture_at_the_edge_of_what_is_taken_is_taken(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    for width, height in ((1080, 566), (1080, 1350), (320, 320)):
        said = Draft(TEXT, media=(picture(tmp_path, width=width, height=height),))
        zilver.publish(ready(zilver, network, said))
    assert len(network.ledger.living()) == 3


def test_a_picture_that_cannot_be_fetched_says_so(network: Network, tmp_path: Path) -> None:
    zilver, one = channel(network), picture(tmp_path)
    one.path.unlink()
    refused = failure(Refused, lambda: ready(zilver, network, Draft(TEXT, media=(one,))))
    assert refused.reason is Reason.NOT_PUBLIC


def test_the_address_of_a_card_comes_below_the_words(network: Network, tmp_path: Path) -> None:
    card = Card("https://zilver.example/demo", "De demo")
    said = draft(tmp_path, card=card)
    (post,) = channel(network).compose(said, key="k", now=network.clock.now())
    assert (post.text, post.card) == (f"{TEXT}\n\n{card.url}", None)


def unclear(zilver: Instagram, network: Network, folder: Path, fault: Fault) -> Outgoing:
    post = ready(zilver, network, draft(folder))
    network.faults.plan(replace(fault, operation="publish"))
    failure(Unclear, lambda: zilver.publish(post))
    return post


def test_doubt_is_settled_by_the_container(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    since = network.clock.now()
    post = unclear(zilver, network, tmp_path, Fault(Kind.BEFORE))
    assert zilver.find(post, since=since) is Unseen.ABSENT
    assert not network.calls("media_list")
    network.faults.plan(Fault(Kind.AFTER, operation="publish"))
    failure(Unclear, lambda: zilver.publish(post))
    found = zilver.find(post, since=since)
    (entry,) = network.ledger.living()
    assert isinstance(found, Receipt)
    assert (found.remote_id, found.published_at) == (entry.id, entry.born)


def test_public_but_not_yet_in_the_list_is_asked_again(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    since = network.clock.now()
    post = unclear(zilver, network, tmp_path, Fault(Kind.AFTER))
    network.clock.advance(10)
    network.faults.plan(Fault(Kind.STALE, operation="media_list", seconds=60))
    failure(Busy, lambda: zilver.find(post, since=since))
    assert isinstance(zilver.find(post, since=since), Receipt)


def test_without_its_container_the_list_is_read_until_before_the_attempt(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    zilver.publish(ready(zilver, network, draft(tmp_path)))
    network.clock.advance(600)
    since = network.clock.now()
    post = ready(zilver, network, draft(tmp_path))
    network.state.containers.clear()
    assert zilver.find(post, since=since) is Unseen.ABSENT
    again = ready(zilver, network, draft(tmp_path))
    made = zilver.publish(again)
    for number in range(60):
        network.clock.advance(100)
        zilver.publish(ready(zilver, network, draft(tmp_path, f"Bericht {number}")))
    network.clock.advance(3600)
    network.state.containers.clear()
    found = zilver.find(again, since=since)
    assert isinstance(found, Receipt)
    assert found.remote_id == made.remote_id
    carousel = draft(tmp_path, number=2)
    (other,) = zilver.compose(carousel, key="k", now=network.clock.now())
    assert zilver.find(other, since=since) is Unseen.ABSENT


def test_reading_back_is_never_unclear(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network, draft(tmp_path)))
    post = ready(zilver, network, draft(tmp_path))
    for kind in (Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN, Kind.BUSY):
        for act in (
            lambda: zilver.find(post, since=network.clock.now()),
            lambda: zilver.look(receipt),
            lambda: list(zilver.replies(receipt, since=None)),
            lambda: zilver.metrics([receipt]),
        ):
            network.faults.plan(Fault(kind))
            failure(Busy, act)


def test_nothing_is_taken_back_or_changed_and_that_is_said(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    post = ready(zilver, network, draft(tmp_path))
    receipt = zilver.publish(post)
    assert not {Ability.WITHDRAW, Ability.EDIT} & zilver.abilities
    refused = failure(Refused, lambda: zilver.withdraw(receipt))
    assert refused.reason is Reason.FORBIDDEN
    assert failure(Refused, lambda: zilver.edit(receipt, post)).reason is Reason.FORBIDDEN
    network.ledger.delete(receipt.remote_id, now=network.clock.now())
    assert zilver.look(receipt) is Unseen.ABSENT


def test_comments_are_read_and_answered(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network, draft(tmp_path)))
    network.clock.advance(60)
    asked = network.comment(receipt.remote_id, "robin", "Hoe kwam dat?")
    (reply,) = zilver.replies(receipt, since=receipt.published_at)
    assert (reply.receipt.remote_id, reply.to) == (asked, receipt.remote_id)
    assert (reply.text, reply.author_name, reply.is_own) == ("Hoe kwam dat?", "robin", False)
    post = Outgoing("k", "De stekker.", network.clock.now())
    said = zilver.answer(reply, post)
    own = [one for one in zilver.replies(receipt, since=None) if one.is_own]
    assert [(one.receipt.remote_id, one.to) for one in own] == [(said.remote_id, asked)]
    network.faults.plan(Fault(Kind.AFTER, operation="reply_create"))
    assert not failure(Unclear, lambda: zilver.answer(reply, post)).may_repeat
    assert len(network.calls("reply_create")) == 2


def test_figures_that_are_not_there_are_unknown(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network, draft(tmp_path)))
    gone = replace(receipt, remote_id="1")
    assert zilver.metrics([receipt, gone]) == {receipt.remote_id: Metrics()}
    network.state.insights[receipt.remote_id] = {"views": 90, "likes": 3, "shares": 1}
    assert zilver.metrics([receipt]) == {
        receipt.remote_id: Metrics(likes=3, reposts=1, views=90)
    }


def test_reading_waits_when_most_calls_are_used(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    receipt = zilver.publish(ready(zilver, network, draft(tmp_path)))
    network.calls_an_hour = 6
    busy = failure(Busy, lambda: zilver.metrics([receipt, receipt]))
    assert busy.reason is Reason.RATE
    assert len(network.calls("insights")) == 1
    assert zilver.metrics([receipt])


def test_what_an_account_can_do_follows_from_its_scopes(network: Network) -> None:
    basic, publish = "instagram_business_basic", "instagram_business_content_publish"
    talks = {Ability.REPLIES, Ability.ANSWER}
    always = {Ability.FIND, Ability.STORY}
    assert channel(network).abilities == always | talks | {Ability.METRICS}
    assert channel(network, basic, publish).abilities == always
    assert channel(network, basic).abilities == set()


def test_what_is_not_permitted_is_refused_before_anything_leaves(network: Network) -> None:
    basic, publish = "instagram_business_basic", "instagram_business_content_publish"
    zilver, idle = channel(network, basic, publish), channel(network, basic)
    receipt = Receipt("1", "", network.clock.now())
    post = Outgoing("k", TEXT, network.clock.now())
    for act in (
        lambda: zilver.replies(receipt, since=None),
        lambda: zilver.metrics([receipt]),
        lambda: zilver.answer(Reply(receipt, "", "", "", ""), post),
        lambda: idle.compose(Draft(TEXT), key="k", now=network.clock.now()),
        lambda: idle.prepare(post),
        lambda: idle.publish(post),
    ):
        assert failure(Refused, act).reason is Reason.FORBIDDEN
    assert network.log == []


def test_an_odd_list_is_an_empty_one(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    zilver = channel(network)
    receipt = Receipt("1", "", network.clock.now())
    odd = {"data": [1, {"id": 2}, {"id": "3", "timestamp": "soon"}], "paging": "odd"}
    monkeypatch.setattr(network, "answer", lambda request: answer(200, odd))
    assert list(zilver.replies(receipt, since=None)) == []
    assert zilver.look(receipt) == receipt

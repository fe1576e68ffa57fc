"""Bluesky's channel against the network's own software: servers of data, of names, and the view."""

from __future__ import annotations

import ipaddress
import os
import time
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest

from aboveboard.channels.bluesky import Bluesky, BlueskyConnector
from aboveboard.channels.bluesky.places import Places
from aboveboard.channels.connecting import Grant, Wish
from aboveboard.channels.http.door import Door
from aboveboard.channels.port import (
    Ability,
    Busy,
    Card,
    ChannelError,
    Draft,
    Metrics,
    Outgoing,
    Reason,
    Receipt,
    Refused,
    Unclear,
    Unseen,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure
from tests.servers import postgres
from tests.servers.bluesky_consent import Person
from tests.servers.bluesky_server import (
    PASSWORD,
    Account,
    Running,
    is_installed,
    running_network,
    sign_up,
)
from tests.servers.fault_proxy import Proxy, Trouble, fault_proxy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(not is_installed(), reason="./run servers brings it"),
]
LOOPBACK: Final = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
WISH: Final = Wish(
    redirect="http://127.0.0.1:8000/connect/bluesky/", state="s1", server="ana.test"
)
_PATIENCE: Final = 20


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class World:
    """The servers, and two people on them."""

    servers: Running
    ana: Account
    bram: Account
    password: str
    door: Door

    def connector(self) -> BlueskyConnector:
        places = Places(resolver=self.servers.data, directory=self.servers.directory)
        return BlueskyConnector(sender=self.door, now=now, places=places)

    def channel(self, grant: Grant) -> Bluesky:
        return Bluesky(grant, app=None, sender=self.door, now=now)

    def person(self) -> Person:
        return Person(self.ana.did, "ana.test", PASSWORD)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    if postgres.programs() is None:
        assert os.environ.get("STRICT") != "1", "PostgreSQL is not installed"
        pytest.skip("NOT RUN: the view of Bluesky needs PostgreSQL, which is not installed")
    folder = tmp_path_factory.mktemp("bluesky")
    with (
        postgres.running_postgres() as database,
        running_network(folder, database=database) as all_,
    ):
        ana, bram = sign_up(all_.data, "ana"), sign_up(all_.data, "bram")
        made = ana.call("com.atproto.server.createAppPassword", {"name": "aboveboard"})
        door = Door(now=now, own=LOOPBACK)
        for one in (ana, bram):
            profile = {"displayName": one.did[-4:]}
            body = {"repo": one.did, "collection": "app.bsky.actor.profile", "rkey": "self"}
            one.call("com.atproto.repo.putRecord", {**body, "record": profile})
        yield World(all_, ana, bram, made["password"], door)


@pytest.fixture(scope="module")
def session(world: World) -> Grant:
    """Return Ana's account, connected by an app password."""
    return world.connector().sign_in("@ana.test", world.password)


@pytest.fixture(scope="module")
def permitted(world: World) -> Grant:
    """Return Ana's account, connected by OAuth."""
    connector = world.connector()
    errand = connector.begin(WISH, None)
    (grant,) = connector.finish(world.person().say_yes(errand.url), WISH, errand.kept, None)
    return grant


@pytest.fixture
def proxy(world: World) -> Iterator[Proxy]:
    with fault_proxy(world.servers.data) as way:
        yield way


def ready(channel: Bluesky, draft: Draft) -> list[Outgoing]:
    """Return the posts of a draft, composed now under a new key, and prepared."""
    posts = channel.compose(draft, key=str(uuid.uuid4()), now=now())
    return [replace(post, prepared=channel.prepare(post).kept) for post in posts]


def said(channel: Bluesky, draft: Draft) -> list[Receipt]:
    """Return the proofs of a draft's posts, each under the one before."""
    receipts: list[Receipt] = []
    for post in ready(channel, draft):
        if receipts:
            receipts.append(
                channel.publish(replace(post, follows=receipts[-1], root=receipts[0]))
            )
        else:
            receipts.append(channel.publish(post))
    return receipts


def posts_of(account: Account) -> list[str]:
    return account.listed("app.bsky.feed.post")


def record(account: Account, receipt: Receipt) -> dict[str, Any]:
    found: dict[str, Any] = account.asked(
        "com.atproto.repo.getRecord",
        repo=account.did,
        collection="app.bsky.feed.post",
        rkey=receipt.remote_id.rpartition("/")[2],
    )["value"]
    return found


def eventually[T](look: Callable[[], T]) -> T:
    """Return what a look brings once it brings something: the view is a moment behind."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            found = look()
        except ChannelError:
            if time.monotonic() > until:
                raise
        else:
            if found or time.monotonic() > until:
                return found
        time.sleep(0.1)


def reply_of(account: Account, receipt: Receipt, text: str) -> dict[str, str]:
    reference = {"uri": receipt.remote_id, "cid": receipt.version}
    moment = now().isoformat().replace("+00:00", "Z")
    return account.create(
        "app.bsky.feed.post",
        {
            "$type": "app.bsky.feed.post",
            "text": text,
            "createdAt": moment,
            "reply": {"root": reference, "parent": reference},
        },
    )


def test_an_app_password_connects_whom_it_is_of(world: World, session: Grant) -> None:
    assert session.identity.remote_id == world.ana.did
    assert session.identity.handle == "ana.test"
    assert session.identity.server == world.servers.data
    assert session.tokens.access_until is not None
    life = session.tokens.access_until - now()
    assert timedelta(minutes=30) < life <= timedelta(hours=2)
    assert Ability.FIND in world.connector().abilities(session)
    assert world.password not in repr(session)


def test_a_wrong_password_and_a_handle_of_nobody_are_told_apart(world: World) -> None:
    connector = world.connector()
    wrong = failure(Refused, lambda: connector.sign_in("ana.test", "aaaa-bbbb-cccc-dddd"))
    assert wrong.reason is Reason.SIGN_IN
    nobody = failure(Refused, lambda: connector.sign_in("niemand.test", world.password))
    assert nobody.reason is Reason.GONE
    named = connector.sign_in("ana.test", world.password, server=world.servers.data)
    assert named.identity.remote_id == world.ana.did


def test_a_session_is_renewed_and_ended(world: World) -> None:
    connector = world.connector()
    grant = connector.sign_in("ana.test", world.password)
    time.sleep(1.1)  # tokens of one second are the same
    renewed = Grant(grant.identity, connector.refresh(grant, None))
    assert renewed.tokens.access != grant.tokens.access
    world.channel(renewed).withdraw(said(world.channel(renewed), Draft(TEXT))[0])
    connector.revoke(renewed, None)
    connector.revoke(renewed, None)
    ended = failure(Refused, lambda: connector.refresh(renewed, None))
    assert ended.reason is Reason.SIGN_IN


def test_oauth_connects_by_pushed_request_and_proof(world: World, permitted: Grant) -> None:
    assert permitted.identity.remote_id == world.ana.did
    assert permitted.tokens.scopes == {"atproto", "transition:generic"}
    assert permitted.tokens.refresh
    connector = world.connector()
    assert connector.identity(permitted, None).handle == "ana.test"


def test_oauth_may_begin_with_a_server_and_no_is_no(world: World) -> None:
    connector = world.connector()
    wish = replace(WISH, server=world.servers.data, state="s2")
    errand = connector.begin(wish, None)
    answer = world.person().say_no(errand.url)
    refused = failure(Refused, lambda: connector.finish(answer, wish, errand.kept, None))
    assert refused.reason is Reason.FORBIDDEN
    errand = connector.begin(wish, None)
    answer = world.person().say_yes(errand.url)
    other = {**answer, "iss": "https://elders.example"}
    refused = failure(Refused, lambda: connector.finish(other, wish, errand.kept, None))
    assert refused.reason is Reason.SIGN_IN
    someone_else = {**errand.kept, "did": world.bram.did}
    refused = failure(Refused, lambda: connector.finish(answer, wish, someone_else, None))
    assert refused.reason is Reason.FORBIDDEN


def test_tokens_of_oauth_are_renewed_once_and_taken_back(world: World) -> None:
    connector = world.connector()
    errand = connector.begin(WISH, None)
    (grant,) = connector.finish(world.person().say_yes(errand.url), WISH, errand.kept, None)
    renewed = Grant(grant.identity, connector.refresh(grant, None))
    channel = world.channel(renewed)
    channel.withdraw(said(channel, Draft(TEXT))[0])
    connector.revoke(renewed, None)
    again = failure(Refused, lambda: connector.refresh(renewed, None))
    assert again.reason is Reason.SIGN_IN
    gone = failure(Refused, lambda: said(world.channel(renewed), Draft(TEXT)))
    assert gone.reason is Reason.SIGN_IN


@pytest.mark.parametrize("way", ["session", "permitted"])
def test_words_go_out_once_and_lead_where_they_should(
    world: World, way: str, request: pytest.FixtureRequest
) -> None:
    channel = world.channel(request.getfixturevalue(way))
    text = (
        "Één fout 🙈 van @bram.test en niet @niemand.test: https://zilver.example/a_b #eerlijk"
    )
    before = len(posts_of(world.ana))
    (receipt,) = said(channel, Draft(text, language="nl"))
    assert len(posts_of(world.ana)) == before + 1
    assert receipt.url == (
        f"https://bsky.app/profile/{world.ana.did}/post/{receipt.remote_id.rpartition('/')[2]}"
    )
    stands = record(world.ana, receipt)
    assert (stands["text"], stands["langs"]) == (text, ["nl"])
    led = {
        text.encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(): facet[
            "features"
        ][0]
        for facet in stands["facets"]
    }
    assert led["@bram.test"]["did"] == world.bram.did
    assert led["https://zilver.example/a_b"]["uri"] == "https://zilver.example/a_b"
    assert led["#eerlijk"]["tag"] == "eerlijk"
    assert len(led) == 3


def test_pictures_go_out_with_descriptions_and_their_shape(
    world: World, session: Grant, tmp_path: Path
) -> None:
    media = (
        golden.media(tmp_path, description="Een stekker", width=400, height=300),
        golden.media(tmp_path, "b.png"),
    )
    channel = world.channel(session)
    (receipt,) = said(channel, Draft(TEXT, media=media))
    images = record(world.ana, receipt)["embed"]["images"]
    assert [one["alt"] for one in images] == ["Een stekker", ""]
    assert images[0]["aspectRatio"] == {"width": 400, "height": 300}
    assert images[0]["image"]["mimeType"] == "image/jpeg"
    assert images[0]["image"]["size"] == media[0].path.stat().st_size


def test_a_card_goes_out_with_its_picture(
    world: World, permitted: Grant, tmp_path: Path
) -> None:
    picture = golden.media(tmp_path, "kaart.jpg")
    card = Card("https://zilver.example/demo", "De demo", "Wat er gebeurde", picture)
    (receipt,) = said(world.channel(permitted), Draft("Hoe het misging:", card=card))
    external = record(world.ana, receipt)["embed"]["external"]
    assert (external["uri"], external["title"]) == (card.url, card.title)
    assert external["thumb"]["size"] == picture.path.stat().st_size


def test_a_long_text_becomes_a_thread_in_order(world: World, session: Grant) -> None:
    text = "\n\n".join(
        f"Alinea {number}: " + "wij zeggen wat misging. " * 8 for number in range(3)
    )
    channel = world.channel(session)
    receipts = said(channel, Draft(text))
    assert len(receipts) == 3
    keys = [receipt.remote_id.rpartition("/")[2] for receipt in receipts]
    assert keys == sorted(keys)
    last = record(world.ana, receipts[2])["reply"]
    assert last["root"]["uri"] == receipts[0].remote_id
    assert last["parent"] == {"uri": receipts[1].remote_id, "cid": receipts[1].version}
    below = eventually(
        lambda: [
            one
            for one in [list(channel.replies(receipts[0], since=None))]
            if len(one) == 2 and all(reply.is_own for reply in one)
        ]
    )
    assert {reply.receipt.remote_id for reply in below[0]} == {
        one.remote_id for one in receipts[1:]
    }


def test_what_the_server_will_not_have_is_refused(world: World, session: Grant) -> None:
    channel = world.channel(session)
    (post,) = ready(channel, Draft(TEXT))
    too_long = replace(post, text="a" * 301, marks=())
    assert failure(Refused, lambda: channel.publish(too_long)).reason is Reason.TOO_LONG
    tokens = replace(session.tokens, access=session.tokens.access[:-4] + "AAAA")
    wrong = world.channel(Grant(session.identity, tokens))
    assert failure(Refused, lambda: wrong.publish(post)).reason is Reason.SIGN_IN
    assert channel.find(post, since=now()) is Unseen.ABSENT


def test_the_same_post_twice_is_one_and_another_under_its_name_is_refused(
    world: World, session: Grant
) -> None:
    channel = world.channel(session)
    (post,) = ready(channel, Draft(TEXT))
    before = len(posts_of(world.ana))
    receipt = channel.publish(post)
    assert channel.publish(post) == receipt
    assert len(posts_of(world.ana)) == before + 1
    refused = failure(Refused, lambda: channel.publish(replace(post, text="Iets anders")))
    assert (refused.reason, refused.existing) == (Reason.DUPLICATE, receipt.remote_id)
    assert record(world.ana, receipt)["text"] == TEXT


def test_a_post_is_taken_back_and_proven_gone(world: World, permitted: Grant) -> None:
    channel = world.channel(permitted)
    (receipt,) = said(channel, Draft(TEXT))
    assert channel.look(receipt) == receipt
    channel.withdraw(receipt)
    assert channel.look(receipt) is Unseen.ABSENT
    assert receipt.remote_id not in posts_of(world.ana)
    channel.withdraw(receipt)


def test_what_others_say_is_read_answered_and_counted(world: World, session: Grant) -> None:
    channel = world.channel(session)
    (receipt,) = said(channel, Draft(TEXT))
    theirs = reply_of(world.bram, receipt, "Dat herken ik.")
    subject = {"uri": receipt.remote_id, "cid": receipt.version}
    moment = now().isoformat().replace("+00:00", "Z")
    world.bram.create("app.bsky.feed.like", {"subject": subject, "createdAt": moment})
    world.bram.create("app.bsky.feed.repost", {"subject": subject, "createdAt": moment})
    (reply,) = eventually(lambda: list(channel.replies(receipt, since=None)))
    assert (reply.author, reply.text, reply.is_own) == ("bram.test", "Dat herken ik.", False)
    assert (reply.receipt.remote_id, reply.to) == (theirs["uri"], receipt.remote_id)
    (answer,) = ready(channel, Draft("Dank je."))
    answered = channel.answer(reply, answer)
    stands = record(world.ana, answered)["reply"]
    assert (stands["root"], stands["parent"]) == (subject, theirs)
    assert channel.find(answer, since=now()) == answered
    assert channel.answer(reply, answer) == answered
    wanted = Metrics(likes=1, comments=1, reposts=1)
    eventually(lambda: channel.metrics([receipt]).get(receipt.remote_id) == wanted)
    assert channel.metrics([receipt])[receipt.remote_id] == wanted
    nested = eventually(
        lambda: [one for one in channel.replies(receipt, since=None) if one.is_own]
    )
    assert nested[0].to == theirs["uri"]
    assert list(channel.replies(receipt, since=now() + timedelta(hours=1))) == []


def test_those_who_are_named_are_told(world: World, session: Grant) -> None:
    (receipt,) = said(world.channel(session), Draft("Met dank aan @bram.test."))

    def told() -> list[str]:
        asked = world.bram.asked("app.bsky.notification.listNotifications", limit="50")
        found = asked["notifications"]
        return [one["uri"] for one in found if one["reason"] == "mention"]

    assert receipt.remote_id in eventually(
        lambda: [one for one in told() if one == receipt.remote_id]
    )


def troubled(world: World, session: Grant, proxy: Proxy) -> Bluesky:
    return world.channel(Grant(replace(session.identity, server=proxy.address), session.tokens))


@pytest.mark.parametrize("trouble", Trouble)
def test_one_post_stands_whatever_happens_on_the_way(
    world: World, session: Grant, proxy: Proxy, trouble: Trouble
) -> None:
    channel = troubled(world, session, proxy)
    (post,) = ready(channel, Draft(f"{TEXT} ({trouble})"))
    before = len(posts_of(world.ana))
    since = now()
    proxy.plan("putRecord", trouble)
    if trouble is Trouble.SLOW:
        receipt = channel.publish(post)
    else:
        assert failure(Unclear, lambda: channel.publish(post)).may_repeat
        found = channel.find(post, since=since)
        is_there = trouble not in {Trouble.BEFORE, Trouble.LATE}
        assert isinstance(found, Receipt) is is_there
        receipt = channel.publish(post)  # a caller would only do so after "absent"
        assert found in {receipt, Unseen.ABSENT}
    for thread in proxy.late:
        thread.join()
    assert channel.find(post, since=since) == receipt
    assert len(posts_of(world.ana)) == before + 1


@pytest.mark.parametrize("trouble", [Trouble.BEFORE, Trouble.AFTER, Trouble.RESET, Trouble.CUT])
def test_preparing_and_looking_are_never_unclear(
    world: World, session: Grant, proxy: Proxy, trouble: Trouble, tmp_path: Path
) -> None:
    channel = troubled(world, session, proxy)
    draft = Draft(TEXT, media=(golden.media(tmp_path, f"{trouble}.jpg"),))
    proxy.plan("uploadBlob", trouble)
    failure(Busy, lambda: ready(channel, draft))
    (post,) = ready(channel, draft)
    receipt = channel.publish(post)
    proxy.plan("getRecord", trouble)
    failure(Busy, lambda: channel.find(post, since=now()))
    proxy.plan("deleteRecord", trouble)
    assert failure(Unclear, lambda: channel.withdraw(receipt)).may_repeat
    channel.withdraw(receipt)
    assert channel.look(receipt) is Unseen.ABSENT

"""Writing: what is shown before is what leaves, nothing typed is lost, and a stop stops."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from aboveboard.channels.connecting import Tokens
from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.accounts.tests.made import account_of, kept
from aboveboard.rooms.boundaries.models import Boundary, Consent
from aboveboard.rooms.publishing import composing
from aboveboard.rooms.publishing.destinations import destinations
from aboveboard.rooms.publishing.media_files import path_of
from aboveboard.rooms.publishing.models import (
    Owned,
    Part,
    Picture,
    Publication,
    Release,
    Slot,
    State,
)
from aboveboard.rooms.publishing.plan import plan
from aboveboard.rooms.publishing.preview import Written, composed, preview
from aboveboard.rooms.publishing.schedule import Content
from aboveboard.rooms.publishing.tests.scripted import START
from aboveboard.rooms.publishing.wish import wish_of
from aboveboard.rooms.workspaces.models import AuditEntry

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from aboveboard.rooms.publishing.tests.scripted import World
    from conftest import Cast

LINKEDIN = {"network": "linkedin", "server": "https://api.linkedin.com", "handle": "noor"}


@pytest.fixture(autouse=True)
def _present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: START)


@pytest.fixture
def mastodon(cast: Cast) -> Account:
    one = account_of(cast.workspace)
    kept(one, Tokens("t", scopes=frozenset({"read", "write"})))
    return one


@pytest.fixture
def linkedin(cast: Cast) -> Account:
    one = account_of(cast.workspace, **LINKEDIN)
    kept(one, Tokens("t", scopes=frozenset({"openid", "profile", "w_member_social"})))
    return one


def png(width: int = 40, height: int = 30) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "PNG")
    return file.getvalue()


def on_its_side() -> bytes:
    """A picture as a telephone held upright takes it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(file, "JPEG", exif=exif)
    return file.getvalue()


def upload(name: str = "pot.png", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png() if data is None else data, "image/png")


def send(browser: Client, cast: Cast, **fields: Any) -> Any:
    address = reverse("publishing:write", args=[cast.workspace.pk])
    usual = {"text": "We lost the order.", "when": "now", "zone": "Europe/Brussels"}
    return browser.post(address, {**usual, **fields})


def look(browser: Client, cast: Cast, **fields: Any) -> str:
    address = reverse("publishing:look", args=[cast.workspace.pk])
    return browser.post(address, fields).content.decode()


def test_the_page_opens_with_every_account_and_what_it_cannot_do(
    browser: Client, cast: Cast, mastodon: Account, linkedin: Account
) -> None:
    account_of(cast.workspace, name="Old one", state=Account.State.LAPSED)
    said = browser.get(reverse("publishing:write", args=[cast.workspace.pk])).content.decode()
    assert "When no answer comes, we ask you whether it appeared." in said
    assert "Connect it again first." in said
    assert said.count('name="account"') == 3
    assert said.count("disabled") >= 1


def test_accounts_to_choose_take_two_queries_however_many(
    cast: Cast,
    mastodon: Account,
    linkedin: Account,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        made = destinations(cast.workspace.pk, now=lambda: START)
    assert [one.channel is not None for one in made] == [True, True]


def test_a_text_is_planned_for_now_and_leads_to_its_page(
    browser: Client, cast: Cast, mastodon: Account
) -> None:
    answer = send(browser, cast, account=mastodon.pk, plan="1")
    one = Publication.objects.get()
    assert answer["Location"].startswith(
        reverse("publishing:publication", args=[cast.workspace.pk, one.pk])
    )
    assert (one.text, one.state, one.due_at) == ("We lost the order.", State.SCHEDULED, START)
    assert b"written.js" in browser.get(answer["Location"]).content


def test_several_accounts_get_a_promise_each_and_words_of_their_own(
    browser: Client, cast: Cast, mastodon: Account, linkedin: Account
) -> None:
    answer = send(
        browser,
        cast,
        account=[mastodon.pk, linkedin.pk],
        plan="1",
        **{f"variant-{linkedin.pk}": "On LinkedIn: we lost it."},
    )
    assert "/releases/" in answer["Location"]
    texts = {one.account.network: one.text for one in Publication.objects.all()}
    assert texts == {"mastodon": "We lost the order.", "linkedin": "On LinkedIn: we lost it."}
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": " "}, "Write something first."),
        ({"account": []}, "Choose at least one account."),
        ({"when": "at", "day": "2026-11-20", "time": "08:30"}, "That time has passed."),
        ({"when": "at", "day": "never", "time": "08:30"}, "This is not a day and a time."),
        ({"when": "at", "day": "0001-01-01", "time": "00:01"}, "This is not a day and a time."),
        ({"when": "slot"}, "An account has no free slot."),
        ({"heavy": "on"}, "A heavy text rests for 12 hours first."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    browser: Client, cast: Cast, mastodon: Account, fields: dict[str, Any], words: str
) -> None:
    usual = {
        "account": mastodon.pk,
        "plan": "1",
        "warning": "about money",
        "link_title": "Page",
    }
    answer = send(browser, cast, **(usual | fields))
    said = answer.content.decode()
    assert answer.status_code == 422
    assert words in said
    assert 'value="about money"' in said
    assert 'value="Page"' in said
    assert not Publication.objects.exists()


def test_a_wall_clock_time_in_a_zone_is_kept_as_it_was_wished(
    browser: Client, cast: Cast, mastodon: Account
) -> None:
    send(
        browser,
        cast,
        account=mastodon.pk,
        when="at",
        day="2027-03-28",
        time="02:30",
        zone="Europe/Brussels",
        plan="1",
    )
    one = Publication.objects.get()
    assert (one.wish, one.zone) == ("2027-03-28T02:30", "Europe/Brussels")
    assert one.due_at.isoformat() == "2027-03-28T01:30:00+00:00"


def test_a_gap_of_the_clock_is_shown_before(
    browser: Client, cast: Cast, mastodon: Account
) -> None:
    said = look(
        browser,
        cast,
        text="x",
        when="at",
        day="2027-03-28",
        time="02:30",
        zone="Europe/Brussels",
    )
    assert "it becomes 03:30" in said


def test_the_next_free_slot_is_each_accounts_own(
    browser: Client, cast: Cast, mastodon: Account, linkedin: Account
) -> None:
    for account, at in ((mastodon, "08:30"), (linkedin, "17:00")):
        Slot.objects.create(account=account, weekday=2, at=at, zone="UTC")
    send(browser, cast, account=[mastodon.pk, linkedin.pk], when="slot", plan="1")
    wishes = {one.account.network: one.wish for one in Publication.objects.all()}
    assert wishes == {"mastodon": "2026-11-25T08:30", "linkedin": "2026-11-25T17:00"}


def test_pictures_are_kept_once_and_shown_with_what_is_done_to_them(
    browser: Client, cast: Cast, mastodon: Account
) -> None:
    data = on_its_side()
    said = send(
        browser, cast, account=mastodon.pk, files=[upload("a.jpg", data), upload("b.jpg", data)]
    ).content.decode()
    picture = Picture.objects.get()
    assert path_of(picture.sha256).read_bytes() == data
    assert said.count('name="picture"') == 1
    assert (picture.width, picture.height) == (300, 400)
    assert "300 × 400" in said
    assert "turned upright" in said
    assert "without a description" in said
    answer = browser.get(reverse("publishing:brought", args=[cast.workspace.pk, picture.pk]))
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_alt_text_and_order_go_along(browser: Client, cast: Cast, mastodon: Account) -> None:
    send(browser, cast, files=[upload("a.png"), upload("b.png", png(50, 50))])
    first, second = Picture.objects.order_by("pk")
    send(
        browser,
        cast,
        account=mastodon.pk,
        picture=[second.pk, first.pk],
        plan="1",
        **{f"alt-{first.pk}": "A pot", f"alt-{second.pk}": "An empty shelf"},
    )
    rows = Publication.objects.get().media.order_by("position")
    assert [(row.picture_id, row.description) for row in rows] == [
        (second.pk, "An empty shelf"),
        (first.pk, "A pot"),
    ]
    assert all(path_of(row.sha256).exists() for row in rows)


def test_a_picture_is_left_out_or_put_to_the_front(browser: Client, cast: Cast) -> None:
    send(browser, cast, files=[upload("a.png"), upload("b.png", png(50, 50))])
    first, second = Picture.objects.order_by("pk")
    both = [first.pk, second.pk]
    said = send(browser, cast, picture=both, front=str(second.pk)).content.decode()
    assert said.index(f'name="picture" value="{second.pk}"') < said.index(
        f'name="picture" value="{first.pk}"'
    )
    said = send(browser, cast, picture=both, drop=str(first.pk)).content.decode()
    assert f'name="picture" value="{first.pk}"' not in said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This kind of file is not kept here."),
        (b"%!PS", "This kind of file is not kept here."),
        (png()[:60], "This file cannot be opened."),
    ],
)
def test_a_hostile_file_is_refused_and_the_text_stays(
    browser: Client, cast: Cast, data: bytes, words: str
) -> None:
    answer = send(browser, cast, files=[upload("x.png", data)])
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "We lost the order." in answer.content.decode()
    assert not Picture.objects.exists()


def test_anothers_pictures_and_accounts_are_not_taken(
    stranger_browser: Client, browser: Client, cast: Cast, mastodon: Account
) -> None:
    send(browser, cast, files=[upload()])
    picture = Picture.objects.get()
    mine = cast.stranger.workspace
    said = stranger_browser.post(
        reverse("publishing:write", args=[mine.pk]),
        {"text": "x", "picture": picture.pk, "account": mastodon.pk, "plan": "1"},
    ).content.decode()
    assert 'name="picture"' not in said
    assert not Publication.objects.exists()
    for name, number in (("brought", picture.pk),):
        address = reverse(f"publishing:{name}", args=[mine.pk, number])
        assert stranger_browser.get(address).status_code == 404


def test_the_preview_counts_as_the_network_counts_and_shows_the_point(
    browser: Client, cast: Cast, linkedin: Account
) -> None:
    said = look(browser, cast, text="x" * 2990, account=linkedin.pk)
    assert "2,990 of 3,000" in said
    said = look(browser, cast, text="x" * 3012, account=linkedin.pk)
    assert "12 too many" in said
    assert f'<mark class="past">{"x" * 12}</mark>' in said


def test_a_long_text_is_shown_as_the_thread_it_becomes(
    browser: Client, cast: Cast, mastodon: Account
) -> None:
    said = look(browser, cast, text="We lost it and say so. " * 60, account=mastodon.pk)
    assert "1/3" in said
    assert "3/3" in said


def test_what_a_network_does_not_have_is_said_before(
    browser: Client, cast: Cast, linkedin: Account
) -> None:
    said = look(browser, cast, text="x", account=linkedin.pk, warning="about money")
    assert "LinkedIn has no warnings" in said
    said = look(browser, cast, text="x", account=linkedin.pk, visibility="unlisted")
    assert "The network does not offer this choice of who may see it." in said


def test_a_network_that_refuses_keeps_it_from_being_planned(
    browser: Client, cast: Cast, linkedin: Account
) -> None:
    answer = send(browser, cast, text="x" * 3012, account=linkedin.pk, plan="1")
    assert answer.status_code == 422
    assert not Publication.objects.exists()


@pytest.mark.parametrize("network", ["mastodon", "linkedin"])
def test_the_preview_is_what_is_frozen_and_sent(
    network: str,
    world: World,
    cast: Cast,
    mastodon: Account,
    linkedin: Account,
    browser: Client,
) -> None:
    account = {"mastodon": mastodon, "linkedin": linkedin}[network]
    channel = composing.channel_to_compose(account, now=world.clock)
    assert channel is not None
    send(browser, cast, files=[upload("shelf.png", png(900, 700))])
    written = Written(
        "Hello @noor@social.example, see https://example.org #honest. " * 9,
        pictures=((Picture.objects.get(), "An empty shelf"),),
        language="en",
    )
    shown = preview(account, channel, written, now=START)
    assert shown.content is not None
    world.channel.compose = channel.compose  # type: ignore[method-assign]
    [promise] = plan(
        {account: shown.content}, by=cast.noor, wish=wish_of(START, "UTC"), now=START
    )
    world.work()
    parts = list(Part.objects.filter(publication=promise).order_by("position"))
    assert [part.outgoing["text"] for part in parts] == [post.text for post in shown.posts]
    again = composed(shown.content, channel, key=str(promise.key), now=START)
    for part, post in zip(parts, again, strict=True):
        assert [one["sha256"] for one in part.outgoing["media"]] == [
            one.sha256 for one in post.media
        ]
        assert [mark[3] for mark in part.outgoing["marks"]] == [
            mark.target for mark in post.marks
        ]
    assert parts[0].outgoing["media"][0]["description"] == "An empty shelf"
    assert shown.posts[0].pictures[0].sha256 == parts[0].outgoing["media"][0]["sha256"]


def boundary(cast: Cast, name: str = "Mandelaar", **more: Any) -> Boundary:
    return Boundary.objects.create(
        workspace=cast.workspace,
        about="term",
        name=name,
        created_at=START,
        updated_at=START,
        **more,
    )


def test_a_boundary_that_says_stop_keeps_it_back_until_it_is_owned(
    browser: Client, cast: Cast, mastodon: Account
) -> None:
    boundary(cast)
    fields: dict[str, Any] = {"text": "Mandelaar left us.", "account": mastodon.pk, "plan": "1"}
    answer = send(browser, cast, **fields)
    assert answer.status_code == 422
    assert "A boundary says stop." in answer.content.decode()
    assert not Publication.objects.exists()
    send(browser, cast, **fields, why="They told it themselves today.")
    owned = Owned.objects.get()
    assert (owned.reason, owned.member) == ("They told it themselves today.", cast.noor)
    assert AuditEntry.objects.filter(deed="own stops").count() == 1


def test_an_editor_cannot_take_a_stop_upon_them(cast: Cast, mastodon: Account) -> None:
    boundary(cast)
    with pytest.raises(NotAllowed):
        plan(
            {mastodon: Content("Mandelaar left us.")},
            by=cast.sam,
            wish=wish_of(START, "UTC"),
            now=START,
            why="I think so.",
        )
    assert not Publication.objects.exists()


@pytest.mark.parametrize("where", ["warning", "link_title", "description"])
def test_a_stop_is_found_wherever_somebody_could_read_it(
    where: str, cast: Cast, mastodon: Account, browser: Client
) -> None:
    from aboveboard.rooms.publishing.schedule import FittedPicture

    boundary(cast)
    send(browser, cast, files=[upload()])
    picture = FittedPicture(Picture.objects.get(), "0" * 64, "image/png", 9, "Mandelaar")
    content = (
        Content("Hi", media=(picture,))
        if where == "description"
        else Content("Hi", **{where: "Mandelaar"})  # type: ignore[arg-type]
    )
    with pytest.raises(Invalid) as bad:
        plan({mastodon: content}, by=cast.noor, wish=wish_of(START, "UTC"), now=START)
    assert bad.value.facts["rule"] == "boundary"


def test_a_boundary_drawn_meanwhile_gives_it_back_at_the_last_moment(
    world: World, cast: Cast
) -> None:
    one = world.promise("Mandelaar left us.", after=3600)
    boundary(cast)
    world.clock.pass_by(3600)
    world.work()
    one.refresh_from_db()
    assert (one.state, one.reason) == (State.RETURNED, "boundary")
    assert world.channel.sent == []


def test_the_page_shows_what_says_stop_and_takes_an_owners_reason(
    world: World, cast: Cast, browser: Client
) -> None:
    one = world.promise("Mandelaar left us.")
    boundary(cast)
    world.work()
    page = reverse("publishing:publication", args=[cast.workspace.pk, one.pk])
    said = browser.get(page).content.decode()
    assert "What says stop" in said
    assert "<q>Mandelaar</q>" in said
    own = reverse("publishing:own", args=[cast.workspace.pk, one.pk])
    assert browser.post(own, {"why": " "}).status_code == 422
    assert browser.post(own, {"why": "They told it themselves."}).status_code == 302
    browser.post(reverse("publishing:send", args=[cast.workspace.pk, one.pk]))
    world.work()
    one.refresh_from_db()
    assert one.state == State.PUBLIC


def test_public_words_are_not_changed_into_what_a_boundary_stops(
    world: World, cast: Cast, browser: Client
) -> None:
    one = world.promise("Hello.")
    world.work()
    boundary(cast)
    address = reverse("publishing:edit", args=[cast.workspace.pk, one.pk])
    answer = browser.post(address, {"text": "Mandelaar left us."})
    assert answer.status_code == 422
    assert "A boundary says stop." in answer.content.decode()
    one.refresh_from_db()
    assert one.state == State.PUBLIC


def test_a_consent_taken_back_meanwhile_gives_it_back(world: World, cast: Cast) -> None:
    person = Consent.objects.create(
        workspace=cast.workspace,
        name="Benoît Tavernier",
        folded="benoît tavernier\n",
        state="given",
        created_at=START,
        updated_at=START,
    )
    one = world.promise("Benoît Tavernier helped us.", after=60)
    other = world.promise("Benoît Tavernier helped us.", after=7200)
    world.clock.pass_by(60)
    world.work()
    one.refresh_from_db()
    assert one.state == State.PUBLIC
    person.state, person.updated_at = "withdrawn", world.clock.now
    person.save()
    world.clock.pass_by(7200)
    world.work()
    other.refresh_from_db()
    assert (other.state, other.reason) == (State.RETURNED, "boundary")


def test_what_an_owner_took_upon_them_goes_out_but_nothing_more(
    world: World, cast: Cast
) -> None:
    boundary(cast)
    [one] = plan(
        {world.account: Content("Mandelaar left us.")},
        by=cast.noor,
        wish=wish_of(START + timedelta(hours=1), "UTC"),
        now=START,
        why="They told it themselves.",
    )
    [two] = plan(
        {world.account: Content("Mandelaar left us, and Zuidkorf too.")},
        by=cast.noor,
        wish=wish_of(START + timedelta(hours=2), "UTC"),
        now=START,
        why="They told it themselves.",
    )
    boundary(cast, "Zuidkorf")
    world.clock.pass_by(3600)
    world.work()
    world.clock.pass_by(3600)
    world.work()
    for promise in (one, two):
        promise.refresh_from_db()
    assert one.state == State.PUBLIC
    assert (two.state, two.reason) == (State.RETURNED, "boundary")


def test_a_thread_that_has_begun_goes_on_past_a_new_boundary(world: World, cast: Cast) -> None:
    from aboveboard.channels.port import NotSent, Reason

    world.channel.parts = 2
    one = world.promise("Mandelaar left us.")
    world.channel.script.extend([("", None), ("before", NotSent(Reason.CONNECTION))])  # type: ignore[list-item]
    world.work()
    boundary(cast)
    world.work_on(60)
    one.refresh_from_db()
    assert one.state == State.PUBLIC


def test_who_only_reads_writes_nothing(cast: Cast, mastodon: Account) -> None:
    from django.test import Client

    reader = Client()
    reader.force_login(cast.rik.user)
    assert (
        b"You only read here"
        in reader.get(reverse("publishing:write", args=[cast.workspace.pk])).content
    )
    assert send(reader, cast, account=mastodon.pk, plan="1").status_code == 403


def test_a_day_from_the_calendar_is_filled_in(browser: Client, cast: Cast) -> None:
    address = reverse("publishing:write", args=[cast.workspace.pk])
    said = browser.get(address + "?day=2026-12-24&time=08:30").content.decode()
    assert 'value="2026-12-24"' in said
    assert 'value="08:30"' in said
    assert browser.get(address + "?day=<script>").status_code == 200


def test_numbers_that_are_none_do_no_harm(browser: Client, cast: Cast) -> None:
    answer = send(
        browser,
        cast,
        account=["x", "9" * 40, "-1"],
        picture=["²", ""],
        drop="²",
        zone="Mars/Phobos",
        visibility="all",
        when="never",
        language="xx",
    )
    assert answer.status_code == 200

"""A boundary that says stop keeps a text back whenever it is met, until an owner takes it upon them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.boundaries.models import Boundary, Consent
from aboveboard.rooms.publishing.models import (
    Owned,
    Picture,
    Publication,
    State,
)
from aboveboard.rooms.publishing.plan import plan
from aboveboard.rooms.publishing.schedule import Content
from aboveboard.rooms.publishing.tests.scripted import START
from aboveboard.rooms.publishing.tests.written import send, upload
from aboveboard.rooms.publishing.wish import wish_of
from aboveboard.rooms.workspaces.models import AuditEntry

if TYPE_CHECKING:
    from django.test import Client

    from aboveboard.rooms.accounts.models import Account
    from aboveboard.rooms.publishing.tests.scripted import World
    from conftest import Cast

pytestmark = pytest.mark.usefixtures("present")


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

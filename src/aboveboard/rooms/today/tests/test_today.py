from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.publishing.models import Publication, State
from aboveboard.rooms.publishing.tests.scripted import World
from aboveboard.rooms.record.models import Moment, Target
from aboveboard.rooms.today.queries import today
from conftest import NOON

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from conftest import Cast

DAY = date(2026, 11, 24)


def moment(
    cast: Cast, text: str, kind: str, *, days_ago: int = 1, weight: int = 3, **more: object
) -> Moment:
    return Moment.objects.create(
        workspace=cast.workspace,
        text=text,
        kind=kind,
        weight=weight,
        happened_on=DAY - timedelta(days=days_ago),
        created_at=NOON,
        updated_at=NOON,
        **more,
    )


def post(cast: Cast, number: int) -> Post:
    return Post.objects.create(
        workspace=cast.workspace,
        network="linkedin",
        remote_id=str(number),
        where="a:1",
        written_at=NOON,
        text="x",
    )


def test_an_empty_workspace_begins_with_three_ways(browser: Client, cast: Cast) -> None:
    page = browser.get(f"/w/{cast.workspace.pk}/").content.decode()
    assert "What happened,<br>and what you showed." in page


def test_only_confirmed_links_count_as_shown(cast: Cast) -> None:
    told, guessed = moment(cast, "a", "win"), moment(cast, "b", "win")
    common = {"workspace": cast.workspace, "likeness": 0.9}
    Link.objects.create(moment=told, post=post(cast, 1), state="confirmed", **common)
    Link.objects.create(moment=guessed, post=post(cast, 2), state="proposed", **common)
    page = today(cast.workspace.pk, on=DAY, now=NOON)
    assert (page.wins.happened, page.wins.shown, page.proposals) == (2, 1, 1)


def test_the_prompt_is_the_heaviest_untold_moment_that_is_not_locked(cast: Cast) -> None:
    moment(cast, "light", "setback", weight=1)
    moment(cast, "heavy", "setback", weight=4)
    moment(cast, "locked", "setback", weight=5, openness="never")
    prompt = today(cast.workspace.pk, on=DAY, now=NOON).prompt
    assert prompt is not None
    assert prompt.text == "heavy"


def test_what_was_removed_is_counted_nowhere(cast: Cast) -> None:
    moment(cast, "gone", "win", deleted_at=NOON)
    page = today(cast.workspace.pk, on=DAY, now=NOON)
    assert page.is_empty
    assert page.wins.happened == 0


def test_a_target_whose_day_has_come_waits(cast: Cast) -> None:
    common = {"workspace": cast.workspace, "value": 5, "created_at": NOON}
    Target.objects.create(what="Shops", due_on=DAY, **common)
    Target.objects.create(what="Later", due_on=DAY + timedelta(days=1), **common)
    assert [target.what for target in today(cast.workspace.pk, on=DAY, now=NOON).due] == [
        "Shops"
    ]


def test_an_account_that_lapsed_needs_somebody(browser: Client, cast: Cast) -> None:
    moment(cast, "one", "setback")
    Account.objects.create(
        workspace=cast.workspace,
        network="mastodon",
        remote_id="1",
        name="Gone Away",
        server="https://social.example",
        state=Account.State.LAPSED,
        reason="ended",
        connected_at=NOON,
        changed_at=NOON,
    )
    page = browser.get(f"/w/{cast.workspace.pk}/").content.decode()
    assert "One thing needs you" in page
    assert "To be connected again" in page
    assert "Gone Away" in page


def test_the_first_page_takes_few_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    moment(cast, "one", "setback")
    with django_assert_max_num_queries(11):
        today(cast.workspace.pk, on=DAY, now=NOON)


def test_the_palette_finds_rooms_and_moments(browser: Client, cast: Cast) -> None:
    moment(cast, "Zuidkorf haalt ons uit 38 winkels", "setback")
    found = browser.get(
        f"/w/{cast.workspace.pk}/go/", {"part": "1", "q": "zuidkorf"}
    ).content.decode()
    assert "38 winkels" in found
    rooms = browser.get(f"/w/{cast.workspace.pk}/go/", {"part": "1", "q": ""}).content.decode()
    assert "Mirror" in rooms


def test_what_is_found_is_cut_with_a_sign_and_dated_in_words(
    browser: Client, cast: Cast
) -> None:
    moment(cast, "Zuidkorf " + "haalt ons uit de winkels " * 9, "setback")
    page = browser.get(f"/w/{cast.workspace.pk}/go/", {"q": "zuidkorf"}).content.decode()
    assert "…</a>" in page
    day = DAY - timedelta(days=1)
    assert f"{day.day} {day:%B %Y}" in page


def test_publications_that_need_somebody_come_first_and_those_of_today_are_told(
    cast: Cast, browser: Client
) -> None:
    world = World(cast.noor)
    later, asked = world.promise("Out at five.", after=600), world.promise("There?", after=60)
    Publication.objects.filter(pk=asked.pk).update(state=State.ASKED)
    page = today(cast.workspace.pk, on=DAY, now=NOON)
    assert [one.number for one in page.undecided] == [str(asked.pk)]
    assert [one.number for one in page.going_out] == [str(later.pk)]
    assert page.waiting == 1
    moment(cast, "not empty", "win")
    text = browser.get(f"/w/{cast.workspace.pk}/").content.decode()
    assert f"/calendar/publications/{asked.pk}/" in text

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from aboveboard.rooms.record import queries, shown
from aboveboard.rooms.record.filtered import Filters
from aboveboard.rooms.record.models import Moment
from aboveboard.rooms.record.queries import Cursor, search, tally, timeline
from aboveboard.rooms.record.tests.made import moment
from conftest import NOON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from conftest import Cast


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Test the record as if no higher room were there."""
    monkeypatch.setattr(shown, "SHOWN", None)


def many(cast: Cast, number: int) -> None:
    Moment.objects.bulk_create(
        Moment(
            workspace=cast.workspace,
            text=f"moment {n}",
            happened_on=date(2026, 11, 20) - timedelta(days=n // 3),
            kind=("win", "setback")[n % 2],
            created_at=NOON,
            updated_at=NOON,
        )
        for n in range(number)
    )


def test_pages_hold_every_moment_once_newest_first(cast: Cast) -> None:
    many(cast, 120)
    seen, after = [], None
    while True:
        page = timeline(cast.workspace.pk, after=after)
        seen += [(row.happened_on, row.id) for row in page.rows]
        if page.after is None:
            break
        after = Cursor.read(str(page.after))
    assert len(set(seen)) == 120
    assert seen == sorted(seen, reverse=True)


def test_a_page_takes_three_queries(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(cast, 60)
    with django_assert_num_queries(3):
        assert len(timeline(cast.workspace.pk).rows) == queries.PAGE


def test_the_whole_page_takes_a_handful_of_queries(
    browser: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many(cast, 60)
    with django_assert_max_num_queries(14):  # two for the session, one for the seat
        browser.get(f"/w/{cast.workspace.pk}/record/")


def test_filters_narrow_it_down(cast: Cast) -> None:
    old = moment(cast.noor, "old", happened_on=date(2024, 2, 1), kind="win", topics=["Shops"])
    new = moment(cast.noor, "new", topics=["Money"])

    def ids(**wish: object) -> list[int]:
        return [row.id for row in timeline(cast.workspace.pk, Filters(**wish)).rows]  # type: ignore[arg-type]

    assert ids() == [new.pk, old.pk]
    assert ids(kind="win") == [old.pk]
    assert ids(topic="SHOPS") == [old.pk]
    assert ids(year=2024) == [old.pk]
    assert ids(words="new") == [new.pk]
    assert ids(kind="win", words="new") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("élève", 1),
        ("eleve", 1),
        ("ELE", 1),
        ("order eleve", 1),
        ("secret", 1),
        ("el order", 0),
        ("unrelated", 0),
        ("14", 1),
        ("140", 1),
        ("--", 0),
        ('" OR 1=1', 0),
        ("NEAR(", 0),
    ],
)
def test_search_finds_words_without_accents_in_text_and_note(
    cast: Cast, words: str, found: int
) -> None:
    moment(cast.noor, "The order of the Élève: 1.140 jars", note="a secret")
    assert len(search(cast.workspace.pk, words)) == found


def test_the_index_follows_every_change(cast: Cast) -> None:
    kept = moment(cast.noor, "lentils")
    kept.text = "beetroot"
    kept.save()
    assert not search(cast.workspace.pk, "lentils")
    assert search(cast.workspace.pk, "beetroot")
    kept.delete()
    assert not search(cast.workspace.pk, "beetroot")


def test_nothing_of_another_workspace_is_found(cast: Cast) -> None:
    moment(cast.stranger, "lentils", topics=["Shops"])
    assert not search(cast.workspace.pk, "lentils")
    assert not timeline(cast.workspace.pk).rows
    assert not timeline(cast.workspace.pk, Filters(topic="shops")).rows
    assert queries.topic_names(cast.workspace.pk) == []
    assert tally(cast.workspace.pk).all == 0


def test_what_is_removed_is_nowhere(cast: Cast) -> None:
    moment(cast.noor, "lentils", deleted_at=NOON)
    assert not search(cast.workspace.pk, "lentils")
    assert not timeline(cast.workspace.pk).rows
    assert tally(cast.workspace.pk).all == 0
    assert queries.years(cast.workspace.pk) == []


def test_counts_and_years(cast: Cast) -> None:
    moment(cast.noor, kind="win", happened_on=date(2024, 1, 1))
    moment(cast.noor)
    assert tally(cast.workspace.pk) == queries.Tally(win=1, setback=1)
    assert queries.years(cast.workspace.pk) == [2026, 2025, 2024]


@pytest.mark.parametrize(
    "written", ["", "x", "2026-11-20", "2026-13-01.5", "2026-11-20.x", "é.1"]
)
def test_a_cursor_that_is_none_starts_at_the_top(written: str) -> None:
    assert Cursor.read(written) is None


def test_a_higher_room_can_say_what_was_shown(
    browser: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, untold = moment(cast.noor, "told"), moment(cast.noor, "untold")
    address = f"/w/{cast.workspace.pk}/record/"
    assert "Not shown" not in browser.get(address).content.decode()

    def hook(workspace_id: int, ids: Sequence[int]) -> dict[int, str]:
        assert (workspace_id, set(ids)) == (cast.workspace.pk, {told.pk, untold.pk})
        return {told.pk: "Shown on LinkedIn after 1 day"}

    monkeypatch.setattr(shown, "SHOWN", hook)
    page = browser.get(address).content.decode()
    assert "Shown on LinkedIn after 1 day" in page
    assert "Not shown" in page
    assert 'aria-label="Setback, shown"' in page
    assert 'aria-label="Setback, not shown"' in page


def test_the_page_shows_filters_months_and_an_empty_state(browser: Client, cast: Cast) -> None:
    address = f"/w/{cast.workspace.pk}/record/"
    assert b"data-until-kept" in browser.get(address).content
    moment(
        cast.noor, "<b>Lost</b>", topics=["R&D"], happened_on=date(2025, 3, 1), language="en"
    )
    page = browser.get(address).content.decode()
    assert "March 2025" in page
    assert "&lt;b&gt;Lost" in page
    assert "?topic=R%26D" in page
    empty = browser.get(address, {"kind": "win", "q": "x", "year": "20xx", "after": "?"})
    assert "Nothing in your record fits" in empty.content.decode()


def test_htmx_gets_the_next_page_alone_and_a_month_goes_on(browser: Client, cast: Cast) -> None:
    many(cast, 60)
    after = timeline(cast.workspace.pk).after
    answer = browser.get(
        f"/w/{cast.workspace.pk}/record/", {"after": str(after)}, headers={"hx-request": "true"}
    )
    part = answer.content.decode()
    assert part.count("data-item") == 10
    assert "<html" not in part
    assert "goes-on" in part


def test_a_reader_sees_the_record_and_no_way_to_change_it(cast: Cast, client: Client) -> None:
    moment(cast.noor, "lost")
    client.force_login(cast.rik.user)
    page = client.get(f"/w/{cast.workspace.pk}/record/").content.decode()
    assert "lost" in page
    assert 'id="capture"' not in page
    assert "data-press" not in page

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from aboveboard.rooms.record import filtered, queries
from aboveboard.rooms.record.filtered import Filters
from aboveboard.rooms.record.queries import tally, timeline
from aboveboard.rooms.record.tests.made import moment

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast

pytestmark = pytest.mark.django_db


def _some(cast: Cast) -> None:
    for number in range(40):
        moment(
            cast.noor,
            f"{('Beetroot', 'Lentils', 'Peas')[number % 3]} number {number}",
            happened_on=date(2026, 1, 1) - timedelta(days=17 * number),
            kind=("win", "setback", "lesson", "neutral")[number % 4],
            topics=[("Shops", "Team")[number % 2]] if number % 5 else [],
        )


def _expected(filters: Filters, rows: tuple[queries.MomentRow, ...]) -> list[int]:
    return [
        row.id
        for row in rows
        if not filters.kind or row.kind == filters.kind
        if not filters.topic or filters.topic.capitalize() in row.topics
        if filters.words.lower() in row.text.lower()
        if filters.year is None or row.happened_on.year == filters.year
    ]


@pytest.mark.parametrize("few", [0, 10, 1000])
def test_every_choice_shows_the_same_rows_from_whichever_side_they_are_found(
    cast: Cast, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _some(cast)
    moment(cast.stranger, "Beetroot", topics=["Shops"], kind="win")
    monkeypatch.setattr(filtered, "FEW", few)
    everything = timeline(cast.workspace.pk).rows
    choices = product(("", "win"), ("", "shops", "nowhere"), ("", "beet", "xyz"), (None, 2025))
    for kind, topic, words, year in choices:
        filters = Filters(kind=kind, topic=topic, words=words, year=year)
        found, after = [], None
        while True:
            page = timeline(cast.workspace.pk, filters, after=after, limit=7)
            found += [row.id for row in page.rows]
            if (after := page.after) is None:
                break
        assert found == _expected(filters, everything)


def test_above_the_border_it_is_only_said_that_there_are_more(
    browser: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "COUNTED", 3)
    for _ in range(3):
        moment(cast.noor, kind="win")
    moment(cast.noor, kind="lesson")
    assert tally(cast.workspace.pk).words == {
        "all": "3+",
        "win": "3",
        "setback": "0",
        "lesson": "1",
        "neutral": "0",
    }
    moment(cast.noor, kind="win")
    assert tally(cast.workspace.pk).words["win"] == "3+"
    page = browser.get(reverse("record:timeline", args=[cast.workspace.pk])).content.decode()
    assert page.count('<span class="n">3+</span>') == 2

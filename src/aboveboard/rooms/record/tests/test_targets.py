from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.errors import Invalid
from aboveboard.rooms.record.models import Target
from aboveboard.rooms.record.numbers import number_in
from aboveboard.rooms.record.settle import settle
from aboveboard.rooms.record.target_rows import in_unit, row_of, targets, targets_now
from aboveboard.rooms.record.targets import judged
from aboveboard.rooms.record.tests.made import target
from conftest import NOON

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from conftest import Cast

GOOD = {
    "what": "Sales",
    "value": "620 000",
    "unit": "€",
    "direction": "at_least",
    "due_on": "2026-12-31",
    "note": "",
}


@pytest.mark.parametrize(
    ("value", "outcome", "direction", "state"),
    [
        ("240", "212", "at_least", "missed"),
        ("240", "240", "at_least", "met"),
        ("2", "1.6", "at_most", "met"),
        ("2", "2.1", "at_most", "missed"),
        ("0", "-31000", "at_least", "missed"),
    ],
)
def test_the_numbers_say_whether_it_was_met(
    value: str, outcome: str, direction: str, state: str
) -> None:
    assert judged(Decimal(value), Decimal(outcome), direction=direction) == state


def test_a_settled_target_says_by_how_much(cast: Cast) -> None:
    kept = target(cast.noor, value=Decimal(240))
    settle(kept, outcome=Decimal(212), by=cast.noor, now=NOON)
    row = row_of(kept)
    assert (row.state, row.state_words, row.settled_on) == (
        "missed",
        "missed by 28",
        date(2026, 11, 24),
    )
    settle(kept, outcome=Decimal("240.5"), by=cast.noor, now=NOON)
    assert row_of(kept).state_words == "met, with 0.5 to spare"
    settle(kept, outcome=Decimal(240), by=cast.noor, now=NOON)
    assert row_of(kept).state_words == "met exactly"
    assert 'aria-label="Shops: target 240, outcome 240"' in row_of(kept).bar


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        ("620000.0000", "€", "€ 620,000"),
        ("46.5000", "t", "46.5 t"),
        ("0.0000", "", "0"),
        ("-31000", "€", "€ -31,000"),
        ("100", "winkels", "100 winkels"),
    ],
)
def test_numbers_stand_with_their_unit(number: str, unit: str, words: str) -> None:
    assert in_unit(Decimal(number), unit) == words


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1250.50", "1250.50"),
        ("1250,50", "1250.50"),
        ("€ 1.250,50", "1250.50"),
        ("1,250.50", "1250.50"),
        ("1.250.000", "1250000"),
        ("620 000", "620000"),
        ("−31000", "-31000"),
        ("2%", "2"),
    ],
)
def test_numbers_are_read_as_people_write_them(written: str, number: str) -> None:
    assert number_in(written, field="x") == Decimal(number)


@given(st.text(max_size=20))
def test_anything_is_a_number_that_fits_or_refused(written: str) -> None:
    try:
        assert abs(number_in(written, field="x")) < Decimal(10) ** 14
    except Invalid as refused:
        assert refused.facts["rule"] == "not_a_number"  # noqa: PT017  (either may be)


def test_open_targets_come_first_soonest_on_top(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    late = target(cast.noor, due_on=date(2027, 6, 1))
    soon = target(cast.noor)
    old = target(cast.noor, state="missed", outcome=1, due_on=date(2025, 1, 1))
    older = target(cast.noor, state="dropped", due_on=date(2024, 1, 1))
    target(cast.noor, deleted_at=NOON)
    target(cast.stranger)
    with django_assert_num_queries(1):
        rows = targets(cast.workspace.pk)
    assert [row.id for row in rows] == [soon.pk, late.pk, old.pk, older.pk]
    assert [row.id for row in targets_now(cast.workspace.pk, 2025)] == [
        old.pk,
        soon.pk,
        late.pk,
    ]


def address(cast: Cast, rest: str = "") -> str:
    return f"/w/{cast.workspace.pk}/record/targets/{rest}"


def test_a_target_from_promise_to_outcome_and_back(browser: Client, cast: Cast) -> None:
    assert browser.post(address(cast), GOOD).status_code == 302
    kept = Target.objects.get()
    assert (kept.value, kept.unit, kept.state) == (Decimal(620000), "€", "open")
    place = f"{kept.pk}/"
    assert "€ 620,000" in browser.get(address(cast)).content.decode()
    browser.post(address(cast, place + "settle/"), {"outcome": "548.000,0"})
    kept.refresh_from_db()
    assert (kept.state, kept.outcome) == ("missed", Decimal(548000))
    assert "missed by € 72,000" in browser.get(address(cast)).content.decode()
    browser.post(address(cast, place), GOOD | {"value": "500000", "note": "lower"})
    kept.refresh_from_db()
    assert (kept.state, kept.note) == ("met", "lower")
    browser.post(address(cast, place + "reopen/"))
    browser.post(address(cast, place + "drop/"))
    kept.refresh_from_db()
    assert (kept.state, kept.outcome) == ("dropped", None)
    browser.post(address(cast, place + "remove/"))
    assert browser.get(address(cast, place)).status_code == 404
    browser.post(address(cast, place + "restore/"))
    assert browser.get(address(cast, place)).status_code == 200


def test_what_is_wrong_is_said_at_its_field(browser: Client, cast: Cast) -> None:
    kept = target(cast.noor)
    for wrong in ({"value": "much"}, {"what": ""}, {"due_on": "soon"}, {"direction": "up"}):
        for place in (address(cast), address(cast, f"{kept.pk}/")):
            answer = browser.post(place, GOOD | wrong)
            assert answer.status_code == 422
            assert b'role="alert"' in answer.content
    answer = browser.post(address(cast, f"{kept.pk}/settle/"), {"outcome": "many"})
    assert answer.status_code == 422
    assert b'id="outcome-wrong"' in answer.content
    kept.refresh_from_db()
    assert kept.state == "open"


RESTS = ["", "settle/", "drop/", "reopen/", "remove/", "restore/"]


@pytest.mark.parametrize("rest", RESTS)
def test_a_stranger_finds_nothing_even_from_her_own_workspace(
    stranger_browser: Client, cast: Cast, rest: str
) -> None:
    kept = target(cast.noor, deleted_at=NOON if rest == "restore/" else None)
    hers = f"/w/{cast.stranger.workspace_id}/record/targets/{kept.pk}/{rest}"
    for place in (address(cast, f"{kept.pk}/{rest}"), hers):
        assert stranger_browser.post(place, GOOD | {"outcome": "1"}).status_code == 404


@pytest.mark.parametrize("rest", RESTS)
def test_a_reader_changes_nothing(client: Client, cast: Cast, rest: str) -> None:
    kept = target(cast.noor)
    client.force_login(cast.rik.user)
    assert client.post(address(cast, f"{kept.pk}/{rest}"), GOOD).status_code == 403
    assert client.post(address(cast), GOOD).status_code == 403
    assert client.get(address(cast)).status_code == 200
    assert client.get(address(cast, f"{kept.pk}/")).status_code == 200

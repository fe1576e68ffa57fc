from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.read import read
from aboveboard.rooms.boundaries.agree import ConsentWords, ask_consent, change_consent
from aboveboard.rooms.boundaries.draw import BoundaryWords, draw, redraw
from aboveboard.rooms.boundaries.known import known_boundaries
from aboveboard.rooms.boundaries.remove import remove, restore
from aboveboard.rooms.boundaries.tests.test_people import connected
from aboveboard.rooms.record.settle import settle
from aboveboard.rooms.record.targets import TargetWords, set_target
from conftest import NOON

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from conftest import Cast

TODAY = NOON.date()


def found(cast: Cast, text: str) -> list[tuple[str, str]]:
    known = Known(boundaries=known_boundaries(cast.workspace.pk), today=TODAY)
    findings = read(DraftText(text), known).findings
    return [(one.span.of(text), str(one.weight)) for one in findings]


def test_rules_are_known_as_they_are_edited(cast: Cast) -> None:
    assert known_boundaries(cast.workspace.pk) is None
    rule = draw(BoundaryWords("term", "Zilver", "never"), by=cast.noor, now=NOON)
    assert found(cast, "Zilver en goud") == [("Zilver", "stop")]
    second = NOON + timedelta(seconds=1)
    redraw(rule, BoundaryWords("term", "Goud", "ask"), by=cast.noor, now=second)
    assert found(cast, "Zilver en goud") == [("goud", "consider")]
    remove(rule, by=cast.noor, now=second + timedelta(seconds=1))
    assert known_boundaries(cast.workspace.pk) is None
    restore(rule, by=cast.noor, now=second + timedelta(seconds=2))
    assert found(cast, "Zilver en goud") == [("goud", "consider")]
    assert known_boundaries(cast.stranger.workspace_id) is None


def test_what_has_not_changed_is_not_compiled_again(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draw(BoundaryWords("term", "Zilver", "never"), by=cast.noor, now=NOON)
    first = known_boundaries(cast.workspace.pk)
    with django_assert_num_queries(2):
        assert known_boundaries(cast.workspace.pk) is first


def test_a_day_that_has_come_is_left_to_the_reading(cast: Cast) -> None:
    draw(
        BoundaryWords("term", "Zilver", "not_before", until=date(2026, 11, 24)),
        by=cast.noor,
        now=NOON,
    )
    draw(
        BoundaryWords("term", "Goud", "not_before", until=date(2026, 11, 25)),
        by=cast.noor,
        now=NOON,
    )
    assert found(cast, "Zilver en goud") == [("goud", "stop")]


def test_consent_decides_about_people(cast: Cast) -> None:
    words = ConsentWords("Ilse Verbeke", "Bakkerij Molen", "asked")
    person = ask_consent(words, by=cast.noor, now=NOON)
    text = "Met Ilse van Bakkerij Molen"
    assert found(cast, text) == [("Ilse", "consider")]
    for number, (state, expected) in enumerate(
        [("given", []), ("refused", [("Ilse", "stop")]), ("withdrawn", [("Ilse", "stop")])], 1
    ):
        change_consent(
            person,
            ConsentWords("Ilse Verbeke", "Bakkerij Molen", state),
            by=cast.noor,
            now=NOON + timedelta(seconds=number),
        )
        assert found(cast, text) == expected


def test_a_rule_about_somebody_goes_before_what_they_said(cast: Cast) -> None:
    ask_consent(ConsentWords("Ilse Verbeke", "", "given"), by=cast.noor, now=NOON)
    draw(BoundaryWords("person", "Ilse Verbeke", "never"), by=cast.noor, now=NOON)
    assert found(cast, "Met Ilse Verbeke") == [("Ilse Verbeke", "stop")]


def test_a_rule_for_connections_holds_for_each_without_consent(cast: Cast) -> None:
    connected(cast, "Ilse Verbeke", "Bakkerij Molen")
    connected(cast, "Rik Maes", "")
    connected(cast, "Noor", "")
    ask_consent(ConsentWords("Rik Maes", "", "given"), by=cast.noor, now=NOON)
    text = "Ilse Verbeke, Rik Maes en Noor"
    assert found(cast, text) == []
    draw(BoundaryWords("connections", "", "consent"), by=cast.noor, now=NOON)
    assert found(cast, text) == [("Ilse Verbeke", "consider")]


def test_numbers_of_open_targets_come_along_while_they_are_open(cast: Cast) -> None:
    words = TargetWords("omzet", Decimal(1250000), "€", "at_least", date(2027, 1, 1), "")
    target = set_target(words, by=cast.noor, now=NOON)
    text = "We mikken op 1,25 miljoen euro omzet."
    assert found(cast, text) == []
    draw(BoundaryWords("target", "", "never"), by=cast.noor, now=NOON)
    assert found(cast, text) == [("1,25 miljoen euro", "stop")]
    settle(target, outcome=Decimal(1300000), by=cast.noor, now=NOON)
    assert found(cast, text) == []


def test_a_text_that_is_tried_meets_the_boundaries(browser: Client, cast: Cast) -> None:
    draw(BoundaryWords("term", "Zilver", "never"), by=cast.noor, now=NOON)
    said = {"text": "Over zilver."}
    page = browser.post(f"/w/{cast.workspace.pk}/read/", said).content.decode()
    assert "You never share Zilver." in page

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.languages import Language
from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.fact import Fact, FactKind, Record, record_of
from aboveboard.reading.quantities.periods import Period, period_of, relative_period
from aboveboard.reading.read import Reading, read
from aboveboard.reading.written_record import facts_of

TODAY = date(2025, 2, 10)
OUTCOME, TARGET, MOMENT = FactKind.OUTCOME, FactKind.TARGET, FactKind.MOMENT


def outcome(text: str, number: str, unit: str, when: str = "2024") -> Fact:
    return Fact("1", OUTCOME, text, Decimal(number), unit, period_of(when), link="/t/1")


SALES = record_of([outcome("Omzet", "1150000", "EUR")])


def reading(text: str, record: Record | None = SALES, language: str = "nl") -> Reading:
    known = Known(
        skipped=frozenset({"tone", "boundaries", "bait", "humblebrag"}),
        record=record,
        today=TODAY,
    )
    return read(DraftText(text, Language(language)), known)


def state(text: str, record: Record = SALES, language: str = "nl") -> str:
    """Return the state of the last number of the text that is no date."""
    claims = [one for one in reading(text, record, language).claims if not one.quantity.day]
    return str(claims[-1].state)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1,15 miljoen euro", "supported"),
        ("1.150.000 euro", "supported"),
        ("€ 1 150 000", "supported"),
        ("1,2 miljoen euro", "supported"),
        ("ruim 1,1 miljoen euro", "supported"),
        ("bijna 1,2 miljoen euro", "supported"),
        ("1,3 miljoen euro", "differs"),
        ("1.190.000 euro", "differs"),
        ("ruim 1,2 miljoen euro", "differs"),
        ("1,25 miljoen euro", "differs"),
    ],
)
def test_a_number_is_judged_by_the_places_it_is_written_in(written: str, expected: str) -> None:
    assert state(f"In 2024 haalden we {written} omzet.") == expected


def test_a_number_that_differs_shows_both_with_the_entry_and_its_day() -> None:
    (found,) = reading("Vorig jaar haalden we 1,4 mln euro omzet.").findings
    assert found.rule == "backing.differs"
    assert dict(found.evidence) == {
        "written": "1,4 mln euro",
        "recorded": "1150000 EUR",
        "entry": "Omzet",
        "day": "2024-01-01/2024-12-31",
        "link": "/t/1",
    }


def test_a_supported_number_brings_no_finding_and_stands_among_the_claims() -> None:
    told = reading("Vorig jaar haalden we 1,2 mln euro omzet.")
    assert told.findings == ()
    assert [str(one.state) for one in told.claims] == ["supported"]


def test_without_a_record_nothing_is_said() -> None:
    text = "We haalden 3 miljoen euro omzet."
    assert reading(text, None) == Reading((), Language.NL, reading(text, None).arc)
    empty = reading(text, record_of([]))
    assert empty.findings == ()
    assert [one.state for one in empty.claims] == [None]


def test_numbers_the_record_lacks_come_in_one_note() -> None:
    text = "We plantten 40 bomen, voor 900 euro. En 12 % stierf."
    (found,) = reading(text).findings
    assert found.rule == "backing.not_in_record"
    assert found.evidence["count"] == "3"
    assert [one.of(text) for one in found.beside] == ["900 euro", "12 %"]


def test_several_entries_that_could_be_meant_are_unclear() -> None:
    record = record_of([outcome("Omzet", "900000", "EUR", "2023"), *_facts(SALES)])
    assert state("Onze omzet is 1 miljoen euro.", record) == "unclear"
    assert state("Onze omzet was 900.000 euro in 2023.", record) == "supported"


def _facts(record: Record) -> list[Fact]:
    return [one.fact for some in record.shelves.values() for one, *_ in some.entries]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Stel dat we in 2024 2 miljoen euro omzet hadden.", "nl"),
        ("We mikken op 2 miljoen euro omzet.", "nl"),
        ("Een concurrent haalde in 2024 2 miljoen euro omzet.", "nl"),
        ("Onze omzet groeide in 2024 met 600.000 euro.", "nl"),
        ("One client brought in €600,000 of revenue in 2024.", "en"),
        ("Nous visons 2 millions d'euros de chiffre d'affaires.", "fr"),
    ],
)
def test_a_wish_others_or_a_part_never_differ(text: str, language: str) -> None:
    assert state(text, language=language) != "differs"


def test_a_goal_is_compared_with_the_target_and_a_result_with_the_outcome() -> None:
    target = Fact("2", TARGET, "Omzet", Decimal(2_000_000), "€", period_of("2025-12-31"))
    record = record_of([*_facts(SALES), target])
    assert state("Ons doel: 2 miljoen euro omzet in 2025.", record) == "supported"
    assert state("Ons doel: 3 miljoen euro omzet in 2025.", record) == "differs"
    assert state("In 2024 haalden we 1,15 miljoen euro omzet.", record) == "supported"


def test_words_of_another_language_for_the_same_thing_are_the_same() -> None:
    assert state("Our revenue was €1.15m in 2024.", language="en") == "supported"
    assert state("En 2024, notre chiffre d'affaires : 1,4 M€.", language="fr") == "differs"


def test_the_numbers_in_the_text_of_a_moment_count() -> None:
    lost = Fact(
        "m",
        MOMENT,
        "We verloren 3 klanten na de prijsverhoging",
        period=period_of("2024-03-12"),
    )
    record = record_of([lost])
    assert state("We verloren drie klanten.", record) == "supported"
    assert state("We verloren 5 klanten na de prijsverhoging.", record) == "differs"
    assert state("We wonnen 5 klanten na de prijsverhoging.", record) == "not_in_record"


@given(st.integers(10, 9_999_999), st.integers(10, 9_999_999))
def test_writing_a_number_in_another_form_keeps_its_state(told: int, known: int) -> None:
    record = record_of([outcome("Omzet", str(known), "EUR")])
    dots = f"{told:,}".replace(",", ".")
    forms = [f"{dots} euro", f"€ {dots}", f"{told} EUR", dots.replace(".", "\u202f") + " euro"]
    states = {state(f"In 2024 haalden we {form} omzet.", record) for form in forms}
    assert len(states) == 1
    assert (states == {"supported"}) >= (told == known)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(-3, 3))
def test_periods_seen_from_a_day_hold_days_in_order(today: date, count: int) -> None:
    for unit in ("year", "quarter", "month", "week", "day"):
        period = relative_period(f"{unit}{count:+d}", today)
        assert period is not None
        assert period.first <= period.last
        assert count != 0 or period.holds(Period(today, today))


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"text": "x", "number": "veel"},
        {"text": "x", "number": "NaN"},
        {"text": "x", "when": "ooit"},
        {"text": "x", "when": {"from": "2024-01-01"}},
        {"text": "x", "kind": "dream"},
    ],
)
def test_an_entry_that_cannot_be_read_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError)):
        facts_of([entry])

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.rooms.mirror.words import hashtags, number, places, stem, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("klant", "klanten"),
        ("verkoop", "verkopen"),
        ("webshop", "webshops"),
        ("launch", "launched"),
        ("customer", "customers"),
        ("commande", "commandes"),
        ("lancé", "lancement"),
        ("l’équipe", "equipe"),
        ("Réunion", "reunion"),
    ],
)
def test_inflections_of_a_word_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("winkel", "winst"), ("tender", "trend"), ("budget", "bureau"), ("fournil", "fourchette")],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "word", ["het", "waarom", "about", "their", "notre", "maandag", "mei", "t"]
)
def test_words_that_say_nothing_are_left_out(word: str) -> None:
    assert stem(word) == ""


@pytest.mark.parametrize(
    "written", ["1140", "1.140", "1,140", "1 140", "1\u202f140", "1’140", "1140.00"]
)
def test_one_number_written_in_many_ways_is_one_number(written: str) -> None:
    assert words_of(f"We sold {written} bottles.").numbers == {"1140"}


def test_decimals_and_thousands_by_letter_are_read() -> None:
    assert words_of("12,5 % and 12.50 %").numbers == {"12.5"}
    assert words_of("From 12k to 1.5k").numbers == {"12000", "1500"}


def test_years_single_digits_and_days_of_a_month_are_no_numbers() -> None:
    words = words_of("In 2026, on 12 March, 2 people left; op 3 mei ook.")
    assert words.numbers == frozenset()
    assert words.days == {(3, 12), (5, 3)}


def test_names_are_capitals_inside_a_sentence() -> None:
    words = words_of("Gisteren zei Mandelaar nee. Morgen: Lille.")
    assert words.names == {stem("Mandelaar"), stem("Lille")}
    assert stem("Gisteren") in words.capitals


def test_a_hashtag_is_read_as_a_whole_and_by_its_words() -> None:
    text = "Terug van #BuildInPublic, zie a#b en https://example.org/#top"
    assert hashtags("One #Café and one #2026plan, #1 not") == ["Café", "2026plan"]
    assert {stem("build"), stem("public"), stem("buildinpublic")} <= words_of(text).stems


def test_the_places_of_reasons_are_found_in_both_notations() -> None:
    text = "1,140 bottles; Mandelaar's bottle."
    found = places(text, [("number", "1140"), ("word", "bottle"), ("days", "3")])
    assert [span.of(text) for span in found] == ["1,140", "bottles", "bottle"]


@given(st.text())
def test_any_text_is_read_and_its_places_lie_inside(text: str) -> None:
    words = words_of(text)
    reasons = [("word", word) for word in words.written.values()]
    reasons += [("number", value) for value in words.numbers]
    spans = places(text, reasons)
    assert all(span.end <= len(text) for span in spans)
    assert spans == sorted(spans)


@given(st.integers(min_value=0, max_value=10**9))
def test_grouping_does_not_change_a_number(value: int) -> None:
    assert number(f"{value:,}") == number(str(value)) == str(value)

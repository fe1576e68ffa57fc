from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.errors import Invalid
from aboveboard.rooms.record.capture_line import MAX_LINE, MAX_TOPICS, parse

TODAY = date(2026, 11, 24)
"""A Tuesday."""


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


@pytest.mark.parametrize(
    ("line", "happened_on"),
    [
        ("vandaag order verloren", TODAY),
        ("today we lost an order", TODAY),
        ("Aujourd’hui, rien", TODAY),
        ("gisteren klant verloren", day(11, 23)),
        ("lost a client yesterday", day(11, 23)),
        ("commande perdue hier", day(11, 23)),
        ("eergisteren ruzie", day(11, 22)),
        ("the day before yesterday we argued", day(11, 22)),
        ("avant-hier, dispute", day(11, 22)),
        ("vrijdag order kwijt", day(11, 20)),
        ("last Friday we won", day(11, 20)),
        ("afgelopen vrijdag gewonnen", day(11, 20)),
        ("vendredi dernier: gagné", day(11, 20)),
        ("dinsdag gevallen", day(11, 17)),
        ("last week Monday a call", day(11, 16)),
        ("vrijdag vorige week gevallen", day(11, 20)),
        ("lundi de la semaine dernière, chute", day(11, 16)),
        ("3 maart beurs", day(3, 3)),
        ("op 3 maart 2025 beurs", day(3, 3, 2025)),
        ("3 mars salon", day(3, 3)),
        ("Le 3 mars 2025 salon", day(3, 3, 2025)),
        ("le 1er mars, salon", day(3, 1)),
        ("March 3, the fair", day(3, 3)),
        ("March 3rd, 2025 the fair", day(3, 3, 2025)),
        ("the 3rd of March, the fair went wrong", day(3, 3)),
        ("on 3 Dec. the fair", day(12, 3, 2025)),
        ("vrijdag 20 november beurs", day(11, 20)),
        ("3/3 beurs", day(3, 3)),
        ("beurs 3/12", day(12, 3, 2025)),
        ("3/3/25 beurs", day(3, 3, 2025)),
        ("3-3-2025 beurs", day(3, 3, 2025)),
        ("2026-03-03 beurs", day(3, 3)),
        ("29 februari beurs", day(2, 29, 2024)),
        ("two weeks ago we lost", day(11, 10)),
        ("verloren, twee weken geleden", day(11, 10)),
        ("il y a deux semaines, perdu", day(11, 10)),
        ("10 days ago we lost", day(11, 14)),
        ("een maand geleden begonnen", day(10, 24)),
        ("a year ago we began", day(11, 24, 2025)),
    ],
)
def test_the_day_is_read_in_three_languages(line: str, happened_on: date) -> None:
    read = parse(line, today=TODAY)
    assert (read.happened_on, read.until) == (happened_on, None)


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("vorige week niets verkocht", day(11, 16), day(11, 22)),
        ("last month, one mess", day(10, 1), day(10, 31)),
        ("la semaine dernière, rien", day(11, 16), day(11, 22)),
        ("deze week niets", day(11, 23), TODAY),
        ("last weekend ill", day(11, 21), day(11, 22)),
        ("3-5 maart beurs", day(3, 3), day(3, 5)),
        ("from 3 to 5 March 2025 fair", day(3, 3, 2025), day(3, 5, 2025)),
        ("du 3 au 5 mars salon", day(3, 3), day(3, 5)),
        ("28 februari tot 3 maart ziek", day(2, 28), day(3, 3)),
        ("2026-03-03..2026-03-05 beurs", day(3, 3), day(3, 5)),
        ("in maart drie klanten weg", day(3, 1), day(3, 31)),
    ],
)
def test_a_period_is_read(line: str, first: date, last: date) -> None:
    read = parse(line, today=TODAY)
    assert (read.happened_on, read.until) == (first, last)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("gisteren klant verloren", "klant verloren"),
        ("Op 3 maart order verloren", "Order verloren"),
        ("Lost the order yesterday.", "Lost the order."),
        ("order kwijt (3 maart)", "order kwijt"),
        # In the middle they belong to the sentence.
        ("we heard yesterday that it is lost", "we heard yesterday that it is lost"),
        # Without its date, the first turns into a question and the others lose their subject.
        ("Gisteren verloren we de order", "Gisteren verloren we de order"),
        ("last month was a mess", "last month was a mess"),
        ("De brief van 3 maart", "De brief van 3 maart"),
        # These say more than the day.
        ("gisterenavond ruzie", "gisterenavond ruzie"),
        ("hier soir, dispute", "hier soir, dispute"),
    ],
)
def test_words_of_the_date_go_where_the_sentence_reads_well_without(
    line: str, text: str
) -> None:
    assert parse(line, today=TODAY).text == text


@pytest.mark.parametrize(
    "line",
    [
        "Mandelaar takes us in, from 1 January 2027",
        "verkoop hoger dan vorige maand",
        "Hier is alles goed",
        "3/4 of the team left",
        "31/2 kan niet",
        "Friday's market was packed",
        "in 24 winkels",
        "C# course done",
    ],
)
def test_what_is_no_day_of_the_moment_is_left_alone(line: str) -> None:
    read = parse(line, today=TODAY)
    assert (read.happened_on, read.until, read.text, read.topics) == (TODAY, None, line, ())


@pytest.mark.parametrize(
    "line", ["1 januari 2027 opening", "opening 2026-11-25", "25/11/2026 x"]
)
def test_a_day_to_come_is_refused(line: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(line, today=TODAY)
    assert refused.value.facts["rule"] == "in_the_future"


@pytest.mark.parametrize("line", ["", "  ", "gisteren", "#shops", "!!", "\x00", "... #a ..."])
def test_a_line_without_words_is_refused(line: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(line, today=TODAY)
    assert refused.value.facts["rule"] == "required"


def test_too_long_a_line_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        parse("a" * (MAX_LINE + 1), today=TODAY)
    assert refused.value.facts["rule"] == "too_long"


@pytest.mark.parametrize(
    ("line", "text", "topics"),
    [
        ("order lost #shops #money", "order lost", ("shops", "money")),
        ("#shops order lost", "order lost", ("shops",)),
        ("Lost the #Ghent order", "Lost the Ghent order", ("Ghent",)),
        ("Lost the order #shops.", "Lost the order.", ("shops",)),
        ("We lost #food_saved today", "We lost", ("food saved",)),
        ("order lost #Shops #shops", "order lost", ("Shops",)),
        ("number #1 of two", "number #1 of two", ()),
        ("see page.html#top now", "see page.html#top now", ()),
    ],
)
def test_topics_are_words_with_a_hash(line: str, text: str, topics: tuple[str, ...]) -> None:
    read = parse(line, today=TODAY)
    assert (read.text, read.topics) == (text, topics)


def test_there_are_never_too_many_topics() -> None:
    line = "order " + " ".join(f"#t{number}" for number in range(50))
    assert len(parse(line, today=TODAY).topics) == MAX_TOPICS


@pytest.mark.parametrize(
    ("line", "text", "weight"),
    [
        ("order lost", "order lost", 3),
        ("order lost !", "order lost", 4),
        ("!! order lost", "order lost", 5),
        ("!order lost", "order lost", 4),
        ("order ! lost", "order lost", 4),
        ("order lost !!!!", "order lost", 5),
        ("We won!", "We won!", 3),
    ],
)
def test_a_sign_that_stands_alone_gives_weight(line: str, text: str, weight: int) -> None:
    read = parse(line, today=TODAY)
    assert (read.text, read.weight) == (text, weight)


def test_everything_in_one_line() -> None:
    read = parse("Last Friday, lost the #Ghent order #sales !!", today=TODAY)
    assert read.text == "Lost the Ghent order"
    assert read.happened_on == day(11, 20)
    assert set(read.topics) == {"Ghent", "sales"}
    assert read.weight == 5


PIECES = st.sampled_from(
    re.split(
        " ",
        "gisteren hier yesterday vrijdag 3 maart mars March 2025 2027 3/3 31/2 2026-13-01 il y a "
        "deux semaines two weeks ago last month vorige #a #b- ! !! . , ( ) – tot au 29 februari lost",
    )
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map(" ".join), st.dates())
def test_any_line_is_read_or_refused_and_never_in_the_future(line: str, today: date) -> None:
    today = max(today, date(1901, 1, 1))
    try:
        read = parse(line, today=today)
    except Invalid as refused:
        assert refused.facts["rule"] in {"required", "in_the_future"}  # noqa: PT017  (either may be)
        return
    assert read.text == read.text.strip()
    assert any(sign.isalnum() for sign in read.text)
    assert read.happened_on <= (read.until or read.happened_on) <= today
    assert read.until is None or read.until > read.happened_on
    assert 3 <= read.weight <= 5


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.integers(1, 40))
def test_every_way_to_write_a_past_day_is_read_as_that_day(today: date, back: int) -> None:
    that = today - timedelta(days=back)
    ways = [
        that.isoformat(),
        f"{that.day}/{that.month}/{that.year}",
        f"{that:%d-%m-%Y}",
        f"{that:%d %B %Y}",
        f"{that:%B} {that.day}, {that.year}",
        f"{back} days ago" if back > 1 else "yesterday",
        f"{back} dagen geleden",
        f"il y a {back} jours",
    ]
    for way in ways:
        assert parse(f"{way}, order lost", today=today).happened_on == that, way
        assert parse(f"order lost, {way}", today=today).happened_on == that, way

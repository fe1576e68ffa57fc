from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.languages import READ, Language
from aboveboard.reading.draft import DraftText
from aboveboard.reading.pages import Pages
from aboveboard.reading.quantities.quantity import Measure, Quantity

NL, EN, FR = Language.NL, Language.EN, Language.FR


def told(text: str, language: Language) -> list[tuple[str, str, str]]:
    """Return what is claimed: kind, how much or when, and of what."""
    return [
        (str(one.kind), one.day or f"{one.value:f}", one.unit) for one in found(text, language)
    ]


def found(text: str, language: Language | None = None) -> list[Quantity]:
    return Pages([DraftText(text, language)]).quantities.found


def test_a_number_behind_a_colon_is_a_year_only_when_it_counts_nothing() -> None:
    assert told("Dus: 1500 euro.", NL) == [("money", "1500", "EUR")]
    assert told("Opgericht: 1998.", NL) == [("date", "1998", "")]


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("Een lening van 1.250.000 euro.", NL, 1_250_000),
        ("A loan of €1,250,000.", EN, 1_250_000),
        ("Un prêt de 1 250 000 €.", FR, 1_250_000),
        ("Un prêt de 1\u202f250\u202f000 euros.", FR, 1_250_000),
        ("Een omzet van 1,2 mln euro.", NL, 1_200_000),
        ("Sales of 1.2m euros.", EN, 1_200_000),
        ("Un tour de 3,5 M€.", FR, 3_500_000),
        ("Budget : 250 k€.", FR, 250_000),
        ("Een gat van 2 mrd euro.", NL, 2_000_000_000),
        ("A hole of $2.1bn.", EN, 2_100_000_000),
        ("Half a million dollars went.", EN, 500_000),
        ("Anderhalf miljoen euro schuld.", NL, 1_500_000),
        ("Un demi-million d'euros.", FR, 500_000),
        ("Vijfentwintigduizend euro boete.", NL, 25_000),
        ("Trois cent mille euros.", FR, 300_000),
        ("A hundred and twenty pounds.", EN, 120),
    ],
)
def test_money_is_read_in_every_form_a_language_writes_it(
    text: str, language: Language, amount: int
) -> None:
    (one,) = found(text, language)
    assert (one.kind, one.value) == (Measure.MONEY, Decimal(amount))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Een twintigtal ouders hielp.", NL, ("count", "20", "ouders")),
        ("Une trentaine de familles.", FR, ("count", "30", "familles")),
        ("Two dozen apprentices came.", EN, ("count", "24", "apprentices")),
        ("Quatre-vingt-dix-sept élèves.", FR, ("count", "97", "élèves")),
        ("We zoeken 12 nieuwe klanten.", NL, ("count", "12", "klanten")),
        ("Twaalf procent minder.", NL, ("percent", "12", "%")),
        ("Up three percentage points.", EN, ("percent", "3", "pp")),
        ("Un client sur quatre.", FR, ("percent", "25", "%")),
        ("Nos ventes ont doublé.", FR, ("multiple", "2", "x")),
        ("Sales are up 3x.", EN, ("multiple", "3", "x")),
        ("De omzet is gehalveerd.", NL, ("multiple", "0.5", "x")),
        ("Drie keer sneller.", NL, ("multiple", "3", "x")),
        ("After two and a half years.", EN, ("duration", "2.5", "year")),
        ("En 48 heures.", FR, ("duration", "48", "hour")),
        ("Op 3 maart 2024.", NL, ("date", "2024-03-03", "")),
        ("Au T3 2026.", FR, ("date", "2026-Q3", "")),
        ("In the third quarter of 2024.", EN, ("date", "2024-Q3", "")),
        ("Opgericht in 1987.", NL, ("date", "1987", "")),
        ("Zéro virgule huit pour cent.", FR, ("percent", "0.8", "%")),
        ("Two point five percent.", EN, ("percent", "2.5", "%")),
        ("Neuf clients sur dix reviennent.", FR, ("percent", "90", "%")),
        ("Three in ten customers leave.", EN, ("percent", "30", "%")),
        ("Up 0.7 points on last year.", EN, ("percent", "0.7", "pp")),
        ("Il a payé 320 livres sterling.", FR, ("money", "320", "GBP")),
        ("Deal value: USD 40m.", EN, ("money", "40000000", "USD")),
        ("Vijf van mijn leerlingen slaagden.", NL, ("count", "5", "leerlingen")),
        ("We employ 46 full-time people.", EN, ("count", "46", "people")),
        ("Douze sous-traitants sont venus.", FR, ("count", "12", "sous-traitants")),
        ("Vierentwintig collega's fietsen.", NL, ("count", "24", "collega's")),
        ("A team of seven.", EN, ("count", "7", "")),
        ("It takes 3 working days.", EN, ("duration", "3", "day")),
        ("A day and a half a week.", EN, ("duration", "1.5", "day")),
        ("Après trois quarts d'heure.", FR, ("duration", "45", "minute")),
        ("Nous répondons en 4 h.", FR, ("duration", "4", "hour")),
        ("On a divisé les déchets par quatre.", FR, ("multiple", "0.25", "x")),
    ],
)
def test_what_a_number_counts_is_read_with_it(
    text: str, language: Language, expected: tuple[str, str, str]
) -> None:
    assert told(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Windows 11 start niet.", NL),
        ("Kom naar Kerkstraat 12 om 19.30 uur.", NL),
        ("Bel 0478 12 34 56, 24/7.", NL),
        ("We are number one, ISO 9001 and all.", EN),
        ("Step 3: wait. See page 37.", EN),
        ("#30under30 with COVID-19 and 5G", EN),
        ("Rendez-vous à 16 heures, salle 2.", FR),
        ("Le dossier 2021/447 est clos.", FR),
        ("C'est l'une de nos amies.", FR),
        ("Eén keer is genoeg.", NL),
        ("https://example.org/12-klanten-in-2024", NL),
        ("Fig. 5 shows the hinge.", EN),
        ("Invoice 2024-118 has gone missing.", EN),
        ("Wie na 22 uur nog mailt.", NL),
        ("I'm 99% sure it was the cat.", EN),
        ("I've a hundred and one things to do.", EN),
        ("Er zijn geen honderd manieren.", NL),
        ("Elle a vécu les cent coups.", FR),
        ("K3 in de feesttent.", NL),
    ],
)
def test_numbers_that_claim_nothing_are_left_out(text: str, language: Language) -> None:
    assert told(text, language) == []


def test_a_range_keeps_both_ends_and_words_before_a_number_are_kept() -> None:
    (ends,) = found("Tussen 10 en 15 klanten.", NL)
    assert (ends.value, ends.to) == (Decimal(10), Decimal(15))
    hedges = ["Bijna 500 klanten", "Ruim 500 klanten", "Ongeveer 500 klanten", "500 klanten"]
    assert [str(found(one, NL)[0].hedge) for one in hedges] == ["under", "over", "about", ""]


@pytest.mark.parametrize(
    ("text", "language", "ends"),
    [
        ("Twee, drie uur per week.", NL, ("2", "3")),
        ("There are five or six places.", EN, ("5", "6")),
        ("Quotes ranged from £4,000 to £11,500.", EN, ("4000", "11500")),
        ("Budget: €2-3 million.", EN, ("2000000", "3000000")),
    ],
)
def test_both_ends_of_a_range_are_read_in_the_forms_people_write(
    text: str, language: Language, ends: tuple[str, str]
) -> None:
    (one,) = found(text, language)
    assert (f"{one.value:f}", f"{one.to:f}") == ends


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("We had 9 stores; today we have 31.", EN, [("9", "stores"), ("31", "stores")]),
        ("Huit mois, trois de plus que prévu.", FR, [("8", "month"), ("3", "month")]),
        ("61 zangers en maar één tenor.", NL, [("61", "zangers"), ("1", "tenor")]),
        ("Six infirmières et un kiné.", FR, [("6", "infirmières"), ("1", "kiné")]),
        ("Orders went up 3x in a week.", EN, [("3", "x"), ("1", "week")]),
        ("Van 0,8 naar 2,1 miljoen euro.", NL, [("800000", "EUR"), ("2100000", "EUR")]),
    ],
)
def test_a_number_takes_from_its_sentence_what_it_leaves_out(
    text: str, language: Language, expected: list[tuple[str, str]]
) -> None:
    assert [(much, unit) for _, much, unit in told(text, language)] == expected


def test_one_of_something_counts_only_beside_other_numbers() -> None:
    assert told("Er kwam maar één tenor.", NL) == []
    assert told("Een zanger en een kiné.", NL) == []


def test_how_precise_a_number_is_comes_from_how_it_is_written() -> None:
    steps = {
        "1,2 mln euro": Decimal(100_000),
        "1.250.000 euro": Decimal(1),
        "3,50 euro": Decimal("0.01"),
    }
    assert {one: found(one, NL)[0].step for one in steps} == steps


_SIGNS = {NL: (".", ","), EN: (",", "."), FR: ("\u202f", ",")}


@given(
    st.integers(0, 10**12),
    st.one_of(st.none(), st.integers(0, 99)),
    st.sampled_from(READ),
    st.sampled_from(["grouped", "plain"]),
)
def test_a_number_written_in_any_form_is_read_back(
    whole: int, cents: int | None, language: Language, form: str
) -> None:
    group, decimal = _SIGNS[language]
    written = f"{whole:,}".replace(",", group) if form == "grouped" else str(whole)
    value = Decimal(whole)
    if cents is not None:
        written += f"{decimal}{cents:02d}"
        value += Decimal(cents) / 100
    text = f"Dus: {written} euro"
    (one,) = found(text, language)
    assert (one.value, one.unit) == (value, "EUR")


_WORDS = (
    "twee drie twintig half une trentaine mille cent x3 T3 3/4 1er % € k M - à to 2024 maart mars"
    " op de and a 1€7 sur dix point virgule één one seul jaar week in more plus nu of mijn clients"
)


@given(
    st.lists(st.one_of(st.sampled_from(_WORDS.split()), st.text(max_size=4)), max_size=14),
    st.sampled_from((*READ, Language.OTHER)),
)
def test_every_number_stands_inside_its_text_and_apart_from_others(
    pieces: list[str], language: Language
) -> None:
    pages = Pages([DraftText(" ".join(pieces), language)])
    quantities = pages.quantities.found
    for one in quantities:
        assert pages.place(one.start, one.end).span.of(pages.drafts[0].text)
        assert (one.value is None) == (one.kind is Measure.DATE)
    for first, second in pairwise(quantities):
        assert first.end <= second.start


@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, "1 " * 50_000, "1.000" * 20_000, "twee " * 20_000, "vingt-" * 16_000,
     "twintig" * 14_000, "half a " * 14_000, "1 tot " * 16_000, "10 op de " * 11_000],
)  # fmt: skip
@pytest.mark.parametrize("language", READ)
def test_no_text_takes_long(text: str, language: Language) -> None:
    began = time.process_time()
    found(text, language)
    # Far above what it takes, far below what a quadratic search would.
    assert time.process_time() - began < 3

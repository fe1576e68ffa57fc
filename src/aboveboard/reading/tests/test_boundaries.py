from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.languages import Language
from aboveboard.reading.boundaries.benchmark import matcher_speed
from aboveboard.reading.boundaries.boundary import About, Boundary, Consent, Force, boundary_of
from aboveboard.reading.boundaries.forms import within
from aboveboard.reading.boundaries.matcher import compiled
from aboveboard.reading.boundaries.written import boundaries_in, boundaries_of
from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.finding import Finding, Weight
from aboveboard.reading.labelled import read_split
from aboveboard.reading.read import read, read_many

POSTS = Path(__file__).parents[4] / "evaluation" / "disclosure"


def met(draft: DraftText, known: Known) -> list[Finding]:
    return [one for one in read(draft, known).findings if one.check == "boundaries"]


def passages(text: str, *boundaries: Boundary | str, language: str = "nl") -> list[str]:
    rules = [boundary_of(one) if isinstance(one, str) else one for one in boundaries]
    draft = DraftText(text, Language(language))
    findings = read(draft, Known(boundaries=compiled(rules))).findings
    return [one.span.of(text) for one in findings if one.check == "boundaries"]


def somebody(name: str, company: str = "", **more: object) -> Boundary:
    return Boundary(About.PERSON, name, company=company, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("term", "text", "passage"),
    [
        ("Project Zilver", "Over PROJECT ZILVER later.", "PROJECT ZILVER"),
        ("Project Zilver", "Volg #ProjectZilver2026", "ProjectZilver2026"),
        ("Project Zilver", "Zie https://www.project-zilver.be/nieuws", "project-zilver"),
        ("Project Zilver", "De Projecten Zilver en Goud", "Projecten Zilver"),
        ("Project Zilver", "Het projectzilverteam wacht", "projectzilverteam"),
        ("Citroenkoekje", "Twee citroenkoekjes!", "citroenkoekjes"),
        ("Citroenkoekje", "Het citroen-koekje", "citroen-koekje"),
        ("overname", "de bedrijfsovernameplannen", "bedrijfsovernameplannen"),
        ("boom", "Tien bomen", "bomen"),
        ("brief", "Twee brieven", "brieven"),
        ("huis", "Onze huizen", "huizen"),
        ("salarissen", "Een salaris", "salaris"),
        ("directeur", "La directrice", "directrice"),
        ("journal", "Les journaux", "journaux"),
        ("licenciement", "Les licenciements", "licenciements"),
        ("acquisition", "L'acquisition", "acquisition"),
        ("company", "Two companies", "companies"),
        ("Café Crème", "Bij cafe\u0301 creme dus", "cafe\u0301 creme"),
        ("cafe creme", "Au Café Crème", "Café Crème"),
        ("Van Damme Logistics NV", "Met VanDamme Logistics' hub", "VanDamme Logistics"),
        ("Zilver", "Zil\u200bver", "Zil\u200bver"),
        ("AX", "De AX komt", "AX"),
        ("Orange", "Chez d’Orange", "Orange"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(term: str, text: str, passage: str) -> None:
    assert passages(text, term) == [passage]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Project Zilver", "Dit is het project. Zilver is duur."),
        ("overname", "De opname was goed."),
        ("lente", "Onze talenten bloeien."),
        ("planten", "Onze klanten komen terug."),
        ("Van Daag", "Tot vandaag."),
        ("AX", "De ax komt."),
        ("merger", "The Mercer and the burger."),
        ("Molen", "Mevrouw Molenaers belt."),
        ("relocation", "Good relations with the neighbours."),
    ],
)
def test_a_word_that_only_looks_like_it_is_left_alone(term: str, text: str) -> None:
    assert passages(text, term) == []


ILSE = somebody("Ilse Verbeke", "Bakkerij Molen")


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Met Ilse Verbeke erbij", "Ilse Verbeke"),
        ("I. Verbeke sprak", "I. Verbeke"),
        ("Ilse V. sprak", "Ilse V"),
        ("Verbeke, Ilse", "Verbeke, Ilse"),
        ("Dank @ilseverbeke!", "ilseverbeke"),
        ("https://x.example/in/ilse-verbeke-12", "ilse-verbeke"),
        ("Mevrouw Verbeke sprak", "Mevrouw Verbeke"),
        ("Ilse Verbeeke sprak", "Ilse Verbeeke"),
        ("Isle Verbeke sprak", "Isle Verbeke"),
        ("Bij Bakkerij Molen werkt Ilse", "Ilse"),
        ("I.V. van Bakkerij Molen", "I.V"),
    ],
)
def test_somebody_is_found_however_they_are_named(text: str, passage: str) -> None:
    assert passages(text, ILSE) == [passage]


@pytest.mark.parametrize(
    "text",
    ["Ilse sprak", "Ilse Vermeulen sprak", "Bakkerij Molen bakt", "Verbeke sprak",
     "Ilse sprak.\n\nBakkerij Molen bakt.", "Ilsebeth van Bakkerij Molen"],
)  # fmt: skip
def test_somebody_else_is_not_meant(text: str) -> None:
    assert passages(text, ILSE) == []


def test_dates_and_consent_decide_what_a_boundary_asks() -> None:
    def weights(boundary: Boundary, today: date | None = None) -> list[Weight]:
        known = Known(boundaries=compiled([boundary]), today=today)
        return [one.weight for one in met(DraftText("Over Saffraan."), known)]

    def term(force: Force, **more: object) -> Boundary:
        return Boundary(About.TERM, "Saffraan", force, **more)  # type: ignore[arg-type]

    day = date(2026, 12, 1)
    assert weights(term(Force.NEVER)) == [Weight.STOP]
    assert weights(term(Force.ASK)) == [Weight.CONSIDER]
    assert weights(term(Force.NOT_BEFORE, until=day), date(2026, 11, 30)) == [Weight.STOP]
    assert weights(term(Force.NOT_BEFORE, until=day), day) == []
    assert weights(term(Force.NOT_BEFORE, until=day)) == [Weight.STOP]
    for consent, expected in (
        (Consent.UNKNOWN, [Weight.CONSIDER]), (Consent.ASKED, [Weight.CONSIDER]),
        (Consent.GIVEN, []), (Consent.REFUSED, [Weight.STOP]), (Consent.WITHDRAWN, [Weight.STOP]),
    ):  # fmt: skip
        assert weights(term(Force.CONSENT, consent=consent)) == expected


def test_a_finding_names_the_rule_and_its_reason() -> None:
    rule = Boundary(About.TERM, "Saffraan", reason="Beloofd aan Rik")
    known = Known(boundaries=compiled([rule]))
    draft = DraftText(
        "Niets.", alt_texts=("Een krat saffraan",), links=("https://saffraan.be",)
    )
    found = met(draft, known)
    assert [one.part for one in found] == ["alt 1", "link 1"]
    assert found[0].evidence == {"name": "Saffraan", "about": "term", "why": "Beloofd aan Rik"}


def test_a_target_is_found_in_each_way_to_write_its_number() -> None:
    target = Boundary(About.TARGET, "omzet", value=Decimal(1_250_000), unit="€")
    for written in ("1.250.000 euro", "€ 1 250 000", "1,25 miljoen euro", "€1.25m", "1250000"):
        assert passages(f"We mikken op {written} dit jaar.", target), written
    for written in ("1.250 euro", "1,26 miljoen euro", "1.250.000 %"):
        assert not passages(f"We mikken op {written} dit jaar.", target), written


@pytest.mark.parametrize(
    ("kind", "text", "passage"),
    [
        ("salaries", "Onze lonen stegen met 4 % dit jaar.", "lonen stegen met 4 %"),
        ("revenue", "Onze omzet verdubbelde.", "omzet verdubbelde"),
        ("revenue", "€ 450.000 omzet en 3 klanten", "€ 450.000 omzet"),
        ("margin", "De marge zakte naar 12%.", "marge zakte naar 12%"),
        ("headcount", "We zijn met 14 medewerkers.", "14 medewerkers"),
        ("headcount", "Twaalf collega's vieren mee.", "Twaalf collega's"),
    ],
)
def test_figures_are_found_once_near_words_that_say_what_of(
    kind: str, text: str, passage: str
) -> None:
    assert passages(text, Boundary(About.NUMBERS, kind)) == [passage]


WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=0, max_size=8)


@given(WORDS, WORDS)
def test_slips_are_counted_as_by_the_book(first: str, second: str) -> None:
    def distance(one: str, other: str) -> int:
        """Return the restricted Damerau-Levenshtein distance, by its table."""
        rows = [list(range(len(other) + 1))]
        for i, a in enumerate(one, 1):
            rows.append([i])
            for j, b in enumerate(other, 1):
                best = min(
                    rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a != b)
                )
                if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                    best = min(best, rows[i - 2][j - 2] + 1)
                rows[i].append(best)
        return rows[-1][-1]

    for slips in (0, 1, 2):
        assert within(first, second, slips) == min(distance(first, second), slips + 1)


def _made_name(chance: random.Random) -> str:
    starts = ["kr", "v", "tr", "p", "gl", "m", "dr", "st", "b", "fl", "qu", "z", "w"]
    middles = ["a", "e", "o", "i", "u", "ei", "oo"]
    ends = ["lm", "nt", "x", "rg", "mp", "v", "sk", "ld", "zz", "rn"]
    parts = chance.choices(starts, k=3), chance.choices(middles, k=3), chance.choices(ends, k=3)
    return "".join(map("".join, zip(*parts, strict=True)))[: chance.randint(6, 13)].title()


def _mistyped(chance: random.Random, word: str) -> str:
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + chance.choice("bdfgklmnprst") + word[at + 1 :],
        ]
    )


def _share_found(write: str, *, slip: bool, chance: random.Random) -> float:
    """Return the share of 400 made names found among 2,000 boundaries."""
    names = [_made_name(chance) for _ in range(1000)]
    names += [f"{_made_name(chance)} {_made_name(chance)}" for _ in range(1000)]
    known = Known(boundaries=compiled([boundary_of(name) for name in names]))
    chosen = chance.sample(names, 400)
    written = [write.format(_mistyped(chance, name) if slip else name) for name in chosen]
    texts = [f"Gisteren hadden we het over {one} bij de koffie." for one in written]
    found = [
        any(one.evidence["name"] == name for one in reading.findings)
        for name, reading in zip(
            chosen, read_many([DraftText(text) for text in texts], known), strict=True
        )
    ]
    return sum(found) / len(found)


@pytest.mark.parametrize(
    "write", ["{}", "{}s", "#{}", "{}'s", "{}tje", "de {}-ploeg", "{}team"]
)
def test_made_names_are_found_in_every_form(write: str) -> None:
    assert _share_found(write, slip=False, chance=random.Random(1)) >= 0.99


@pytest.mark.parametrize("write", ["{}", "#{}"])
def test_made_names_are_found_with_a_slip(write: str) -> None:
    assert _share_found(write, slip=True, chance=random.Random(2)) >= 0.95


def test_made_names_raise_no_alarm_in_good_posts() -> None:
    chance = random.Random(3)
    names = [_made_name(chance) for _ in range(2000)]
    known = Known(
        boundaries=compiled([boundary_of(name) for name in names]),
        skipped=frozenset({"personal_data", "limits"}),
    )
    texts = [DraftText(post.text) for post in read_split(POSTS, "dev")]
    found = [
        reading
        for reading in read_many(texts, known)
        if any(one.check == "boundaries" for one in reading.findings)
    ]
    assert len(texts) > 400
    assert len(found) * 200 <= len(texts)


@given(
    st.lists(
        st.sampled_from(["Saffraan", "Basalt", "Kobalt", "Ilse Maes (Lumen)"]), unique=True
    )
)
def test_an_edit_gives_what_compiling_anew_gives(kept: list[str]) -> None:
    every = [boundary_of(one) for one in ("Saffraan", "Basalt", "Kobalt", "Ilse Maes (Lumen)")]
    wanted = [boundary_of(one) for one in kept]
    text = DraftText("Saffraan, bassalt, kobalt en Ilse van Lumen.")
    edited = compiled(every[:2]).changed(added=every[2:])
    edited = edited.changed(removed=[one for one in every if one not in wanted])
    edited = edited.changed(added=[]).changed(removed=wanted).changed(added=wanted)
    assert set(edited.boundaries) == set(wanted)
    assert (
        read(text, Known(boundaries=edited)).findings
        == read(text, Known(boundaries=compiled(wanted))).findings
    )


@given(st.text(), st.lists(st.text(min_size=1), max_size=5))
def test_every_finding_points_inside_any_text(text: str, names: list[str]) -> None:
    known = Known(boundaries=compiled([Boundary(About.TERM, name) for name in names]))
    for one in met(DraftText(text), known):
        if one.part == "text":
            assert one.span.of(text)


def test_a_file_may_hold_lines_or_json() -> None:
    assert boundaries_in("Saffraan\n\nIlse Maes (Lumen)\n") == (
        Boundary(About.TERM, "Saffraan"),
        somebody("Ilse Maes", "Lumen"),
    )
    (one,) = boundaries_in(
        '[{"target": "120 winkels", "force": "not_before", "until": "2027-01-01"}]'
    )
    assert (one.value, one.until) == (Decimal(120), date(2027, 1, 1))


@pytest.mark.parametrize(
    "given",
    ["x", {"term": "a"}, [3], [{}], [{"term": ""}], [{"numbers": "shoes"}], [{"target": "veel"}],
     [{"term": "a", "force": "no"}], [{"term": "a", "until": "soon"}],
     [{"term": "a", "consent": "perhaps"}], [{"target": "a", "value": "b"}]],
)  # fmt: skip
def test_what_is_no_boundary_is_refused_with_a_reason(given: object) -> None:
    with pytest.raises(ValueError, match="bound"):
        boundaries_of(given)  # type: ignore[arg-type]


def test_the_benchmark_gives_every_figure() -> None:
    figures = matcher_speed(200, times=2)
    assert all(figures[name] > 0 for name in figures)
    assert set(figures) == {
        "boundaries", "build_ms", "add_ms", "find_us", "find_small_us", "characters",
    }  # fmt: skip

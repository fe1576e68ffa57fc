"""Figures in a text: amounts near words that say what of, and the numbers of targets."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from aboveboard.reading.arrays import nonzero
from aboveboard.reading.boundaries.boundary import About
from aboveboard.reading.boundaries.plain import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aboveboard.reading.boundaries.boundary import Boundary
    from aboveboard.reading.pages import Pages

_SCALES: Final = {
    "k": 1000, "duizend": 1000, "thousand": 1000, "mille": 1000,
    "m": 10**6, "mln": 10**6, "mio": 10**6, "miljoen": 10**6, "million": 10**6, "millions": 10**6,
    "mrd": 10**9, "mld": 10**9, "bn": 10**9, "miljard": 10**9, "billion": 10**9,
    "milliard": 10**9, "milliards": 10**9,
}  # fmt: skip
_FIGURE: Final = re.compile(
    r"(?<![\w.,])(?P<sign>[€$£][ \u00a0\u202f]?)?"
    r"(?P<digits>\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3}){1,4}(?:[.,]\d{1,4})?|\d{1,12}(?:[.,]\d{1,6})?)"
    rf"(?:[ \u00a0\u202f]?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})(?!\w))?"
    r"(?:[ \u00a0\u202f]?d['’])?"
    r"(?P<unit>[ \u00a0\u202f]?(?:[%€$£]"
    r"|(?:euros?|eur|dollars?|procent|percent|pour cent|ponden|pounds)(?!\w)))?",
    re.IGNORECASE,
)  # fmt: skip
_NO_AMOUNT: Final = re.compile(
    r"(?:[ \u00a0\u202f-]?(?:e|ste|de|th|st|nd|rd|er|ère|ème|h|u|uur|heures?|o'clock|am|pm|km|m2|m²|cm)(?!\w)"
    r"|[ \u00a0\u202f]?(?:januari|februari|maart|april|mei|juni|juli|augustus"
    r"|september|oktober|november|december"
    r"|january|february|march|may|june|july|august|october"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|dag|dagen|week|weken|maand|maanden|jaar|jaren"
    r"|days?|weeks?|months?|years?|jours?|semaines?|mois|ans?|années?)(?!\w)"
    r"|[:/]\d|\w)",
    re.IGNORECASE,
)  # fmt: skip
_NEAR: Final = 60
_BESIDE: Final = 30
"""Characters between the words that say what of and the figure; fewer where people are counted."""


class Figure(NamedTuple):
    """A number in a text; ``values`` is what it can mean, ``is_amount`` whether it tells how much."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    unit: str
    is_amount: bool
    digits: int


class Told(NamedTuple):
    """A boundary about figures, and the passage that tells them."""

    boundary: Boundary
    start: int
    end: int


def find_figures(pages: Pages, boundaries: Sequence[Boundary]) -> Iterator[Told]:
    """Yield where the figures of these boundaries are told."""
    kinds = {one.name: one for one in boundaries if one.about == About.NUMBERS}
    targets = [one for one in boundaries if one.about == About.TARGET and one.value is not None]
    figures: dict[int, list[Figure]] = {}

    def figures_in(sentence: int) -> list[Figure]:
        if sentence not in figures:
            first, last = int(pages.scan.starts[sentence]), int(pages.scan.ends[sentence])
            figures[sentence] = list(figures_of(pages.text, first, last))
        return figures[sentence]

    for kind, boundary in kinds.items():
        last = -1
        for sentence, start, end in _phrases(pages, kind):
            if start < last:
                continue
            near = _BESIDE if kind == "headcount" else _NEAR
            told = _amount_near(pages, figures_in(sentence), (start, end), near, kind)
            told = told or _words_near(pages, sentence, (start, end), near, kind)
            if told:
                last = max(end, told[1])
                yield Told(boundary, min(start, told[0]), last)
    if targets:
        for sentence in range(pages.scan.starts.size):
            first, last = int(pages.scan.starts[sentence]), int(pages.scan.ends[sentence])
            if _DIGIT.search(pages.text, first, last):
                yield from _targets_in(pages, sentence, figures_in(sentence), targets)


_DIGIT: Final = re.compile(r"\d")


def _phrases(pages: Pages, group: str) -> Iterator[tuple[int, int, int]]:
    try:
        found = pages.phrases.of(f"boundaries.{group}")
    except KeyError:
        return
    yield from zip(
        found.sentences.tolist(), found.starts.tolist(), found.ends.tolist(), strict=True
    )


def figures_of(text: str, start: int, end: int) -> Iterator[Figure]:
    """Yield the numbers in ``text[start:end]``."""
    for match in _FIGURE.finditer(text, start, end):
        digits, scale = match["digits"], (match["scale"] or "").lower()
        unit = ((match["sign"] or "") + (match["unit"] or "")).strip().lower()
        values = tuple(value * _SCALES.get(scale, 1) for value in values_of(digits))
        bare = sum(sign.isdigit() for sign in digits)
        is_plain = not unit and not scale
        is_year = (
            is_plain and len(digits) == 4 and digits.isdecimal() and digits[:2] in {"19", "20"}
        )
        is_no_amount = is_plain and _NO_AMOUNT.match(text, match.end()) is not None
        yield Figure(
            match.start(), match.end(), values, unit, not (is_year or is_no_amount), bare
        )


def values_of(digits: str) -> tuple[Decimal, ...]:
    """Return what written digits can mean: "1.250" is 1250 to some and 1.25 to others."""
    parts = re.split(r"[ \u00a0\u202f.,'’]", digits)
    marks = re.findall(r"[ \u00a0\u202f.,'’]", digits)
    whole = "".join(parts)
    if not marks:
        return (Decimal(whole),)
    if len(marks) == 1 and marks[0] in ".,":
        decimal = Decimal(f"{parts[0]}.{parts[1]}")
        return (Decimal(whole), decimal) if len(parts[1]) == 3 else (decimal,)
    if len(parts[-1]) == 3 and len(set(marks)) == 1:
        return (Decimal(whole),)
    return (Decimal("".join(parts[:-1]) + "." + parts[-1]),)


def _amount_near(
    pages: Pages, figures: Iterable[Figure], passage: tuple[int, int], near: int, kind: str
) -> tuple[int, int] | None:
    for figure in figures:
        gap = max(figure.start - passage[1], passage[0] - figure.end)
        is_said = figure.is_amount and (
            kind == "headcount"
            or figure.unit
            or figure.digits >= 3
            or _is_scaled(pages, figure)
        )
        is_right = kind != "headcount" or (not figure.unit and figure.end <= passage[1] + near)
        if gap <= near and is_said and is_right:
            return figure.start, figure.end
    return None


def _is_scaled(pages: Pages, figure: Figure) -> bool:
    return pages.text[figure.end - 1].isalpha()


def _words_near(
    pages: Pages, sentence: int, passage: tuple[int, int], near: int, kind: str
) -> tuple[int, int] | None:
    """Return number words near: "twee miljoen", "verdubbeld", or for people "twaalf"."""
    group = "people" if kind == "headcount" else "amount"
    found = pages.phrases.of(f"boundaries.{group}")
    for at in nonzero(found.sentences == sentence).tolist():
        start, end = int(found.starts[at]), int(found.ends[at])
        if max(start - passage[1], passage[0] - end) <= near:
            return start, end
    return None


def _targets_in(
    pages: Pages, sentence: int, figures: Iterable[Figure], targets: Sequence[Boundary]
) -> Iterator[Told]:
    first, last = int(pages.scan.starts[sentence]), int(pages.scan.ends[sentence])
    words = set(plain_words(pages.text[first:last]))
    for figure in figures:
        for target in targets:
            if target.value in figure.values and _is_of(target, figure, words):
                yield Told(target, figure.start, figure.end)


_MONEY: Final = {
    "€": "€",
    "eur": "€",
    "euro": "€",
    "euros": "€",
    "$": "$",
    "usd": "$",
    "£": "£",
}
_PERCENT: Final = {"%", "procent", "percent", "pour cent"}


def _is_of(target: Boundary, figure: Figure, words: set[str]) -> bool:
    """Return whether a figure with a target's number is that of the target."""
    unit = target.unit.strip().lower()
    if (unit in _PERCENT) != (figure.unit in _PERCENT):
        return False
    if figure.unit and unit in _MONEY and _MONEY[unit] != _MONEY.get(figure.unit, figure.unit):
        return False
    named = {word for word in plain_words(f"{target.name} {target.unit}") if len(word) >= 3}
    return bool(figure.unit) or figure.digits >= 4 or bool(named & words)

"""What stands beside a number in its sentence: its subject, its period, and whose it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.periods import Period, period_of, relative_period
from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.subjects import stem, subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from aboveboard.reading.quantities.find import Quantities, Sentence
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.quantity import Quantity
    from aboveboard.reading.quantities.subjects import Subject

_DUTCH_DONE = re.compile(r"(?:ge|ver|be|her)\w{2,}(?:d|t)|(?:ver|ge)\w{3,}en")
_DONE = re.compile(
    r"\w{2,}(?:ed|é|és|ée|ées|du|dus|vendu|perdu)|sold|lost|won|given|made|built|spent"
)
_PARTED = re.compile(r"[,;()–—]|\s-\s|\n")


class Context(NamedTuple):
    """What a number is about and when; ``told`` is how its period is written.

    ``is_goal`` says that its sentence tells of what is wanted, ``is_other`` that it tells of
    others or of something imagined, ``is_state`` that it tells how things stand ("we have"). ``names`` are
    the stems of names in the clause.
    """

    subject: Subject
    period: Period | None
    told: str
    is_goal: bool
    is_other: bool
    is_state: bool
    names: frozenset[str]


def context_of(
    quantities: Quantities,
    quantity: Quantity,
    text: str,
    today: date | None = None,
    *,
    is_whole: bool = False,
) -> Context:
    """Return what stands beside a number in its clause, or in its whole sentence."""
    sentence = quantities.lines[quantity.line]
    beside = sentence.found
    clause = (
        (sentence.line.start, sentence.line.end)
        if is_whole
        else _clause(sentence, quantity, text)
    )
    subject = _subject(sentence, quantity, clause)
    if not subject.keys:
        whole = (sentence.line.start, sentence.line.end)
        subject = _subject(sentence, quantity, whole)
    period, told = _period(sentence, quantity, beside, clause, text, today)
    names = {one.name for one in sentence.said}
    return Context(
        subject, period, told, "goals" in names, "others" in names, _is_state(sentence.line),
        _names(sentence.line, clause, quantity),
    )  # fmt: skip


def _is_state(line: Line) -> bool:
    """Return whether a sentence tells how things stand: "we have 12", not "we have sold 12"."""
    states = line.tables.sets["states"]
    if line.vocabulary.isdisjoint(states):
        return False
    if line.tables.language == Language.NL:
        return not any(_DUTCH_DONE.fullmatch(word) for word in line.words)
    return not any(
        before in states and _DONE.fullmatch(word) for before, word in pairwise(line.words)
    )


def _names(line: Line, clause: tuple[int, int], quantity: Quantity) -> frozenset[str]:
    """Return the stems of words with a capital within the clause, but for the first word."""
    opens, closes = (bisect_left(line.starts, bound) for bound in clause)
    text, starts = line.text, line.starts
    capitals = [place for place in range(opens, closes) if text[starts[place]].isupper()]
    return frozenset(
        stem(line.words[place])
        for place in capitals
        if place
        and not quantity.start <= starts[place] < quantity.end
        and line.words[place] not in line.tables.months
        and len(line.words[place]) > 2
    )


def _clause(sentence: Sentence, quantity: Quantity, text: str) -> tuple[int, int]:
    """Return where the part of the sentence that holds the number starts and ends."""
    start, end = sentence.line.start, sentence.line.end
    for parting in _PARTED.finditer(text, sentence.line.start, sentence.line.end):
        if parting.end() <= quantity.start:
            start = parting.end()
        elif parting.start() >= quantity.end:
            end = parting.start()
            break
    return start, end


def _is_in(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _subject(sentence: Sentence, quantity: Quantity, clause: tuple[int, int]) -> Subject:
    line = sentence.line
    dates = [(one.start, one.end) for one in sentence.found if one.kind is Measure.DATE]
    opens, closes = bisect_left(line.starts, clause[0]), bisect_right(line.ends, clause[1])
    words = [
        line.words[place]
        for place in range(opens, closes)
        if not line.words[place][0].isdecimal()
        and not (dates and _is_in(dates, line.starts[place], line.ends[place]))
    ]
    subject = subject_of(words, quantity.language)
    if "change" not in subject.modifiers:
        return subject
    # "Up by 12": by how much something changed is another number than what it came to.
    before = line.text[max(line.start, quantity.start - 4) : quantity.start].split()
    is_change = bool(before) and before[-1].lower() in line.tables.sets["changed_by"]
    modifiers = subject.modifiers - {"change"} | ({"delta"} if is_change else set())
    return subject._replace(modifiers=modifiers)


def _period(
    sentence: Sentence,
    quantity: Quantity,
    beside: Sequence[Quantity],
    clause: tuple[int, int],
    text: str,
    today: date | None,
) -> tuple[Period | None, str]:
    """Return the period of a number and how it is written: that of its clause, or the only one."""
    found = [
        (one.start, one.end, period_of(one.day, today))
        for one in beside
        if one.kind is Measure.DATE and one is not quantity
    ]
    found += [
        (one.start, one.end, relative_period(one.told, today))
        for one in sentence.said
        if one.told
    ]
    near = [one for one in found if clause[0] <= one[0] and one[1] <= clause[1]]
    chosen = near or (found if len(found) == 1 else [])
    if not chosen:
        return None, ""
    start, end, period = min(chosen, key=lambda one: abs(one[0] - quantity.start))
    return period, text[start:end]

"""What stands beside a number in its sentence: its subject, its period, and whose it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.reading.quantities.periods import Period, period_of, relative_period
from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from aboveboard.reading.quantities.find import Quantities, Sentence
    from aboveboard.reading.quantities.quantity import Quantity
    from aboveboard.reading.quantities.subjects import Subject

_PARTED = re.compile(r"[,;()–—]|\s-\s|\n")


class Context(NamedTuple):
    """What a number is about and when; ``told`` is how its period is written.

    ``is_goal`` says that its sentence tells of what is wanted, ``is_other`` that it tells of
    others or of something imagined.
    """

    subject: Subject
    period: Period | None
    told: str
    is_goal: bool
    is_other: bool


def context_of(
    quantities: Quantities, quantity: Quantity, text: str, today: date | None = None
) -> Context:
    """Return what stands beside a number in its sentence."""
    sentence = quantities.lines[quantity.line]
    beside = sentence.found
    clause = _clause(sentence, quantity, text)
    subject = _subject(sentence, quantity, clause)
    if not subject.keys:
        whole = (sentence.line.start, sentence.line.end)
        subject = _subject(sentence, quantity, whole)
    period, told = _period(sentence, quantity, beside, clause, text, today)
    names = {one.name for one in sentence.said}
    return Context(subject, period, told, "goals" in names, "others" in names)


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


def _subject(sentence: Sentence, quantity: Quantity, clause: tuple[int, int]) -> Subject:
    line = sentence.line
    words = [
        word
        for word, start, end in zip(line.words, line.starts, line.ends, strict=True)
        if clause[0] <= start and end <= clause[1] and not word[0].isdecimal()
    ]
    return subject_of(words, quantity.language)


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

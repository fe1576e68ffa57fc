"""What stands beside a number in its sentence: its subject, its period, and whose it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.periods import Period, period_of, relative_period
from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.roles import DURATION, STATE, UNSAID
from aboveboard.reading.quantities.subjects import key_of, stem, subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from aboveboard.reading.quantities.find import Sentence
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.quantity import Quantity
    from aboveboard.reading.quantities.subjects import Subject

_DUTCH_DONE = re.compile(r"(?:ge|ver|be|her)\w{2,}(?:d|t)|(?:ver|ge)\w{3,}en")
_DONE = re.compile(
    r"\w{2,}(?:ed|é|és|ée|ées|du|dus|vendu|perdu)|sold|lost|won|given|made|built|spent"
)
_PARTED = re.compile(r"[,;()–—]|\s-\s|\n")


class Context:
    """What a number is about and when, each looked at when it is asked for.

    Of its clause, or of its whole sentence when that says nothing or ``is_whole``; ``today`` is
    from when "last year" is seen.
    """

    def __init__(
        self,
        sentence: Sentence,
        quantity: Quantity,
        today: date | None = None,
        *,
        is_whole: bool = False,
    ) -> None:
        self._sentence = sentence
        self._quantity = quantity
        self._today = today
        self._is_whole = is_whole

    @cached_property
    def subject(self) -> Subject:
        """What it is about."""
        subject = _subject(self._sentence, self._quantity, self._clause)
        if subject.keys:
            return subject
        line = self._sentence.line
        return _subject(self._sentence, self._quantity, (line.start, line.end))

    @property
    def period(self) -> Period | None:
        """When it holds."""
        return self._dated[0]

    @property
    def told(self) -> str:
        """How its period is written."""
        return self._dated[1]

    @property
    def is_goal(self) -> bool:
        """Whether its sentence tells of what is wanted."""
        return self._sentence.is_goal

    @property
    def is_other(self) -> bool:
        """Whether its sentence tells of others or of something imagined."""
        return self._sentence.is_other

    @property
    def spoken(self) -> frozenset[str]:
        """The keys of all its sentence speaks of, those of its subject among them."""
        return self._sentence.keys

    @cached_property
    def is_state(self) -> bool:
        """Whether its sentence tells how things stand: "we have 12", not "we have sold 12"."""
        return _is_state(self._sentence.line)

    @cached_property
    def opening(self) -> str:
        """The key of what its sentence is about when it opens with "a" or "one": "one donor"."""
        line = self._sentence.line
        is_one = line.role(0) & UNSAID and line.role(1) & DURATION == 0 and line.is_blank(0)
        return key_of(line.words[1], line.tables.language) if is_one else ""

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of names in its clause."""
        return _names(self._sentence.line, self._clause, self._quantity)

    @cached_property
    def _clause(self) -> tuple[int, int]:
        line = self._sentence.line
        if self._is_whole:
            return line.start, line.end
        return _clause(self._sentence, self._quantity)

    @cached_property
    def _dated(self) -> tuple[Period | None, str]:
        return _period(self._sentence, self._quantity, self._clause, self._today)


def _is_state(line: Line) -> bool:
    if not line.kinds & STATE:
        return False
    if line.tables.language == Language.NL:
        return not any(_DUTCH_DONE.fullmatch(word) for word in line.words)
    return not any(
        role & STATE and _DONE.fullmatch(word)
        for role, word in zip(line.roles, line.words[1:], strict=False)
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


def _clause(sentence: Sentence, quantity: Quantity) -> tuple[int, int]:
    """Return where the part of the sentence that holds the number starts and ends."""
    start, end = sentence.line.start, sentence.line.end
    for parting in _PARTED.finditer(sentence.line.text, start, end):
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
    opens, closes = bisect_left(line.starts, clause[0]), bisect_right(line.ends, clause[1])
    words: Sequence[str] = line.words[opens:closes]
    dates = [(one.start, one.end) for one in sentence.found if one.kind is Measure.DATE]
    if dates:
        words = [
            line.words[place]
            for place in range(opens, closes)
            if not _is_in(dates, line.starts[place], line.ends[place])
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
    sentence: Sentence, quantity: Quantity, clause: tuple[int, int], today: date | None
) -> tuple[Period | None, str]:
    """Return the period of a number and how it is written: that of its clause, or the only one."""
    dates = [one for one in sentence.found if one.kind is Measure.DATE and one is not quantity]
    said = [one for one in sentence.said if one.told]
    if not dates and not said:
        return None, ""
    found = [(one.start, one.end, period_of(one.day, today)) for one in dates]
    found += [(one.start, one.end, relative_period(one.told, today)) for one in said]
    near = [one for one in found if clause[0] <= one[0] and one[1] <= clause[1]]
    chosen = near or (found if len(found) == 1 else [])
    if not chosen:
        return None, ""
    start, end, period = min(chosen, key=lambda one: abs(one[0] - quantity.start))
    return period, sentence.line.text[start:end]

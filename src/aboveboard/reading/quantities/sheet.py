"""What was found so far in a sentence, while its numbers are read from left to right."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.reading.quantities.numerals import read_numeral
from aboveboard.reading.quantities.quantity import Hedge, Measure, Quantity
from aboveboard.reading.quantities.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aboveboard.reading.quantities.dates import Dated
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.numeral import Numeral
    from aboveboard.reading.quantities.unit import Unit


class Said(NamedTuple):
    """A phrase of the tables in a sentence: of which group, how much it says, and where."""

    name: str
    value: Decimal | None
    told: str
    start: int
    end: int


_IDLE = frozenset({"idioms", "not_shares"})


class Sheet:
    """The numbers of a sentence; ``bare`` are those of which it does not say what they count.

    ``idle`` is where phrases stand whose numbers claim nothing, ``taken`` where numbers were
    found, ``numbers`` the phrases that are numbers themselves by where they start. ``counts`` is what
    the number counts that was last ``asked`` about.
    """

    __slots__ = ("asked", "bare", "counts", "found", "idle", "line", "numbers", "taken")

    def __init__(self, line: Line, said: Sequence[Said]) -> None:
        self.line = line
        self.found: list[Quantity] = []
        self.bare: list[Numeral] = []
        self.taken: list[tuple[int, int]] = []
        self.idle: list[tuple[int, int]] = []
        self.asked: Numeral | None = None
        self.counts: Unit | None = None
        self.numbers: dict[int, Said] = {}
        if said:
            self._take_phrases(said)

    def _take_phrases(self, said: Sequence[Said]) -> None:
        """Add the numbers that phrases tell: "half as many", "a third"."""
        self.idle = [(one.start, one.end) for one in said if one.name in _IDLE]
        phrases = [one for one in said if one.value is not None]
        if not phrases:
            return
        self.numbers = {one.start: one for one in phrases if one.name == "number_phrases"}
        for one in phrases:
            if one.name == "time_phrases":
                self.add(Measure.DURATION, one.value, "minute", one.start, one.end, Decimal(1))
        spans = [(one.start, one.end) for one in self.numbers.values()]
        phrases = [one for one in phrases if not meets(spans, one.start, one.end)]
        for one in sorted(phrases, key=lambda told: (told.start, -told.end)):
            if not self.is_idle(one.start, one.end) and not self.is_taken(one.start, one.end):
                is_share = one.name == "shares"
                kind, unit = (Measure.PERCENT, "%") if is_share else (Measure.MULTIPLE, "x")
                self.add(kind, one.value, unit, one.start, one.end)

    def is_idle(self, start: int, end: int) -> bool:
        """Return whether a passage is part of a phrase whose numbers claim nothing."""
        return bool(self.idle) and meets(self.idle, start, end)

    def is_taken(self, start: int, end: int) -> bool:
        """Return whether a passage meets a number that was found."""
        return bool(self.taken) and meets(self.taken, start, end)

    def add(
        self,
        kind: Measure,
        value: Decimal | None,
        unit: str,
        start: int,
        end: int,
        step: Decimal | None = None,
        to: Decimal | None = None,
        day: str = "",
        hedge: Hedge = Hedge.NONE,
    ) -> None:
        """Add a number, unless it lies over one that was found: the sign of "1€7" belongs to one."""
        if self.is_taken(start, end):
            return
        line = self.line
        self.taken.append((start, end))
        self.found.append(
            Quantity(
                start, end, kind, value, unit, line.number, line.tables.language, step, to, day,
                hedge,
            )
        )  # fmt: skip

    def drop_from(self, start: int) -> None:
        """Take back the numbers that were found from a position on."""
        self.found = [one for one in self.found if one.start < start]
        self.taken = [span for span in self.taken if span[0] < start]

    def add_date(self, dated: Dated) -> int:
        """Add a date; return the word behind it."""
        self.add(Measure.DATE, None, "", dated.start, dated.end, day=dated.day)
        return dated.last

    def unit(self, number: Numeral) -> Unit | None:
        """Return what a number counts; it is asked several times over."""
        if number is not self.asked:
            self.asked, self.counts = number, unit_of(self.line, number)
        return self.counts

    def numeral(self, place: int) -> Numeral | None:
        """Return the number that begins at a word, or None; also beyond the sentence."""
        return read_numeral(self.line, place) if place < len(self.line.words) else None


def meets(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether a passage shares a character with one of ``spans``."""
    for first, last in spans:  # noqa: SIM110 - most are empty, and this is asked often.
        if first < end and start < last:
            return True
    return False

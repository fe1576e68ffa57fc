"""What a number counts, as it was read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.reading.quantities.quantity import Measure

if TYPE_CHECKING:
    from aboveboard.reading.quantities.line import Line
    from aboveboard.reading.quantities.numeral import Numeral


class Unit(NamedTuple):
    """What is counted: ``start`` and ``end`` are where it all stands, ``last`` the word behind it.

    ``per`` is by how much the number is to be multiplied (cents, decades).
    """

    kind: Measure
    name: str
    start: int
    end: int
    last: int
    per: Decimal = Decimal(1)


_AND_HALF = (["and", "a", "half"], ["et", "demi"], ["et", "demie"])


def duration_at(line: Line, number: Numeral, at: int) -> Unit:
    """Return a time, with the half behind its unit: "deux ans et demi"."""
    name = line.tables.durations[line.words[at]]
    for half in _AND_HALF if line.word(at + 1) in {"and", "et"} else ():
        last = at + 1 + len(half)
        if line.words[at + 1 : last] == half and number.value:
            more = (number.value + Decimal("0.5")) / number.value
            if number.end > line.ends[at]:
                more = Decimal(1)
            return Unit(Measure.DURATION, name, number.start, line.ends[last - 1], last, more)
    return Unit(Measure.DURATION, name, number.start, line.ends[at], at + 1)

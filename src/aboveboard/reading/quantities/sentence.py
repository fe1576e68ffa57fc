"""The numbers one sentence claims."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.dates import date_at, is_year, quarter_at
from aboveboard.reading.quantities.numerals import Numeral, read_numeral
from aboveboard.reading.quantities.quantity import Hedge, Measure, Quantity
from aboveboard.reading.quantities.tables import hedge_of
from aboveboard.reading.quantities.units import Unit, is_clock, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aboveboard.reading.quantities.dates import Dated
    from aboveboard.reading.quantities.line import Line


class Said(NamedTuple):
    """A phrase of the tables in a sentence: of which group, how much it says, and where."""

    name: str
    value: Decimal | None
    told: str
    start: int
    end: int


_MULTIPLE = re.compile(r"x(\d{1,3})")
_SHARED = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000})
_IDLE = frozenset({"idioms", "not_shares"})
_BETWEEN = " \u00a0\u202f-./()"
"""Signs between the groups of a phone number."""
_ALSO_AND = frozenset({"en", "and", "et", "a", "or", "ou", "of"})
"""Words that part the ends of a range only behind a word such as "between"."""
_FEW = frozenset({"paar", "few", "couple", "quelques", "plusieurs"})
_LINK = 40
"""Characters of a link before a word by which it is known to be part of it."""
_REACH = 3
"""Characters between a word that bends a number and the number: a blank, a sign of money."""


class Numbers(NamedTuple):
    """What a line claims, and numbers such as "35k" of which it does not say what they count."""

    found: list[Quantity]
    bare: list[Numeral]


def read_line(line: Line, said: Sequence[Said], places: Sequence[int]) -> Numbers:
    """Return the numbers of a line; ``places`` are the words at which one may stand."""
    reader = _Reader(line, said)
    for place in places:
        if place >= reader.at and not reader.is_taken(place):
            reader.at = max(reader.read(place), place + 1)
    found = sorted(reader.found, key=lambda one: one.start)
    return Numbers([_hedged(line, one, said) for one in found], reader.bare)


def in_currency(number: Numeral, unit: str, line: Line) -> Quantity:
    """Return a bare number as money: "35k" beside "12k euro"."""
    return Quantity(
        number.start, number.end, Measure.MONEY, number.value, unit, line.number,
        line.tables.language, number.step,
    )  # fmt: skip


class _Reader:
    """Reads the numbers of a line from left to right; ``at`` is the next word to look at."""

    def __init__(self, line: Line, said: Sequence[Said]) -> None:
        self.line = line
        self.at = 0
        self.idle = [(one.start, one.end) for one in said if one.name in _IDLE]
        self.found: list[Quantity] = []
        self.taken: list[tuple[int, int]] = []
        self.has_share = not line.vocabulary.isdisjoint(line.tables.sets["share_joins_apart"])
        self.has_link = line.text.find("://", max(0, line.start - _LINK), line.end) >= 0
        self.bare: list[Numeral] = []
        self.units: dict[tuple[int, int], Unit | None] = {}
        phrases = [one for one in said if one.value is not None]
        self.numbers = {one.start: one for one in phrases if one.name == "number_phrases"}
        spans = [(one.start, one.end) for one in self.numbers.values()]
        phrases = [one for one in phrases if not self._meets(spans, one.start, one.end)]
        for one in sorted(phrases, key=lambda told: (told.start, -told.end)):
            spans = [*self.idle, *self.taken]
            if not self._meets(spans, one.start, one.end):
                kind, unit = (
                    (Measure.PERCENT, "%") if one.name == "shares" else (Measure.MULTIPLE, "x")
                )
                self._add(kind, one.value, unit, one.start, one.end)

    @staticmethod
    def _meets(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
        for first, last in spans:  # noqa: SIM110 - most are empty, and this is asked often.
            if first < end and start < last:
                return True
        return False

    def is_taken(self, place: int) -> bool:
        """Return whether a word stands in a number that was found."""
        return self._meets(self.taken, self.line.starts[place], self.line.ends[place])

    def _add(
        self,
        kind: Measure,
        value: Decimal | None,
        unit: str,
        start: int,
        end: int,
        **more: object,
    ) -> None:
        self.taken.append((start, end))
        self.found.append(
            Quantity(
                start, end, kind, value, unit, self.line.number, self.line.tables.language,
                **more,  # type: ignore[arg-type]
            )
        )  # fmt: skip

    def _add_date(self, dated: Dated) -> int:
        self._add(Measure.DATE, None, "", dated.start, dated.end, day=dated.day)
        return dated.last

    def read(self, place: int) -> int:
        """Add the number that stands at ``place``, if any; return the word to go on at."""
        line, tables = self.line, self.line.tables
        word = line.words[place]
        if line.text[line.starts[place] - 1] in "#@_=&?~" or (
            self.has_link and self._is_in_address(place)
        ):
            return place + 1
        if self.has_share and (last := self._read_one_in(place)):
            return last
        if word[0].isdecimal() or line.starts[place] in self.numbers:
            return self._read_numeral(place)
        if dated := quarter_at(line, place):
            return self._add_date(dated)
        if told := _MULTIPLE.fullmatch(word):
            self._add_alone(Measure.MULTIPLE, Decimal(told[1]), "x", place)
        elif word in tables.multiples:
            self._add_alone(Measure.MULTIPLE, tables.multiples[word], "x", place)
        elif word in tables.wholes and word not in tables.numbers:
            self._read_whole(place)
        elif word.isalpha():
            return self._read_numeral(self._with_article(place))
        return place + 1

    def _add_alone(self, kind: Measure, value: Decimal, unit: str, place: int) -> None:
        start, end = self.line.starts[place], self.line.ends[place]
        if not self._meets(self.idle, start, end):
            self._add(kind, value, unit, start, end)

    def _is_in_address(self, place: int) -> bool:
        """Return whether a word is part of a link."""
        start = self.line.starts[place]
        before = self.line.text[max(0, start - _LINK) : start]
        return "://" in before and "://" in before.rpartition(" ")[2]

    def _with_article(self, place: int) -> int:
        """Return where "a hundred" or "une trentaine" begins, whose number stands at ``place``."""
        line, tables = self.line, self.line.tables
        word = line.words[place]
        for back in (2, 1):
            if place >= back and line.starts[place - back] in self.numbers:
                return place - back
        counts = word in tables.collectives or word in tables.scales or word == "hundred"
        if counts and line.word(place - 1) in tables.sets["unsaid"] and line.is_near(place - 1):
            is_dutch = tables.language == Language.NL
            return place if is_dutch and word not in tables.scales else place - 1
        return place

    def _read_whole(self, place: int) -> None:
        """Add "a decade" or "kwartier", which tell how long without a number."""
        line, tables = self.line, self.line.tables
        before = line.word(place - 1)
        if (
            before != "une"
            and before not in tables.sets["unsaid"]
            and line.words[place] != "kwartier"
        ):
            return
        much, unit = tables.wholes[line.words[place]]
        is_dutch = tables.language == Language.NL
        start = line.starts[place if is_dutch else place - 1]
        if not self._meets(self.idle, start, line.ends[place]):
            self._add(Measure.DURATION, much, unit, start, line.ends[place], step=Decimal(1))

    def _unit(self, number: Numeral) -> Unit | None:
        """Return what a number counts; it is asked several times over."""
        key = number.start, number.end
        if key not in self.units:
            self.units[key] = unit_of(self.line, number)
        return self.units[key]

    def _numeral(self, place: int) -> Numeral | None:
        """Return the number that begins at ``place``: digits, words, or "a quarter of a million"."""
        told = self.numbers.get(self.line.starts[place])
        if told is None or told.value is None:
            return read_numeral(self.line, place)
        last = place
        while last < len(self.line.ends) and self.line.ends[last] <= told.end:
            last += 1
        return Numeral(
            told.value, told.value / 10, place, last, told.start, told.end,
            is_digits=False, scaled=True,
        )  # fmt: skip

    def _read_numeral(self, place: int) -> int:
        number = self._numeral(place)
        if number is None:
            return place + 1
        if dated := date_at(self.line, number):
            return self._add_date(dated)
        if (after := self._past_code(number)) > 0:
            return after
        if self._meets(self.idle, number.start, number.end):
            return number.last
        return self._read_share(number) or self._read_range(number) or self._read_single(number)

    def _past_code(self, number: Numeral) -> int:
        """Return the word behind a phone, order or version number, or 0 when it is none."""
        line, at = self.line, number.first
        behind, before = line.gap(number.last - 1), line.gap(at - 1)
        glued = before in {"-", "/", "+", ".", "--"} and at > 0
        if glued and not (before == "-" and line.word(at - 1).isdecimal()):
            return number.last
        goes_on = number.last < len(line.words)
        is_parted = behind[:1] in {"/", "\\", "_"} or (behind == "." and goes_on)
        if is_parted or (number.is_digits and self._is_code(number, before, behind)):
            return self._past_digits(number.last)
        return 0

    def _is_code(self, number: Numeral, before: str, behind: str) -> bool:
        line = self.line
        word, following = line.words[number.first], line.written(number.last)
        is_code = following.isupper() or not self._unit(number)
        if behind == "-" and is_code and not following[:1].isdecimal():
            return True
        leads_zero = word[0] == "0" and len(word) > 1 and not number.suffix
        follows = bool(behind) and not behind.strip(_BETWEEN) and following[:1].isdecimal()
        is_row = follows and behind == " " and line.word(number.last + 1)[:1].isdecimal()
        return leads_zero or is_row or (follows and before.rstrip()[-1:] == "+")

    def _past_digits(self, place: int) -> int:
        line = self.line
        while (
            place < len(line.words)
            and line.words[place][0].isdecimal()
            and not line.gap(place - 1).strip(_BETWEEN)
        ):
            place += 1
        return place

    def _read_share(self, number: Numeral) -> int:
        """Add "één op de vijf" or "3 sur 4"; return the word behind it, or 0."""
        line, tables = self.line, self.line.tables
        at = number.last
        if line.word(at) not in tables.sets["share_joins"] or not line.is_blank(at - 1):
            return 0
        at += 1 + (line.word(at + 1) in {"de", "of"})
        if not line.is_blank(at - 1) or at >= len(line.words):
            return 0
        whole = read_numeral(line, at)
        if whole is None or whole.value not in _SHARED or not 0 < number.value < whole.value:
            return 0
        if number.decimals:
            return 0
        if line.word(number.last) == "in" and self._unit(whole) and number.value != 1:
            return 0
        value = _share(number.value, whole.value)
        self._add(Measure.PERCENT, value, "%", number.start, whole.end, step=Decimal(1))
        return whole.last

    def _read_one_in(self, place: int) -> int:
        """Add "een op de drie" or "un client sur trois", whose second number stands at ``place``."""
        line, tables = self.line, self.line.tables
        at = place - 1 - (line.word(place - 1) == "de")
        if line.word(at) not in tables.sets["share_joins_apart"]:
            return 0
        ones = tables.sets["unsaid"] | {"1"}
        first = next((one for one in (at - 1, at - 2) if line.word(one) in ones), -1)
        whole = read_numeral(line, place) if first >= 0 else None
        if whole is None or whole.value not in _SHARED or whole.value == 1:
            return 0
        value = _share(Decimal(1), whole.value)
        self._add(Measure.PERCENT, value, "%", line.starts[first], whole.end, step=Decimal(1))
        return whole.last

    def _read_range(self, number: Numeral) -> int:
        """Add both ends of a range or of a change; return the word behind it, or 0."""
        line = self.line
        first = self._unit(number)
        if first:
            return self._read_mixed_range(number, first)
        at, is_change = self._upper_end(number)
        if not number.last <= at < len(line.words):
            return 0
        if is_change:
            return self._read_change(number, at)
        upper = read_numeral(line, at)
        unit = self._unit(upper) if upper else None
        if upper is None or unit is None or self._is_named(number, unit):
            return 0
        return self._add_range(number, upper, unit, number.start)

    def _upper_end(self, number: Numeral) -> tuple[int, bool]:
        """Return where the other end of a range may stand, or -1, and if it is a change instead."""
        line, tables, at = self.line, self.line.tables, number.last
        joint, word = line.gap(at - 1).strip(), line.word(at)
        if joint in {"-", "–", "—", "à"} and word[:1].isdecimal():
            return at, False
        if (
            word in tables.sets["range"]
            and not joint
            and (word not in _ALSO_AND or self._is_between(number))
        ):
            return at + 1, word == "to" and line.word(number.first - 1) == "from"
        if word in tables.sets["change"]:
            return at + 1, True
        return -1, False

    def _is_between(self, number: Numeral) -> bool:
        words = self.line.words[max(0, number.first - 2) : number.first]
        return any(word in self.line.tables.sets["between"] for word in words)

    def _read_mixed_range(self, number: Numeral, first: Unit) -> int:
        """Add "£60 and £90" between which something lies; else the first end stands alone."""
        line, tables = self.line, self.line.tables
        joint = line.word(first.last)
        is_range = joint in tables.sets["range"] and (
            joint in {"tot", "to", "à"} or self._is_between(number)
        )
        if not is_range or first.last + 1 >= len(line.words) or first.kind is Measure.COUNT:
            return 0
        upper = read_numeral(line, first.last + 1)
        unit = self._unit(upper) if upper else None
        if upper and not unit and first.kind is Measure.MONEY and first.end == number.end:
            unit = first._replace(end=upper.end, last=upper.last)
        if upper is None or unit is None or (unit.kind, unit.name) != (first.kind, first.name):
            return 0
        if not self._is_between(number) and line.word(number.first - 1) in tables.sets["from"]:
            return 0
        return self._add_range(number, upper, unit, first.start)

    def _add_range(self, number: Numeral, upper: Numeral, unit: Unit, start: int) -> int:
        low = number.value
        if upper.scaled and not number.scaled and low < 1000 and low < upper.value:
            low *= _power(upper)
        if unit.kind is Measure.DURATION and is_clock(self.line, upper, unit.last - 1):
            return unit.last
        self._add(
            unit.kind, low * unit.per, unit.name, start, unit.end,
            to=upper.value * unit.per, step=upper.step * unit.per,
        )  # fmt: skip
        return unit.last

    def _read_change(self, number: Numeral, at: int) -> int:
        """Add both numbers of "van 18 naar 22 procent"."""
        line = self.line
        upper = read_numeral(line, at) if at < len(line.words) else None
        unit = self._unit(upper) if upper else None
        if upper is None or unit is None:
            return 0
        self._add(unit.kind, number.value * unit.per, unit.name, number.start, number.end,
                  step=number.step * unit.per)  # fmt: skip
        self._add(unit.kind, upper.value * unit.per, unit.name, unit.start, unit.end,
                  step=upper.step * unit.per)  # fmt: skip
        return unit.last

    def _read_single(self, number: Numeral) -> int:
        unit = self._inherited(number) or self._unit(number) or self._of_many(number)
        if self.line.word(number.first - 1) in _FEW:
            return number.last
        if unit is None:
            if number.scaled and number.is_digits:
                self.bare.append(number)
            return number.last
        if self._is_named(number, unit):
            return number.last
        if unit.kind is Measure.MULTIPLE and number.value == 1:
            return unit.last
        hedge = Hedge.ABOUT if number.is_rough else Hedge.NONE
        if self.line.text[number.end : number.end + 1] == "+":
            hedge = Hedge.OVER
        sign = self._sign(number)
        self._add(
            unit.kind, sign * number.value * unit.per, unit.name, min(unit.start, number.start), unit.end,
            step=number.step * unit.per, hedge=hedge,
        )  # fmt: skip
        return unit.last

    def _sign(self, number: Numeral) -> int:
        """Return -1 for a number with a minus before it, else 1."""
        before = self.line.text[max(self.line.start, number.start - 2) : number.start]
        is_less = before[-1:] in {"-", "−"} and not before[:-1].strip()
        return -1 if is_less and number.is_digits else 1

    def _of_many(self, number: Numeral) -> Unit | None:
        """Return the unit of "3 van de 8 mensen", which the first number shares."""
        line = self.line
        at = number.last
        if line.word(at) not in {"van", "of", "des", "sur"} or number.suffix:
            return None
        at += 1 + (line.word(at + 1) in {"de", "onze", "the", "our", "les", "nos"})
        whole = read_numeral(line, at) if at < len(line.words) else None
        unit = self._unit(whole) if whole else None
        if unit is None or unit.kind is not Measure.COUNT:
            return None
        return Unit(Measure.COUNT, unit.name, number.start, number.end, number.last)

    def _is_named(self, number: Numeral, unit: Unit) -> bool:
        """Return whether a number belongs to the name or the label before it: "Windows 11"."""
        line, before = self.line, number.first - 1
        if unit.kind not in {Measure.COUNT, Measure.DURATION} or before < 0:
            return False
        if not line.is_blank(before) and line.gap(before).strip() != "-":
            return False
        word = line.words[before]
        if line.tables.has("labels", word) and number.is_digits:
            return True
        return (
            before > 0
            and number.is_digits
            and line.written(before)[:1].isupper()
            and (
                not is_year(word)
                and word not in line.tables.months
                and not line.tables.has("day_words", word)
            )
        )

    def _inherited(self, number: Numeral) -> Unit | None:
        """Return the unit of the count before, for a bare number that goes on with it."""
        line, tables = self.line, self.line.tables
        if not self.found:
            return None
        counts = [one for one in self.found if one.kind is Measure.COUNT and one.to is None]
        if not counts or number.suffix or is_year(line.words[number.first]):
            return None
        before = line.word(number.first - 1)
        opening = line.words[0] if line.words else ""
        goes_on = (
            (tables.language == Language.NL and before == "er")
            or (before in {"to", "naar", "à"} and not line.vocabulary.isdisjoint(tables.sets["from"]))
            or opening in {"sur", "van", "of", "out", "uit"}
        )  # fmt: skip
        unit = self._unit(number)
        is_participle = unit is not None and unit.name.endswith(("és", "ées"))
        if not goes_on or (unit and not is_participle):
            return None
        return Unit(Measure.COUNT, counts[-1].unit, number.start, number.end, number.last)


def _share(part: Decimal, whole: Decimal) -> Decimal:
    """Return a part of a whole in per cent, to two decimals at most."""
    share = round(part * 100 / whole, 2)
    return share.to_integral_value() if share == share.to_integral_value() else share


def _power(number: Numeral) -> Decimal:
    """Return by how much a word multiplied a number."""
    decimals = Decimal(1).scaleb(-number.decimals)
    return number.step / decimals


def _hedged(line: Line, found: Quantity, said: Sequence[Said]) -> Quantity:
    """Return the number with what the words before it say: nearly, over, about."""
    for one in said:
        if not 0 <= found.start - one.end <= _REACH:
            continue
        hedge = hedge_of(one.name)
        between = line.text[one.end : found.start].strip()
        if hedge and between in {"", "€", "$", "£", "de", "a", "un"}:
            return replace(found, hedge=hedge)
    return found

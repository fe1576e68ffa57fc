"""The entries of a record that may tell of the same thing as a number of a draft."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from aboveboard.reading.agreement import amount_of, reach_of
from aboveboard.reading.fact import FactKind, place_of
from aboveboard.reading.quantities.quantity import Measure
from aboveboard.reading.quantities.subjects import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aboveboard.reading.fact import Entry, Record, Shelf
    from aboveboard.reading.quantities.context import Context
    from aboveboard.reading.quantities.periods import Period
    from aboveboard.reading.quantities.quantity import Quantity


class Fit(NamedTuple):
    """An entry that may tell of the same thing; ``shared`` is how many keys speak for it."""

    entry: Entry
    shared: int
    same_period: bool
    keys: frozenset[str]


def fits_of(quantity: Quantity, beside: Context, record: Record) -> list[Fit]:
    """Return the entries that may agree with a number or differ from it.

    They are of the same unit, about the same or so precise that an equal number is enough, and
    their period does not speak against them.
    """
    key = key_of(quantity.unit, quantity.language) if quantity.kind is Measure.COUNT else ""
    shelves = [
        shelf
        for place in _places(quantity, key)
        if (shelf := record.shelves.get(place)) is not None
    ]
    if not shelves:
        return []
    value = quantity.value if _is_known(quantity, shelves) else None
    keys: frozenset[str] | None = None
    fits: list[Fit] = []
    for shelf in shelves:
        # Most sentences speak of nothing that the record does: then their subject need not be told.
        if (
            key not in shelf.keys
            and value not in shelf.values
            and beside.spoken.isdisjoint(shelf.keys)
        ):
            continue
        # What has no unit is a count only when it names what it counts: "Shops", 240.
        is_unnamed = key != "" and shelf is record.shelves.get(_NO_UNIT)
        for entry in _near(quantity, beside, shelf):
            if is_unnamed and key not in entry.subject.keys:
                continue
            if keys is None:
                keys = beside.subject.keys | {key} if key else beside.subject.keys
            is_apart = keys.isdisjoint(entry.subject.keys)
            if is_apart and entry.value != value:
                continue
            if fit := _fit(entry, beside.period, keys):
                fits.append(fit)
    return fits


_NO_UNIT = (None, "")


def _places(quantity: Quantity, key: str) -> Sequence[tuple[Measure | None, str]]:
    place = place_of(quantity.kind, quantity.unit, key)
    return (place, _NO_UNIT) if key else (place,)


def _near(quantity: Quantity, beside: Context, shelf: Shelf) -> Iterator[Entry]:
    """Yield the entries that may agree with a number, or of which another may be wrong.

    What somebody wants is told beside a target, what is, beside all else.
    """
    low, high = reach_of(quantity)
    is_goal = beside.is_goal
    for entry, amount, is_target in shelf.entries:
        if is_target is is_goal or low <= amount <= high:
            yield entry


def _fit(entry: Entry, own: Period | None, keys: frozenset[str]) -> Fit | None:
    period = entry.fact.period
    if own and period and not own.overlaps(period):
        return None
    return Fit(entry, len(keys & entry.subject.keys), _is_same(own, period), keys)


def _is_same(first: Period | None, second: Period | None) -> bool:
    """Return whether two periods are alike, or one is a day within the other."""
    if first is None or second is None:
        return False
    if first.holds(second) and second.days <= 1:
        return True
    return first.overlaps(second) and max(first.days, second.days) <= 1.6 * min(
        first.days, second.days
    )


_ALWAYS = frozenset(
    {"per_day", "per_week", "per_month", "each", "delta", "back", "other", "early"}
)
"""Words that make another thing of any number; others ("new", "lost") only of a count."""
_REACH = {2: Decimal(3), 3: Decimal(6)}
"""How many times as much two numbers of the same may be, by how much speaks for it."""


def is_rival(quantity: Quantity, beside: Context, fit: Fit) -> bool:
    """Return whether an entry tells of the same thing, so that its other number counts."""
    entry = fit.entry
    is_target = entry.fact.kind is FactKind.TARGET
    if not fit.shared or is_target != beside.is_goal or not entry.value:
        return False
    is_apart = beside.period and entry.fact.period and not fit.same_period
    changed = entry.subject.modifiers ^ beside.subject.modifiers
    is_count = quantity.kind is Measure.COUNT
    if is_apart or changed & _ALWAYS or (is_count and changed):
        return False
    further = fit.keys - entry.subject.keys
    if quantity.kind is Measure.MONEY:
        further -= {"#cost", "#price"}
    if beside.names - entry.subject.keys or not _is_about(fit, further):
        return False
    if beside.opening and beside.opening not in entry.subject.keys:
        return False
    is_covered = beside.is_state and entry.subject.keys <= fit.keys and len(further) <= 1
    strength = fit.shared + fit.same_period + (is_covered if is_count else 1)
    strength -= any(key.startswith("#") for key in further) + (len(further) > 3)
    reach = _REACH.get(strength, Decimal(100))
    return strength >= 2 and 1 / reach <= amount_of(quantity) / amount_of(entry) <= reach


def _is_about(fit: Fit, further: frozenset[str]) -> bool:
    """Return whether the words of an entry and those beside a number tell of one thing.

    "A customer good for half a million of revenue" is not about revenue as a whole.
    """
    keys = fit.entry.subject.keys
    if fit.entry.fact.kind is FactKind.MOMENT:
        return fit.shared * 2 >= len(keys)
    missing = len(keys - fit.keys)
    is_other_thing = any(key.startswith("#") for key in further)
    return not is_other_thing and missing <= 1 and not (missing and len(further) > 1)


def _is_known(quantity: Quantity, shelves: Sequence[Shelf]) -> bool:
    """Return whether an equal number stands on a shelf, and is the same by itself."""
    is_equal = any(quantity.value in shelf.values for shelf in shelves)
    return is_equal and _is_telling(quantity)


def _is_telling(quantity: Quantity) -> bool:
    """Return whether a number is so precise that an equal one is the same by itself."""
    if quantity.value is None:
        return False
    digits = str(abs(quantity.value).normalize().as_tuple().digits)
    return len(digits.strip("(),").split(",")) >= 3

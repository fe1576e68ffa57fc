"""A record as JSON: what a line of ``read --jsonl`` or a file may say beside a text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from aboveboard.reading.fact import Fact, FactKind
from aboveboard.reading.quantities.periods import Period, period_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def facts_of(given: Iterable[dict[str, Any]]) -> list[Fact]:
    """Return the facts of a list of objects.

    Each has ``text``, and if wanted ``number``, ``unit``, ``when`` ("2024", "2024-03", "2024-Q3",
    a day, or an object with ``from`` and ``to``), ``kind`` ("moment", "target", "outcome"),
    ``topic``, ``direction``, ``id`` and ``link``.

    Raises:
        ValueError: one of them cannot be read.
        KeyError: one has no text.
    """
    return [_fact(one, place) for place, one in enumerate(given)]


def _fact(given: dict[str, Any], place: int) -> Fact:
    number = given.get("number")
    try:
        exact = None if number is None else Decimal(str(number))
    except InvalidOperation as bad:
        raise ValueError(f"{number!r} is no number") from bad
    if exact is not None and not exact.is_finite():
        raise ValueError(f"{number!r} is no number")
    otherwise = FactKind.MOMENT if exact is None else FactKind.OUTCOME
    return Fact(
        id=str(given.get("id", place)),
        kind=FactKind(given.get("kind") or otherwise),
        text=str(given["text"]),
        number=exact,
        unit=str(given.get("unit") or ""),
        period=_period(given.get("when")),
        topics=(str(given["topic"]),) if given.get("topic") else (),
        direction=str(given.get("direction") or ""),
        link=str(given.get("link") or ""),
    )


def _period(when: object) -> Period | None:
    if not when:
        return None
    if isinstance(when, dict):
        return Period(date.fromisoformat(when["from"]), date.fromisoformat(when["to"]))
    found = period_of(str(when))
    if found is None:
        raise ValueError(f"{when!r} is no day, month, quarter or year")
    return found

"""Boundaries as they are written in a file: a JSON list, or a line each."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from aboveboard.reading.boundaries.boundary import (
    NUMBERS,
    About,
    Boundary,
    Consent,
    Force,
    boundary_of,
)
from aboveboard.reading.boundaries.figures import figures_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_SAYS: Final = {True: Consent.GIVEN, False: Consent.REFUSED, None: Consent.UNKNOWN}
_LETTERS: Final = re.compile(r"[^\W_]")


def boundaries_in(text: str) -> tuple[Boundary, ...]:
    """Return the boundaries of a file: a JSON list, or a term or "Name (Firm)" a line, never told.

    Raises:
        ValueError: an entry is no boundary; the message says which and why.
    """
    if text.lstrip().startswith("["):
        return boundaries_of(json.loads(text))
    return tuple(boundary_of(line) for line in text.splitlines() if _LETTERS.search(line))


def boundaries_of(given: Iterable[Any]) -> tuple[Boundary, ...]:
    """Return the boundaries of a parsed JSON list of texts and objects.

    Raises:
        ValueError: an entry is no boundary; the message says which and why.
    """
    if isinstance(given, str | bytes | dict) or not hasattr(given, "__iter__"):
        raise ValueError("boundaries are a list")
    found: list[Boundary] = []
    for number, one in enumerate(given, 1):
        try:
            found.append(boundary_of(one) if isinstance(one, str) else _boundary(one))
        except (KeyError, TypeError, ValueError, ArithmeticError) as bad:
            raise ValueError(f"boundary {number}: {bad}") from bad
    return tuple(found)


def _boundary(one: dict[str, Any]) -> Boundary:
    about = next((about for about in About if about in one), None)
    if about is None:
        raise ValueError(f"none of {', '.join(About)} in it")
    name = str(one[about]).strip()
    if not _LETTERS.search(name):
        raise ValueError("nothing to look for")
    if about == About.NUMBERS and name not in NUMBERS:
        raise ValueError(f"numbers are {', '.join(NUMBERS)}")
    until = one.get("until")
    said = one.get("consent")
    value, unit = one.get("value"), str(one.get("unit", ""))
    if about == About.TARGET and value is None:
        value, unit = _number_in(name, unit)
    return Boundary(
        about,
        name,
        Force(one.get("force", Force.NEVER)),
        date.fromisoformat(until) if until else None,
        str(one.get("reason") or ""),
        tuple(map(str, one.get("words", ()))),
        str(one.get("company") or ""),
        Consent(said) if isinstance(said, str) else _SAYS[said],
        None if value is None else Decimal(str(value)),
        unit,
    )


def _number_in(name: str, unit: str) -> tuple[str, str]:
    """Return the number and unit a target's words hold ("120 new customers")."""
    figure = next(figures_of(name, 0, len(name)), None)
    if figure is None:
        raise ValueError("a target needs a number")
    return str(figure.values[0]), unit or figure.unit

"""The place in a list from which it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Self

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DIGITS: Final = 20
_FIRST, _LAST = 1900, 2200  # years a post can have; the index counts seconds in 34 bits


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row shown of a list that runs by time and id, newest first."""

    at: datetime
    id: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the cursor an address holds, or None when it holds none that makes sense."""
        micros, _, number = text.partition("_")
        sign, digits = (-1, micros[1:]) if micros.startswith("-") else (1, micros)
        if not (_is_number(digits) and _is_number(number)) or int(number) >= 1 << 30:
            return None
        try:
            at = _EPOCH + timedelta(microseconds=sign * int(digits))
        except OverflowError:
            return None
        return cls(at, int(number)) if _FIRST <= at.year <= _LAST else None

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // timedelta(microseconds=1)}_{self.id}"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS

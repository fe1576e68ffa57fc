"""Days in words, as the reader's language writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils import formats
from django.utils.translation import get_language

if TYPE_CHECKING:
    from datetime import date

_FIRST: Final = re.compile(r"(?<!\S)1(?!\S)")


def date_format(day: date, pattern: str) -> str:
    """Return the day by a pattern of Django's; French writes the first of a month as 1er.

    Source: Lexique des regles typographiques en usage a l'Imprimerie nationale, "dates".
    """
    written = formats.date_format(day, pattern)
    if day.day == 1 and "j" in pattern and (get_language() or "").startswith("fr"):
        return _FIRST.sub("1er", written, count=1)
    return written

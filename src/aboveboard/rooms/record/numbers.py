"""Numbers as people in three languages write them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from aboveboard.core.errors import Invalid

_NOISE: Final = re.compile(r"[\s\u00a0\u202f'’€$£%]")
_GROUPED: Final = re.compile(r"[-+]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+")
_NUMBER: Final = re.compile(r"[-+]?\d{1,14}(?:\.\d{1,4})?")


def number_in(written: str, *, field: str) -> Decimal:
    """Return the number: at most 14 digits before the point and 4 after it.

    Blanks and signs of money are passed over. Of a point and a comma the last one parts the
    decimals; one alone does too, unless it stands more than once.

    Raises:
        Invalid: rule ``not_a_number``.
    """
    plain = _NOISE.sub("", written).replace("\u2212", "-")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", "")
    elif "," in plain and "." in plain:
        thousands = "," if plain.rfind(",") < plain.rfind(".") else "."
        plain = plain.replace(thousands, "").replace(",", ".")
    else:
        plain = plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise Invalid(field=field, rule="not_a_number")
    try:
        return Decimal(plain)
    except InvalidOperation as bad:
        raise Invalid(field=field, rule="not_a_number") from bad

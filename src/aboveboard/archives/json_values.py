"""Small, total functions on values that came out of somebody's JSON.

Each takes anything and gives something of the type it names, so that a reader never has to
trust the shape of an export.
"""

from __future__ import annotations

import hashlib
import json
import math
from datetime import UTC, datetime
from typing import Final

type Json = dict[str, Json] | list[Json] | str | int | float | bool | bytes | None

RAW_CHARACTERS: Final = 2000
ADDRESS_CHARACTERS: Final = 2000
ID_CHARACTERS: Final = 200
_DIGITS: Final = 16
_ISO_CHARACTERS: Final = range(10, 41)
_EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)


def text_of(value: Json) -> str:
    """Return ``value`` if it is text, without NUL characters and outer blanks, else ``""``."""
    return value.replace("\0", "").strip() if isinstance(value, str) else ""


def mapping_of(value: Json) -> dict[str, Json]:
    """Return ``value`` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def mappings_of(value: Json) -> list[dict[str, Json]]:
    """Return the objects in ``value`` if it is a list, else none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def texts_of(value: Json) -> list[str]:
    """Return the texts in ``value``: of a list, or the one text itself; empty ones left out."""
    found = value if isinstance(value, list) else [value]
    return [text for text in map(text_of, found) if text]


def count_of(value: Json) -> int | None:
    """Return a count between 0 and 2**53 given as a number or as digits, else None."""
    value = _number(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= 2**53 else None


def _number(value: Json) -> Json:
    """Return a number written as at most 16 digits as a number, anything else as it is."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS:
        return int(value)
    return value


def moment_of_seconds(value: Json, per_second: int = 1) -> datetime | None:
    """Return the UTC time of a Unix timestamp in units of ``1 / per_second`` seconds.

    None for 0 (exports write it for "unknown"), for anything that is no number, and for times
    before 1900 or after 2099.
    """
    value = _number(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not value:
        return None
    if not math.isfinite(value) or abs(value) > 1e10 * per_second:
        return None
    whole, rest = divmod(value, per_second)
    try:
        moment = datetime.fromtimestamp(int(whole), UTC)
    except (OverflowError, OSError, ValueError):
        return None
    moment = moment.replace(microsecond=int(rest * (1_000_000 // per_second)) % 1_000_000)
    return moment if _EARLIEST <= moment < _LATEST else None


def moment_of_iso(value: Json) -> datetime | None:
    """Return the UTC time of an ISO 8601 text; without an offset it is taken as UTC.

    None for anything else, and for times before 1900 or after 2099.
    """
    if not isinstance(value, str) or len(value) not in _ISO_CHARACTERS:
        return None
    try:
        moment = datetime.fromisoformat(value)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if _EARLIEST <= moment < _LATEST else None


def digest_of(*parts: str) -> str:
    """Return 32 hexadecimal digits that stand for ``parts``, the same on every machine."""
    whole = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode("ascii")).hexdigest()[:32]


def id_of(value: Json) -> str:
    """Return ``value`` as an id of at most 200 characters; a longer one becomes its digest."""
    text = (
        str(value) if isinstance(value, int) and not isinstance(value, bool) else text_of(value)
    )
    return text if len(text) <= ID_CHARACTERS else digest_of(text)


def web_address_of(value: Json) -> str:
    """Return ``value`` if it is an http or https address of at most 2,000 characters."""
    text = text_of(value)
    if len(text) > ADDRESS_CHARACTERS or any(character.isspace() for character in text):
        return ""
    return text if text.lower().startswith(("https://", "http://")) else ""


def raw_of(value: Json) -> str:
    """Return the first 2,000 characters of ``value`` written as JSON."""
    return json.dumps(value, ensure_ascii=False, default=_shown)[:RAW_CHARACTERS]


def _shown(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def is_deeper_than(value: Json, depth: int) -> bool:
    """Return whether lists and objects stand more than ``depth`` deep in ``value``."""
    level: list[Json] = [value]
    for _ in range(depth + 1):
        inner: list[Json] = []
        for one in level:
            if isinstance(one, dict):
                inner.extend(one.values())
            elif isinstance(one, list):
                inner.extend(one)
        level = inner
        if not level:
            return False
    return any(isinstance(one, dict | list) for one in level)

"""Dutch numbers written in one word."""

from __future__ import annotations

import re
from functools import lru_cache

from aboveboard.core.languages import Language
from aboveboard.reading.quantities.tables import tables_of

_DUTCH_JOINED = re.compile(
    r"(.+?)(?:en|ën)(twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
)


@lru_cache(4096)
def dutch_compound(word: str) -> int | None:
    """Return how much a Dutch number written in one word says, or None."""
    numbers = tables_of(Language.NL).numbers
    if word in numbers:
        return numbers[word]
    for name, power in (("duizend", 1000), ("honderd", 100)):
        before, found, behind = word.partition(name)
        if found:
            first = dutch_compound(before) if before else 1
            rest = dutch_compound(behind.removeprefix("en")) if behind else 0
            if first is None or rest is None or rest >= power:
                return None
            return first * power + rest
    joined = _DUTCH_JOINED.fullmatch(word)
    if joined is None or numbers.get(joined[1], 10) > 9:
        return None
    return numbers[joined[1]] + numbers[joined[2]]

"""What a word can do beside a number, as bits: a sentence without a bit needs no look for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

(
    NUMBER, SCALE, COLLECTIVE, HALF, UNSAID, MULTIPLE, WHOLE, QUARTER, SHARE_JOIN, SHARE_APART, RANGE,
    CHANGE, FROM, MONTH, PERCENT, CURRENCY, CENT, DURATION, POINTS, TIMES, MONEY_WORD, STATE, JOIN, OF_MANY,
    PHRASE, SINGLE,
) = (1 << bit for bit in range(26))  # fmt: skip
STARTS = NUMBER | SCALE | COLLECTIVE | HALF | UNSAID | MULTIPLE | WHOLE | QUARTER
"""What a word without digits must be for a number to stand at it."""
GOES_ON = NUMBER | SCALE | COLLECTIVE | JOIN
"""What a word must be to go on with a number said before it."""
MEASURES = PERCENT | CURRENCY | CENT | DURATION | WHOLE | POINTS | TIMES
"""What a word must be to say what a number measures; any other is the noun it counts."""

_SETS = {
    "unsaid": UNSAID, "share_joins": SHARE_JOIN, "share_joins_apart": SHARE_APART, "range": RANGE,
    "change": CHANGE, "from": FROM, "percent": PERCENT, "points": POINTS, "loose_points": POINTS,
    "times": TIMES, "money_words": MONEY_WORD, "states": STATE, "joins": JOIN, "quarter": QUARTER,
}  # fmt: skip
_EVERYWHERE = {
    "één": SINGLE, "eén": SINGLE, "one": SINGLE, "seul": SINGLE, "seule": SINGLE,
    "k": SCALE, "m": SCALE, "hundred": SCALE, "ten": PERCENT, "per": PERCENT, "pour": PERCENT,
    "percentage": POINTS, "points": POINTS, "x": TIMES, "fold": TIMES, "quart": WHOLE, "quarts": WHOLE,
    "livres": CURRENCY, "keur": CURRENCY, "meur": CURRENCY, "point": JOIN | POINTS,
    "virgule": JOIN, "komma": JOIN, "and": JOIN, "en": JOIN, "et": JOIN,
    "van": OF_MANY, "of": OF_MANY, "des": OF_MANY, "sur": OF_MANY,
}  # fmt: skip
"""Words that are looked for in a sentence of any language."""


def roles_of(
    sets: Mapping[str, frozenset[str]],
    maps: Mapping[int, Iterable[str]],
) -> dict[str, int]:
    """Return the bits of each word of a language: of its named sets, and of ``maps`` by bit."""
    roles = dict(_EVERYWHERE)
    groups = [*((sets[name], bit) for name, bit in _SETS.items())]
    groups += [(frozenset(words), bit) for bit, words in maps.items()]
    letters = sets["quarter_letters"]
    groups.append(
        (frozenset(f"{letter}{n}" for letter in letters for n in range(1, 5)), QUARTER)
    )
    for words, bit in groups:
        for word in words:
            roles[word] = roles.get(word, 0) | bit
    # "Douzaines" goes on with a number, "douzaine" begins one.
    for word in maps[COLLECTIVE]:
        roles[f"{word}s"] = roles.get(f"{word}s", 0) | COLLECTIVE
    return roles

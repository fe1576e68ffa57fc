"""Whether a person is named: by the whole name, an initial, a title, or a first name near a firm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aboveboard.reading.boundaries.forms import is_ordinary, within
from aboveboard.reading.boundaries.judge import Stretch

if TYPE_CHECKING:
    from aboveboard.reading.boundaries.entries import Stem
    from aboveboard.reading.boundaries.plain import Plain

_TITLES: Final = frozenset(
    [
        "mevrouw",
        "meneer",
        "mijnheer",
        "dhr",
        "mevr",
        "mw",
        "heer",
        "juffrouw",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mister",
        "madame",
        "monsieur",
        "mme",
        "mlle",
        "dr",
        "dokter",
        "doctor",
        "docteur",
        "prof",
        "professor",
        "professeur",
    ]
)
_NEAR: Final = 200
"""Letters between a first name and the firm that tells whose it is."""


def is_last_name(plain: Plain, stem: Stem, at: int) -> Stretch | None:
    """Return where the person is named when their last name stands at a letter."""
    end = at + len(stem.letters)
    if at < 0 or not plain.letters.startswith(stem.letters, at):
        return None
    last = plain.word_end(end)
    rest = plain.letters[end:last]
    if rest not in {"", "s"} and not (plain.is_tagged(at) and rest.isdecimal()):
        return None
    before = _before(plain, stem, at)
    if before is not None:
        return Stretch(before, last)
    behind = end + len(stem.first)
    if (
        stem.first
        and not rest
        and plain.opens_word(at)
        and plain.letters.startswith(stem.first, end)
        and plain.opens_word(behind)
        and len(plain.between(end)) <= 2
    ):
        return Stretch(at, behind)
    return None


def _before(plain: Plain, stem: Stem, at: int) -> int | None:
    """Return where the words before a last name start that make it this person's."""
    whole = at - len(stem.first)
    opens = plain.opens_word(at)
    if whole >= 0 and plain.letters.startswith(stem.first, whole):
        hangs = not opens or plain.hangs_together(at)
        return whole if hangs and (plain.opens_word(whole) or plain.is_tagged(whole)) else None
    if not opens or not at or not _is_close(plain, at):
        return None
    start = plain.word_start(at - 1)
    word = plain.letters[start:at]
    if word in _TITLES:
        return start
    first = at - len(stem.initials)
    if plain.letters[max(first, 0) : at] == stem.initials:
        is_alone = plain.opens_word(first) and all(
            plain.is_upper(place) for place in range(first, at)
        )
        return first if is_alone else None
    return start if _is_slip(word, stem.first) else None


def _is_close(plain: Plain, at: int) -> bool:
    gap = plain.between(at)
    return len(gap) <= 2 and "\n" not in gap and "," not in gap


def _is_slip(word: str, name: str) -> bool:
    if len(name) < 4 or within(word, name, 1) != 1 or is_ordinary(word):
        return False
    return len(name) > 4 or len(word) != 4 or sorted(word) == sorted(name)


def is_short(plain: Plain, stem: Stem, at: int) -> Stretch | None:
    """Return where a first name and the initial of the last name stand ("Ilse V.")."""
    end = at + len(stem.letters)
    if (
        plain.letters.startswith(stem.letters, at)
        and plain.opens_word(at)
        and plain.opens_word(end)
        and plain.opens_word(end - 1)
        and plain.edges.find(1, at + 1, end) == end - 1
        and plain.is_upper(end - 1)
        and plain.between(end - 1) == " "
        and plain.is_upper(at)
    ):
        return Stretch(at, end)
    return None


def firsts_near(plain: Plain, stem: Stem, firm: Stretch) -> list[Stretch]:
    """Return where the first name or the initials of somebody of a firm stand near its name."""
    found: list[Stretch] = []
    low, high = max(0, firm.first - _NEAR), min(len(plain.letters), firm.last + _NEAR)
    size = len(stem.first)
    at = plain.letters.find(stem.first, low, high) if size >= 2 else -1
    while at >= 0:
        end = at + size
        is_word = plain.opens_word(at) and plain.letters[end : plain.word_end(end)] in {"", "s"}
        is_name = plain.is_upper(at) or not is_ordinary(stem.first)
        if (
            is_word
            and is_name
            and not firm.first <= at < firm.last
            and _is_beside(plain, at, firm)
        ):
            found.append(Stretch(at, plain.word_end(end)))
        at = plain.letters.find(stem.first, at + 1, high)
    return found or _initials_near(plain, stem, firm, low, high)


def _initials_near(
    plain: Plain, stem: Stem, firm: Stretch, low: int, high: int
) -> list[Stretch]:
    if len(stem.initials) != 2:
        return []
    found: list[Stretch] = []
    at = plain.letters.find(stem.initials, low, high)
    while at >= 0:
        start, _ = plain.span(at, at + 1)
        written = re.match(r"[^\W\d_]\. ?[^\W\d_]\.", plain.text[start : start + 6])
        are_initials = written and plain.opens_word(at) and plain.is_upper(at)
        is_apart = not firm.first <= at < firm.last
        if are_initials and is_apart and plain.is_upper(at + 1) and _is_beside(plain, at, firm):
            found.append(Stretch(at, at + 2))
        at = plain.letters.find(stem.initials, at + 1, high)
    return found


def _is_beside(plain: Plain, at: int, firm: Stretch) -> bool:
    """Return whether a letter stands in the paragraph of the firm's name."""
    first, last = min(at, firm.first), max(at, firm.first)
    start, end = plain.span(first, last + 1)
    return "\n\n" not in plain.text[start:end]

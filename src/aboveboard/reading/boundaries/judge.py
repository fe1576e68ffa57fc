"""Whether a boundary stands where its letters were found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aboveboard.reading.boundaries.forms import (
    is_ending,
    is_joined_before,
    is_joined_behind,
    is_written,
    ordinary_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from aboveboard.reading.boundaries.entries import Stem
    from aboveboard.reading.boundaries.plain import Plain


class Stretch(NamedTuple):
    """Letters from ``first`` to before ``last``."""

    first: int
    last: int


def stands_at(
    plain: Plain, stem: Stem, at: int, *, has_compounds: Callable[[int], bool]
) -> Stretch | None:
    """Return the words that hold the stem when it stands at a letter, as the name or a form of it.

    ``has_compounds`` says of a place in the text whether words are written together there.
    """
    end = at + len(stem.letters)
    if (
        at < 0
        or not plain.letters.startswith(stem.letters, at)
        or not _is_whole(plain, stem, at, end)
        or (len(stem.letters) < 3 and not _is_as_written(plain, stem, at, end))
    ):
        return None
    first, last = plain.word_start(at), plain.word_end(end)
    front, rest = plain.letters[first:at], plain.letters[end:last]
    if not front and _follows(plain, stem, first, last, rest):
        return Stretch(first, last)
    if len(stem.letters) >= 4 and not stem.endings:
        is_tagged = plain.is_tagged(at)
        may_join = is_tagged or has_compounds(int(plain.places[at]))
        if may_join and _is_joined(
            plain, stem.letters, at, end, (front, rest), is_tagged=is_tagged
        ):
            return Stretch(first, last)
    return None


def _follows(plain: Plain, stem: Stem, first: int, last: int, rest: str) -> bool:
    if stem.endings is not None:
        return rest in stem.endings
    if not rest:
        return True
    if rest.isdecimal():
        return len(stem.letters) >= 3
    return is_ending(stem.letters, rest) and not (
        is_written(plain.letters[first:last]) and not is_written(stem.letters)
    )


def _is_as_written(plain: Plain, stem: Stem, at: int, end: int) -> bool:
    start, stop = plain.span(at, end)
    return plain.text[start:stop] == stem.written.strip()


def _is_whole(plain: Plain, stem: Stem, at: int, end: int) -> bool:
    """Return whether the letters stand together as the name has them, joined, or parted as one."""
    edges: set[int] = set()
    edge = plain.edges.find(1, at + 1, end)
    while edge >= 0:
        edges.add(edge - at)
        edge = plain.edges.find(1, edge + 1, end)
    if not all(plain.hangs_together(at + one) for one in edges & stem.blanks):
        return False
    if stem.blanks - edges:
        # Written together: "VanDaag" is a name, "vandaag" a word.
        joined = plain.letters[plain.word_start(at) : plain.word_end(end)]
        return len(stem.letters) >= 5 and joined not in ordinary_words()
    return all(_is_parted(plain, stem, at, one) for one in edges - stem.blanks)


def _is_parted(plain: Plain, stem: Stem, at: int, edge: int) -> bool:
    """Return whether one word of the name may be written as two here."""
    gap = plain.between(at + edge)
    short = min(edge, len(stem.letters) - edge)
    if gap == " ":
        return short >= 4 and len(stem.letters) >= 9
    return len(gap) == 1 and gap in "-‐‑–_.'’·" and short >= 2 and len(stem.letters) >= 5


def _is_joined(
    plain: Plain, letters: str, at: int, end: int, around: tuple[str, str], *, is_tagged: bool
) -> bool:
    """Return whether the name is a part of a longer word: a compound, a hashtag, a link."""
    front, rest = around
    size = len(letters)
    is_set_off_before = is_tagged and (plain.is_upper(at) or size >= 6)
    is_set_off_behind = is_tagged and (
        rest.isdecimal() or size >= 6 or (bool(rest) and plain.is_upper(end))
    )
    if front and not (
        is_set_off_before
        or (size >= 5 and is_joined_before(front))
        or (size >= 8 and len(front) >= 3)
    ):
        return False
    return (
        not rest
        or is_ending(letters, rest)
        or is_set_off_behind
        or (size >= 5 and is_joined_behind(rest))
        or (size >= 6 and len(rest) >= 4)
    )

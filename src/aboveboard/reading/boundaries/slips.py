"""Whether a name stands somewhere in spite of a slip of the hand."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aboveboard.reading.boundaries.forms import (
    function_words_plain,
    is_form_of,
    is_word,
    within,
)
from aboveboard.reading.boundaries.judge import Stretch

if TYPE_CHECKING:
    from aboveboard.reading.boundaries.entries import Name
    from aboveboard.reading.boundaries.plain import Plain

_ENDINGS: Final = ("s", "n", "en", "e", "es", "x", "je", "tje", "jes", "tjes")


def mistyped(plain: Plain, name: Name, word: int) -> tuple[Stretch, bool] | None:
    """Return where a name stands when its telling word is word number ``word``, and if with a slip.

    One slip from five letters on, two from nine; a word people use in any text is no slip. A name
    of several words may have each of them in another form ("Projecten Zilver").
    """
    first = word - name.key
    last = first + len(name.words)
    opens = plain.opens
    if first < 0 or last > opens.size:
        return None
    edges = [*opens[first : last + 1].tolist(), len(plain.letters)]
    left = allowed = 2 if sum(map(len, name.words)) >= 9 else 1
    is_form = False
    for place, wanted in enumerate(name.words):
        start, end = edges[place], edges[place + 1]
        written = plain.letters[start:end]
        if place and not plain.hangs_together(start):
            return None
        if written == wanted:
            continue
        if is_form_of(written, wanted):
            is_form = True
            continue
        is_named = place > 0 and plain.is_upper(start)
        left -= _slips(written, wanted, left, Where(place, len(name.words), is_named))
        if left < 0:
            return None
    if left == allowed and not (is_form and len(name.words) > 1):
        return None
    return Stretch(edges[0], edges[last - first]), left < allowed


class Where(NamedTuple):
    """Which of how many words of a name this is, and whether it is written as a name's is."""

    place: int
    words: int
    is_named: bool


_TOO_MANY: Final = 9


def _slips(written: str, wanted: str, left: int, where: Where) -> int:
    """Return how many slips the word has; a form of the name has those before its ending."""
    if abs(len(written) - len(wanted)) > 5 or not left:
        return _TOO_MANY
    # Two slips of which one takes the first letter make another word.
    most = min(left, 2 if len(wanted) >= 9 and written[0] == wanted[0] else 1)
    fewest = _fewest(written, wanted, most, where.place == where.words - 1)
    if fewest > most or not _is_likely(written, wanted, fewest, is_alone=where.words == 1):
        return _TOO_MANY
    is_other = written in function_words_plain() if where.is_named else is_word(written)
    return _TOO_MANY if is_other else fewest


@lru_cache(maxsize=256)
def _fewest(written: str, wanted: str, most: int, may_end: bool) -> int:  # noqa: FBT001  (a key of the cache)
    """Return the slips in a word, or in what stands before its ending; many names share a word."""
    fewest = within(written, wanted, most)
    if may_end and fewest > most:
        stems = [written.removesuffix(end) for end in _ENDINGS if written.endswith(end)]
        fewest = min((within(stem, wanted, most) for stem in stems), default=_TOO_MANY)
    return fewest


def _is_likely(written: str, wanted: str, slips: int, *, is_alone: bool) -> bool:
    """Return whether a slip looks like one: another first letter often makes another word."""
    if len(wanted) < 5:
        return len(wanted) >= 3 and (
            len(written) != len(wanted) or sorted(written) == sorted(wanted)
        )
    if written[0] == wanted[0]:
        return True
    if slips > 1:
        return False
    is_moved = written[:2] == wanted[1::-1] or written == wanted[1:] or written[1:] == wanted
    return is_moved or len(wanted) >= (7 if is_alone else 5)

"""What is looked for of each boundary: stems found letter by letter, and names found despite slips."""

from __future__ import annotations

from collections import Counter
from enum import IntEnum
from itertools import accumulate, batched, chain
from typing import TYPE_CHECKING, Final, NamedTuple

from aboveboard.reading.boundaries.boundary import About
from aboveboard.reading.boundaries.forms import (
    changed_stems,
    has_other_stems,
    singular,
)
from aboveboard.reading.boundaries.plain import plain_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aboveboard.reading.boundaries.boundary import Boundary

_LEGAL: Final = frozenset(
    [
        "bv",
        "nv",
        "bvba",
        "srl",
        "sprl",
        "sa",
        "sas",
        "sarl",
        "eurl",
        "sasu",
        "snc",
        "scs",
        "cv",
        "cvba",
        "vof",
        "vzw",
        "asbl",
        "ltd",
        "llc",
        "inc",
        "plc",
        "gmbh",
        "ag",
        "company",
    ]
)
"""Legal forms, which people leave out when they name a company."""


class Role(IntEnum):
    """What a found stem says: the whole name, a person's last name, first name and initial, or firm."""

    TERM = 0
    LAST = 1
    SHORT = 2
    FIRM = 3


class Stem(NamedTuple):
    """Letters that stand in every text that names a boundary.

    ``blanks`` are the places in ``letters`` where the name has a blank; ``endings`` is what must
    follow, or None for what may follow any word. ``first`` is a person's first name, ``initials``
    those of the first name, or beside a firm of the whole name.
    """

    boundary: int
    role: Role
    letters: str
    blanks: frozenset[int]
    endings: frozenset[str] | None
    first: str
    initials: str
    written: str


class Name(NamedTuple):
    """The words of a name; ``key`` is the place of the one by which it is found despite a slip."""

    boundary: int
    words: tuple[str, ...]
    key: int


class Wanted(NamedTuple):
    """Everything looked for."""

    stems: list[Stem]
    names: list[Name]


def wanted(boundaries: Sequence[Boundary]) -> Wanted:
    """Return what to look for; numbers and targets are looked for elsewhere."""
    people = [number for number, one in enumerate(boundaries) if one.about is About.PERSON]
    terms = [
        (number, name)
        for number, one in enumerate(boundaries)
        if one.about is About.TERM or one.about is About.TOPIC
        for name in (one.name, *one.words)
    ]
    written = [name for _, name in terms]
    for number in people:
        first, _, last = boundaries[number].name.strip().partition(" ")
        written += (first, last, boundaries[number].company)
    words = plain_lines(written)
    stems: list[Stem] = []
    names: list[Name] = []
    for (number, name), parts in zip(terms, words, strict=False):
        if parts := without_legal(parts):
            _add_stems(stems, number, Role.TERM, parts, ("", "", name))
            if name.islower():
                _add_singular(stems, number, parts, name)
            names.append(Name(number, tuple(parts), 0))
    people_words = batched(words[len(terms) :], 3)
    for number, three in zip(people, people_words, strict=False):
        _add_person(stems, names, number, boundaries[number], three)
    return Wanted(stems, _keyed(names))


def without_legal(words: list[str]) -> list[str]:
    """Return the words without a legal form at the end."""
    return words[:-1] if len(words) > 1 and words[-1] in _LEGAL else words


def _add_person(
    stems: list[Stem],
    names: list[Name],
    number: int,
    one: Boundary,
    words: Sequence[list[str]],
) -> None:
    first, last, firm = words
    if not first:
        return
    given, initial = "".join(first), first[0][0]
    if firm:
        told = (given, initial + last[0][0] if last else initial, one.company)
        _add_stems(stems, number, Role.FIRM, without_legal(firm), told)
    if last:
        initials = initial if len(first) == 1 else "".join([word[0] for word in first])
        family = "".join(last)
        stems.append(Stem(number, Role.LAST, family, _NONE, None, given, initials, one.name))
        short = given + family[0]
        stems.append(Stem(number, Role.SHORT, short, _NONE, None, given, initials, one.name))
        names.append(Name(number, (*first, *last), 0))
    elif not firm:
        _add_stems(stems, number, Role.TERM, first, ("", "", one.name))


_NONE: Final[frozenset[int]] = frozenset()


def _add_stems(
    stems: list[Stem], number: int, role: Role, words: list[str], told: tuple[str, str, str]
) -> None:
    """Add the stem of these words, and those of its last word's other forms."""
    if len(words) == 1:
        last = letters = words[0]
        blanks = _NONE
    else:
        last, letters = words[-1], "".join(words)
        blanks = frozenset(accumulate(map(len, words[:-1])))
    stems.append(Stem(number, role, letters, blanks, None, *told))
    if has_other_stems(last):
        head = letters[: len(letters) - len(last)]
        for other, endings in changed_stems(last):
            stems.append(Stem(number, role, head + other, blanks, endings, *told))


def _add_singular(stems: list[Stem], number: int, words: list[str], written: str) -> None:
    """Add the singular of a plural; a name, written with a capital, has none ("Janssens")."""
    *others, last = words
    one = singular(last)
    if one != last:
        letters = "".join((*others, one))
        blanks = frozenset(accumulate(map(len, others)))
        stems.append(Stem(number, Role.TERM, letters, blanks, frozenset({""}), "", "", written))


def _keyed(names: Sequence[Name]) -> list[Name]:
    """Return the names that are long enough for a slip, each with its most telling word."""
    several = chain.from_iterable([name.words for name in names if len(name.words) > 1])
    worth = {word: len(word) + 40 * (times <= 8) for word, times in Counter(several).items()}
    keyed: list[Name] = []
    for name in names:
        words = name.words
        if len(words) == 1:
            if len(words[0]) >= 5:
                keyed.append(name)
        elif sum(map(len, words)) >= 5:
            key = words.index(max(words, key=worth.__getitem__))
            if len(words[key]) >= 3:
                keyed.append(Name(name.boundary, words, key))
    return keyed

"""The phrases that checks look for, all found in one pass over the sentences of each language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from ahocorasick_rs import AhoCorasick

from aboveboard.core.languages import READ
from aboveboard.reading.lexicon import patterns_of, written_phrases
from aboveboard.reading.matches import Placed, find_matches, standing_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from aboveboard.core.languages import Language
    from aboveboard.reading.scan import Scan


@dataclass(frozen=True, slots=True)
class PhraseBank:
    """All phrases of one language; ``groups`` holds the numbers of each pattern's groups.

    ``first`` and ``count`` say where those of a pattern start, and how many they are;
    ``before`` and ``behind`` are as in ``matches.Patterns``.
    """

    automaton: AhoCorasick
    before: NDArray[np.int64]
    behind: NDArray[np.int64]
    groups: NDArray[np.intp]
    first: NDArray[np.intp]
    count: NDArray[np.intp]


_NONE = np.zeros(0, np.intp)
_NOWHERE = Placed(_NONE, _NONE, _NONE, _NONE)


class Phrases:
    """What was found of every group in a scan, in the order of the text."""

    def __init__(self, found: Placed) -> None:
        order = np.lexsort((found.ends, found.starts, found.numbers))
        self._found = found.where(order)
        bounds = self._found.numbers.searchsorted(np.arange(len(group_names()) + 1))
        self._bounds: list[int] = bounds.tolist()

    def of(self, group: str) -> Placed:
        """Return where phrases of ``group`` ("bait.vote") stand, by start and then by end.

        Raises:
            KeyError: no list has such a group.
        """
        number = group_names()[group]
        first, last = self._bounds[number], self._bounds[number + 1]
        return self._found.where(slice(first, last)) if first < last else _NOWHERE


@cache
def written_groups(language: Language) -> Mapping[str, str]:
    """Return the written phrases of each group of a language we read.

    The lists are the files ``lexicons/<language>/phrases/<subject>.toml``; a group's name is the
    subject, a point and the group's own name.
    """
    folder = files("aboveboard.reading") / "lexicons" / language.value / "phrases"
    groups: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            written = tomllib.loads(file.read_text("utf-8"))
            subject = file.name.removesuffix(".toml")
            groups |= {f"{subject}.{name}": text for name, text in written["groups"].items()}
    return groups


@cache
def group_names() -> Mapping[str, int]:
    """Return the number of each group's name; a group may be missing in a language."""
    names = sorted({name for language in READ for name in written_groups(language)})
    return {name: number for number, name in enumerate(names)}


@cache
def phrase_bank(language: Language) -> PhraseBank:
    """Return the phrases of a language we read, ready to be found."""
    numbers = group_names()
    written = [
        (phrase, numbers[name])
        for name, text in written_groups(language).items()
        for phrase in written_phrases(text)
    ]
    patterns: dict[str, set[int]] = {}
    for pattern, (_, number) in zip(
        patterns_of([phrase for phrase, _ in written]), written, strict=True
    ):
        if pattern:
            patterns.setdefault(pattern, set()).add(number)
    count = np.array([len(groups) for groups in patterns.values()], np.intp)
    return PhraseBank(
        AhoCorasick(list(patterns)),
        np.array([pattern[0] == " " for pattern in patterns], np.int64),
        np.array([pattern[-1] == " " for pattern in patterns], np.int64),
        np.array(list(chain.from_iterable(map(sorted, patterns.values()))), np.intp),
        np.cumsum(count) - count,
        count,
    )


def find_phrases(scanned: Scan, fold: str) -> Phrases:
    """Return where the phrases of each language stand in its sentences."""
    found: list[Placed] = []
    for number, language in enumerate(READ):
        if (scanned.languages == number).any():
            bank = phrase_bank(language)
            matches = find_matches(fold, scanned, number, bank)
            found.append(standing_for(matches, bank.groups, bank.first, bank.count))
    if not found:
        return Phrases(_NOWHERE)
    if len(found) == 1:
        return Phrases(found[0])
    return Phrases(Placed(*map(np.concatenate, zip(*found, strict=True))))

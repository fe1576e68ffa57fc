"""Runs of sentences of a text in one language, with what the rules find in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aboveboard.core.languages import Language
from aboveboard.reading.features import extract
from aboveboard.reading.folding import fold
from aboveboard.reading.lexicon import bank
from aboveboard.reading.paragraphs import paragraph_bounds
from aboveboard.reading.rules import vote
from aboveboard.reading.sentences import sentence_bounds
from aboveboard.reading.signals import AFTER, find_signals

if TYPE_CHECKING:
    from aboveboard.reading.features import Features
    from aboveboard.reading.rules import Vote
    from aboveboard.reading.signals import Signals


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences in one language in a row; ``signals`` and ``votes`` are empty for OTHER.

    ``bounds`` holds where each sentence starts and ends, ``paragraph_of`` the number of its
    paragraph.
    """

    text: str
    folded: str
    language: Language
    bounds: list[tuple[int, int]]
    paragraph_of: list[int]
    signals: list[Signals]
    votes: list[Vote]

    def features(self) -> Features:
        """Return what the model sees of the sentences."""
        return extract([self])


def passages_of(text: str, *, turns: bool = True) -> list[Passage]:
    """Return the passages of ``text`` in order; none when it has no words.

    Without ``turns`` only the plain phrases of the banks are looked for.
    """
    bounds = sentence_bounds(text)
    if not bounds:
        return []
    folded = fold(text)
    parts = paragraph_bounds(text, folded)
    result: list[Passage] = []
    for language, chosen, paragraph_of in _runs(parts, bounds):
        signals: list[Signals] = []
        votes: list[Vote] = []
        if language is not Language.OTHER:
            signals = find_signals(
                text,
                folded,
                chosen,
                bank(language, turns=turns),
                after=AFTER[language.value],
            )
            votes = [vote(one, asks=text[one.end - 1] == "?") for one in signals]
        result.append(Passage(text, folded, language, chosen, paragraph_of, signals, votes))
    return result


def _runs(
    parts: list[tuple[int, int, Language]], bounds: list[tuple[int, int]]
) -> list[tuple[Language, list[tuple[int, int]], list[int]]]:
    runs: list[tuple[Language, list[tuple[int, int]], list[int]]] = []
    place = 0
    for span in bounds:
        while span[0] >= parts[place][1]:
            place += 1
        language = parts[place][2]
        if not runs or runs[-1][0] is not language:
            runs.append((language, [], []))
        runs[-1][1].append(span)
        runs[-1][2].append(place)
    return runs

"""Runs of sentences of a text in one language, with what the rules find in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aboveboard.core.languages import Language
from aboveboard.reading.features import extract
from aboveboard.reading.folding import fold
from aboveboard.reading.lexicon import bank
from aboveboard.reading.paragraphs import paragraphs
from aboveboard.reading.rules import vote
from aboveboard.reading.sentences import sentences
from aboveboard.reading.signals import AFTER, find_signals

if TYPE_CHECKING:
    from aboveboard.core.text import Span
    from aboveboard.reading.features import Features
    from aboveboard.reading.rules import Vote
    from aboveboard.reading.signals import Signals


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences in one language in a row; ``signals`` and ``votes`` are empty for OTHER.

    ``paragraph_of`` holds the number of each sentence's paragraph.
    """

    text: str
    folded: str
    language: Language
    spans: list[Span]
    paragraph_of: list[int]
    signals: list[Signals]
    votes: list[Vote]

    def features(self) -> Features:
        """Return what the model sees of the sentences."""
        return extract(
            self.text,
            self.folded,
            found=self.signals,
            votes=self.votes,
            paragraph_of=self.paragraph_of,
            language=self.language,
        )


def passages_of(text: str, *, turns: bool = True) -> list[Passage]:
    """Return the passages of ``text`` in order; none when it has no words.

    Without ``turns`` only the plain phrases of the banks are looked for.
    """
    spans = sentences(text)
    if not spans:
        return []
    folded = fold(text)
    parts = paragraphs(text, folded)
    result: list[Passage] = []
    for language, chosen, paragraph_of in _runs(parts, spans):
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
    parts: list[tuple[Span, Language]], spans: list[Span]
) -> list[tuple[Language, list[Span], list[int]]]:
    runs: list[tuple[Language, list[Span], list[int]]] = []
    place = 0
    for span in spans:
        while span.start >= parts[place][0].end:
            place += 1
        language = parts[place][1]
        if not runs or runs[-1][0] is not language:
            runs.append((language, [], []))
        runs[-1][1].append(span)
        runs[-1][2].append(place)
    return runs

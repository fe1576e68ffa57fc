"""What the phrase banks find in the sentences of texts: cues, word classes and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aboveboard.core.languages import READ
from aboveboard.reading.arrays import begins_run, nonzero
from aboveboard.reading.lexicon import COUNTED, STANDING, Role, bank
from aboveboard.reading.matches import Placed, find_matches, standing_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from aboveboard.reading.lexicon import Bank
    from aboveboard.reading.matches import Matches
    from aboveboard.reading.scan import Scan

NEAR = 45
"""Most characters between the two halves of a frame or of a split phrase."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What the banks find in the sentences of a scan.

    ``cues`` and ``parts`` have an entry a sentence, with a bit a cue and a bit a word class;
    ``counts`` has a column for each of COUNTED. ``events``, ``placed_parts`` and
    ``placed_cues`` say what stands where, by sentence and then by end.
    """

    cues: NDArray[np.int64]
    parts: NDArray[np.int64]
    counts: NDArray[np.int64]
    events: Placed
    placed_parts: Placed
    placed_cues: Placed


def find_signals(scanned: Scan, *, turns: bool = True) -> Signals:
    """Return what the banks find; without ``turns`` only their plain phrases are looked for."""
    count = scanned.starts.size
    cues, parts = np.zeros((2, count), np.int64)
    counts = np.zeros((count, len(COUNTED)), np.int64)
    found: dict[Role, list[Placed]] = {role: [] for role in STANDING}
    fold = scanned.joined.fold
    for number, language in enumerate(READ):
        if not (scanned.languages == number).any():
            continue
        found_by = bank(language, turns=turns)
        matches = find_matches(fold, scanned, number, found_by)
        if not matches.patterns.size:
            continue
        first = nonzero(begins_run(matches.sentences))
        sentences = matches.sentences[first]
        cues[sentences] = np.bitwise_or.reduceat(found_by.cues[matches.patterns], first)
        parts[sentences] = np.bitwise_or.reduceat(found_by.parts[matches.patterns], first)
        counts[sentences] = np.add.reduceat(found_by.counts[matches.patterns], first)
        completed = _completed(matches, found_by)
        for role in STANDING:
            found[role].append(standing_for(matches, *found_by.standing[role]))
            found[role].append(completed[role])
        for bits, role in ((cues, Role.CUE), (parts, Role.PART)):
            more = completed[role]
            np.bitwise_or.at(bits, more.sentences, np.int64(1) << more.numbers)
    events, placed_parts, placed_cues = (_in_order(found[role]) for role in STANDING)
    return Signals(cues, parts, counts, events, placed_parts, placed_cues)


def _completed(matches: Matches, found_by: Bank) -> dict[Role, Placed]:
    """Return what split phrases stand for of which both halves were found, near enough."""
    halves = nonzero(found_by.is_half[matches.patterns])
    rows: dict[Role, list[tuple[int, int, int, int]]] = {role: [] for role in STANDING}
    opened: dict[tuple[int, int], int] = {}
    for pattern, sentence, start, end in zip(
        *(one[halves].tolist() for one in matches), strict=True
    ):
        for action in found_by.halves[pattern]:
            if action.then is None:
                opened[sentence, action.number] = end
                continue
            stands = opened.get((sentence, action.number))
            if stands is not None and 0 <= start - stands <= NEAR:
                rows[Role(action.then.role)].append((sentence, action.then.number, stands, end))
    return {role: _of_rows(of_role) for role, of_role in rows.items()}


def _of_rows(rows: Sequence[tuple[int, int, int, int]]) -> Placed:
    return Placed(*np.array(rows, np.intp).reshape(-1, 4).T)


def _in_order(found: Sequence[Placed]) -> Placed:
    if not found:
        return _of_rows([])
    together = Placed(*map(np.concatenate, zip(*found, strict=True)))
    order = np.lexsort((together.ends, together.sentences))
    return Placed(*(one[order] for one in together))


def first_by_sentence(found: Placed, count: int) -> NDArray[np.intp]:
    """Return where the first of ``found`` starts in each of ``count`` sentences, or -1."""
    first = np.full(count, -1, np.intp)
    first[found.sentences[::-1]] = found.starts[::-1]
    return first

"""How positive or negative each sentence reads, told from its words alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from aboveboard.core.languages import READ
from aboveboard.reading.arrays import ends_run, nonzero
from aboveboard.reading.characters import PARTING, SIGN_GROUPS
from aboveboard.reading.tone_words import (
    AFTER,
    CONTRASTS,
    LONGEST,
    NEGATES,
    SCORES,
    keys_of,
    short,
    tone_words,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aboveboard.reading.scan import Scan

NEGATED: Final = -0.6
"""What a negation makes of a tone: the other one, and less of it."""
_AHEAD: Final = 4
"""Words a negation reaches ahead, and back over a verb ("werkt niet")."""
_BEHIND: Final = 3
_AHEAD_STEPS = LONGEST - np.arange(1, _AHEAD + 1)
_BEHIND_STEPS = LONGEST + np.arange(1, _BEHIND + 1)
_TURN = np.arange(LONGEST)
_TURN_BITS = (1 << _TURN).astype(np.uint8)
_NO_SCORE = np.uint8(0xFF ^ SCORES)
_STRONGEST: Final = 1.7
_BEFORE_CONTRAST, _AFTER_CONTRAST = 0.5, 1.5
_LAST: Final = 1.3
"""Weight of the last scored word of a sentence: "a nightmare on paper and a joy in practice"."""
_LOUD: Final = 1.15
_CALM: Final = 0.4
"""Weight of nothing beside the scored words: one mild word makes no strong sentence."""
BORDER: Final = 0.1
"""A sentence of a tone above this reads as positive, below its opposite as negative; set on dev."""

_EMOJI: Final = {
    0.8: "🎉🎊🥳🏆🥇🥂🍾😍🤩💪🙌🚀😊😁😃😄😀🥰❤💚💙💛🧡💜🤗👏✨🌟⭐😂🤣💖😎🙏👍😋💯🔥☺🫶💃🕺🌈",
    0.3: "🙂😉✅😌🌱🍀☀🌞👌😅",
    -0.3: "😕😬🤔⚠😐🙄🤷😑🥵",
    -0.8: "😢😭💔😞😔🙁☹😩😤😓😡😠🤬😰😱😖😣😥😫👎🤮🤢😒😟🥺💩🤦🤕😪",
}


@dataclass(frozen=True, slots=True)
class Tones:
    """The tone of the sentences and texts of a scan.

    ``scores`` (-1 to 1) and ``scored`` (how many words it goes by) have an entry a sentence,
    ``text_scores`` and ``text_scored`` one a text. ``words`` are those that scored, in order.
    """

    scores: NDArray[np.float64]
    scored: NDArray[np.intp]
    text_scores: NDArray[np.float64]
    text_scored: NDArray[np.intp]
    words: ScoredWords


class ScoredWords(NamedTuple):
    """What scored: in which sentence, from where to where in the joined text, and how much."""

    sentences: NDArray[np.intp]
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    values: NDArray[np.float64]
    weights: NDArray[np.float64]


_NO_PLACES, _NO_VALUES = np.zeros(0, np.intp), np.zeros(0)
_NOTHING = ScoredWords(_NO_PLACES, _NO_PLACES, _NO_PLACES, _NO_VALUES, _NO_VALUES)


class _Hits(NamedTuple):
    """Words and turns found: the number of the first and last word, of its entry, and the sentence."""

    first: NDArray[np.intp]
    last: NDArray[np.intp]
    entry: NDArray[np.intp]
    sentence: NDArray[np.intp]

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> _Hits:
        return _Hits(*(one[chosen] for one in self))


def tones_of(scanned: Scan) -> Tones:
    """Return the tone of each sentence of ``scanned`` in a language we read, and of each text."""
    words = _with_emoji(_scored(scanned), scanned) if scanned.starts.size else _NOTHING
    sentences, texts = scanned.starts.size, scanned.joined.starts.size
    scores, scored = _means(words.sentences, words, sentences)
    text_scores, text_scored = _means(scanned.texts[words.sentences], words, texts)
    return Tones(scores, scored, text_scores, text_scored, words)


def tones_by_text(scanned: Scan, tones: Tones) -> list[NDArray[np.float64]]:
    """Return, for each text, the tones of those of its sentences that have one."""
    told = nonzero(tones.scored)
    bounds = scanned.texts[told].searchsorted(np.arange(1, scanned.joined.starts.size))
    return np.split(tones.scores[told], bounds)


def _means(
    groups: NDArray[np.intp], words: ScoredWords, count: int
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    total = np.bincount(groups, words.values * words.weights, count)
    weight = np.bincount(groups, words.weights, count)
    return total / (weight + _CALM), np.bincount(groups, minlength=count)


def _found(scanned: Scan) -> _Hits:
    """Return the words and turns of the lexicons in the sentences of their languages, in order."""
    lexicon, words = tone_words(), scanned.joined.words
    first = nonzero(lexicon.opens[short(words.hashes)] != 0)
    sentence = scanned.starts.searchsorted(words.starts[first], "right") - 1
    language = scanned.languages[sentence]
    inside = (sentence >= 0) & (language < len(READ))
    if not inside.all():
        first, sentence, language = first[inside], sentence[inside], language[inside]
    turn = np.minimum(first[:, None] + _TURN, words.starts.size - 1)
    # Row by row: may the first word, the first two words and so on be an entry of the lexicon?
    hashes = words.hashes[turn]
    may = lexicon.opens[short(hashes[:, 0])][:, None] & _TURN_BITS != 0
    may &= words.ends[turn] <= scanned.ends[sentence][:, None]
    row, length = np.nonzero(may)
    keys = keys_of(hashes, language)[row, length]
    entry = np.minimum(lexicon.keys.searchsorted(keys), lexicon.keys.size - 1)
    known = nonzero(lexicon.keys[entry] == keys)
    known = known[ends_run(row[known])]
    row, length, entry = row[known], length[known], entry[known]
    return _longest(_Hits(first[row], first[row] + length, entry, sentence[row]))


def _longest(hits: _Hits) -> _Hits:
    """Return ``hits`` without those that begin inside one that is kept and began before."""
    # Most stand apart from all others: only rows of hits that lie over each other are walked.
    overlaps = hits.first[1:] <= np.maximum.accumulate(hits.last)[:-1]
    if not overlaps.any():
        return hits
    kept = np.ones(hits.first.size, np.bool_)
    kept[1:] = ~overlaps
    reached = -1
    behind = nonzero(overlaps) + 1
    firsts, lasts, before = (
        one.tolist() for one in (hits.first[behind], hits.last[behind], hits.last[behind - 1])
    )
    previous = -1
    for place, first, last, earlier in zip(behind.tolist(), firsts, lasts, before, strict=True):
        if place != previous + 1:
            reached = earlier
        previous = place
        if first > reached:
            kept[place] = True
            reached = last
    return hits.where(kept)


def _scored(scanned: Scan) -> ScoredWords:
    lexicon, words = tone_words(), scanned.joined.words
    hits = _found(scanned)
    bits, strength = lexicon.bits[hits.entry], lexicon.strength[hits.entry]
    scores = bits & SCORES != 0
    # One that strengthens the scored word right behind it has no tone of its own.
    leads = (hits.last[:-1] + 1 == hits.first[1:]) & scores[1:] & (strength[:-1] != 1)
    scores[:-1] &= ~(leads & (hits.sentence[:-1] == hits.sentence[1:]))
    scoring = hits.where(scores)
    opening = words.starts.searchsorted(scanned.starts)[scoring.sentence]
    around = _around(scanned, hits, scoring, np.where(scores, bits, bits & _NO_SCORE))
    turned = around.is_negated_ahead | around.is_negated_behind & (
        (bits[scores] & AFTER != 0) | (opening == scoring.first)
    )
    value = lexicon.polarity[scoring.entry] * around.strength
    value = np.where(turned, value * NEGATED, value)
    value *= np.where(_has_call(scanned)[scoring.sentence], _LOUD, 1.0)
    return ScoredWords(
        scoring.sentence,
        words.starts[scoring.first],
        words.ends[scoring.last],
        np.minimum(np.maximum(value, -1), 1),
        _weights(scanned, hits.where(bits & CONTRASTS != 0), scoring, opening),
    )


class _Beside(NamedTuple):
    """What stands beside each scored word."""

    strength: NDArray[np.float64]
    is_negated_ahead: NDArray[np.bool_]
    is_negated_behind: NDArray[np.bool_]


def _around(scanned: Scan, hits: _Hits, scoring: _Hits, bits: NDArray[np.uint8]) -> _Beside:
    """Return what strengthens each scored word and whether a negation reaches it, in its clause."""
    lexicon, count = tone_words(), hits.first.size
    parting = scanned.mark_places[scanned.mark_bits & PARTING != 0]
    # Signs and sentences part clauses. A word that was not found stands for the hit after the last.
    clause = np.full(count + 1, -1)
    clause[:-1] = parting.searchsorted(scanned.joined.words.starts[hits.first])
    clause[:-1] += hits.sentence
    does = np.zeros(count + 1, np.uint8)
    does[:-1] = bits
    strength = np.ones(count + 1)
    strength[:-1] = lexicon.strength[hits.entry]
    strength[does & SCORES != 0] = 1.0
    at = np.full(scanned.joined.words.starts.size + 2 * LONGEST, count)
    at[hits.first + LONGEST] = at[hits.last + LONGEST] = np.arange(count)
    near = np.empty((scoring.first.size, _AHEAD + _BEHIND), np.intp)
    near[:, :_AHEAD] = at[scoring.first[:, None] + _AHEAD_STEPS]
    near[:, _AHEAD:] = at[scoring.last[:, None] + _BEHIND_STEPS]
    own = clause[at[scoring.first + LONGEST]]
    near[clause[near] != own[:, None]] = count
    found, force = does[near], strength[near[:, :2]]
    negates, scores = found & NEGATES != 0, found & SCORES != 0
    ahead, behind = slice(None, _AHEAD), slice(_AHEAD, None)
    return _Beside(
        np.minimum(force[:, 0] * force[:, 1], _STRONGEST),
        _reaches(negates[:, ahead], scores[:, ahead]),
        _reaches(negates[:, behind], scores[:, behind]),
    )


def _reaches(negates: NDArray[np.bool_], scores: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return in which rows a negation comes before any other scored word, from near to far."""
    is_between = np.logical_or.accumulate(scores, axis=1)
    reached: NDArray[np.bool_] = (negates[:, 0]) | (negates[:, 1:] & ~is_between[:, :-1]).any(1)
    return reached


def _has_call(scanned: Scan) -> NDArray[np.bool_]:
    """Return which sentences hold an exclamation mark."""
    bit = 1 << SIGN_GROUPS.index("!")
    places = scanned.mark_places[scanned.mark_bits & bit != 0]
    before = places.searchsorted(scanned.starts)
    has: NDArray[np.bool_] = places.searchsorted(scanned.ends) > before
    return has


def _weights(
    scanned: Scan, contrasts: _Hits, scoring: _Hits, opening: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return what each scored word weighs: what follows a "but" more than what stands before."""
    weights = tone_words().weight[scoring.entry]
    if contrasts.first.size:
        turn = np.full(scanned.starts.size, -1, np.intp)
        turn[contrasts.sentence] = contrasts.first
        at = turn[scoring.sentence]
        inside = at > opening
        weights[inside] = np.where(scoring.first > at, _AFTER_CONTRAST, _BEFORE_CONTRAST)[
            inside
        ]
    weights[ends_run(scoring.sentence)] *= _LAST
    return weights


@cache
def _emoji_values() -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    pairs = sorted((ord(sign), value) for value, signs in _EMOJI.items() for sign in signs)
    return np.array([code for code, _ in pairs], np.uint32), np.array([one for _, one in pairs])


def _with_emoji(words: ScoredWords, scanned: Scan) -> ScoredWords:
    """Return ``words`` with the pictures that show a feeling, those of a row as one."""
    joined = scanned.joined
    places = scanned.pictures
    if not places.size:
        return words
    codes, values = _emoji_values()
    entry = np.minimum(codes.searchsorted(joined.characters[places]), codes.size - 1)
    known = codes[entry] == joined.characters[places]
    places, value = places[known], values[entry[known]]
    sentence = scanned.starts.searchsorted(places, "right") - 1
    inside = (sentence >= 0) & (places < scanned.ends[sentence])
    places, value, sentence = places[inside], value[inside], sentence[inside]
    # A second one of the same sort in a sentence says nothing new.
    fresh = np.ones(places.size, np.bool_)
    fresh[1:] = (sentence[1:] != sentence[:-1]) | (value[1:] != value[:-1])
    places, value, sentence = places[fresh], value[fresh], sentence[fresh]
    added = ScoredWords(sentence, places, places + 1, value, np.ones(places.size))
    order = np.argsort(np.concatenate((words.starts, added.starts)), kind="stable")
    return ScoredWords(
        *(np.concatenate(pair)[order] for pair in zip(words, added, strict=True))
    )

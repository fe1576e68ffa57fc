"""How a passage is worded: a linear model over its words and signs, a column a family of rules.

Lists of phrases know what somebody wrote down; this knows what the labelled texts have in common. A
check takes both together: what a list found counts for :data:`LISTED`, and a passage is remarked on
when all of it comes to the border of its family.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from aboveboard.core.languages import READ
from aboveboard.reading.arrays import among, begins_run, ends_run, nonzero
from aboveboard.reading.characters import BLANK, WORD

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from aboveboard.reading.scan import Scan

FAMILIES: Final = ("bait", "humblebrag", "see_more", "ask", "sensitivity", "stock")
RULES: Final = (
    "bait.vote", "bait.react", "bait.share", "bait.tag", "bait.comment",
    "humblebrag.complaint", "humblebrag.modesty",
    "sensitivity.staff", "sensitivity.health", "sensitivity.legal", "sensitivity.insolvency",
    "sensitivity.third_party",
)  # fmt: skip
"""Rules between which the wording decides when no list did."""
BITS: Final = 14
SORTS: Final = ("word", "beginning", "end", "pair", "sign")
ROWS: Final = len(SORTS) << BITS
LISTED: Final = {family: 4.0 if family == "sensitivity" else 2.5 for family in FAMILIES}
"""What a find of a list counts, in log odds; set on texts that the lists had not seen."""
FEWEST: Final = 7
"""Words a passage counts as at least: a few words say little."""
_ALONE: Final = {family: 15 if family == "stock" else 5 for family in FAMILIES}
"""Words of a passage that may be remarked on although no list knows it."""
_LEAST: Final = -20.0
BORDERS: Final[Mapping[str, float]] = {
    "bait": 0.1,
    "humblebrag": 0.0,
    "see_more": -0.4,
    "ask": -0.5,
    "sensitivity": 0.8,
    "stock": -0.5,
}
"""From where a passage is remarked on; set by leaving out a fifth of the labelled texts at a time."""
LONG_POST: Final = 1.2
"""Added to the border in a text of several passages: one of many is likely to look like something."""
_DOUBT: Final = 2.0
"""Added to the border where something else speaks against it: an ask for help, a real setback."""
_SHORT: Final = 200
"""Characters of a text that is looked at as a whole, as the labelled ones are."""
_PASSAGES: Final = (110, 200)
"""Characters of the passages of a longer one: from each sentence on as many as fit."""
_FAMILY_BORDERS: Final = np.array([BORDERS[family] for family in FAMILIES], np.float32)
_FEWEST_ALONE: Final = np.array([_ALONE[family] for family in FAMILIES])
_SHIFT: Final = np.uint64(64 - BITS)
_SPREAD, _PAIRED = np.uint64(0x9FB21C651E98DF25), np.uint64(0xC2B2AE3D27D4EB4F)
_SALTS = np.array([0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0], np.uint64)
_FILE: Final = "manner.npz"


@dataclass(frozen=True, slots=True)
class MannerWeights:
    """Weights of each row of the hashed table, a column a family; ``rules`` a column a rule."""

    families: NDArray[np.float32]
    rules: NDArray[np.float32]
    family_bias: NDArray[np.float32]
    rule_bias: NDArray[np.float32]


class Hashed(NamedTuple):
    """Rows of the table, by sentence: ``starts`` has an entry a sentence and one behind the last.

    ``words`` has an array for each of SORTS but the last; ``places`` says where each word stands.
    ``signs`` and ``sign_starts`` are the same for signs.
    """

    words: NDArray[np.intp]
    starts: NDArray[np.intp]
    places: NDArray[np.intp]
    signs: NDArray[np.intp]
    sign_starts: NDArray[np.intp]


class Passages(NamedTuple):
    """Passages that are looked at: their text, their first sentence and the one behind the last.

    ``is_part`` are those of a short text, which only say whether what a list found may stay.
    """

    texts: NDArray[np.intp]
    first: NDArray[np.intp]
    behind: NDArray[np.intp]
    is_long: NDArray[np.bool_]
    is_part: NDArray[np.bool_]


@cache
def manner_weights() -> MannerWeights:
    """Return the trained weights, read from the package once."""
    with (files("aboveboard.reading") / _FILE).open("rb") as file, np.load(file) as stored:
        families, rules = (
            np.zeros((ROWS, len(FAMILIES)), np.float32),
            np.zeros((ROWS, len(RULES)), np.float32),
        )
        for name, table in (("families", families), ("rules", rules)):
            table[stored["rows"]] = stored[name] * stored[f"{name}_scale"].astype(np.float32)
        return MannerWeights(
            families,
            rules,
            stored["family_bias"].astype(np.float32),
            stored["rule_bias"].astype(np.float32),
        )


def hashed(scanned: Scan) -> Hashed:
    """Return the rows of the words and signs of each sentence in a language we read."""
    joined, words = scanned.joined, scanned.joined.words
    languages = np.minimum(scanned.languages, len(READ) - 1)
    # The one more, also number -1, stands for what lies before the first sentence.
    is_read = np.zeros(scanned.starts.size + 1, np.bool_)
    is_read[:-1] = scanned.is_read()
    of_word = scanned.starts.searchsorted(words.starts, "right") - 1
    chosen = nonzero(is_read[of_word])
    # A word said again at once, as any number behind a number is, counts once.
    chosen = chosen[begins_run(words.hashes[chosen]) | begins_run(of_word[chosen])]
    sentence = of_word[chosen]
    salt = _SALTS[languages[sentence]]
    whole = words.hashes[chosen] ^ salt
    before = np.empty_like(whole)
    before[1:] = whole[:-1]
    before[begins_run(scanned.texts[sentence])] = 1
    sorts = (
        whole,
        words.stems[chosen] ^ salt,
        words.tails[chosen] ^ salt,
        whole * _PAIRED ^ before,
    )
    rows = np.stack([(one * _SPREAD >> _SHIFT).astype(np.intp) for one in sorts])
    rows += (np.arange(len(sorts)) << BITS)[:, None]
    at = nonzero(joined.flags & (WORD | BLANK) == 0)
    of_sign = scanned.starts.searchsorted(at, "right") - 1
    at, of_sign = at[is_read[of_sign]], of_sign[is_read[of_sign]]
    signs = joined.characters[at].astype(np.uint64) * _PAIRED * _SPREAD >> _SHIFT
    count = np.arange(scanned.starts.size + 1)
    return Hashed(
        rows,
        sentence.searchsorted(count),
        words.starts[chosen],
        signs.astype(np.intp) + (len(sorts) << BITS),
        of_sign.searchsorted(count),
    )


def passages_of(scanned: Scan) -> Passages:
    """Return what is looked at: a short text as a whole, a longer one from each sentence on."""
    count = scanned.starts.size
    every = np.arange(count)
    first = scanned.texts.searchsorted(scanned.texts)
    behind = scanned.texts.searchsorted(scanned.texts, "right")
    size = scanned.ends[behind - 1] - scanned.starts[first] if count else every
    whole = nonzero((size <= _SHORT) & (every == first))
    found = [(whole, behind[whole])]
    for length in _PASSAGES:
        longer = nonzero(size > (min(_SHORT, length)))
        fits = scanned.ends.searchsorted(scanned.starts[longer] + length, "right")
        end = np.clip(fits, longer + 1, behind[longer])
        # One that ends where the one before it does says no more.
        new = np.ones(longer.size, np.bool_)
        new[1:] = end[1:] != end[:-1]
        found.append((longer[new], end[new]))
    start = np.concatenate([one for one, _ in found])
    end = np.concatenate([one for _, one in found])
    order = np.lexsort((end, start))
    start, end = start[order], end[order]
    is_long = size[start] > _SHORT
    is_whole = (start == first[start]) & (end == behind[start])
    return Passages(scanned.texts[start], start, end, is_long, ~is_long & ~is_whole)


class Manner:
    """What the wording of every passage says, for each family."""

    def __init__(self, scanned: Scan) -> None:
        self._scan, self._weights = scanned, manner_weights()
        self._bias = self._weights.family_bias
        self._hashed = hashed(scanned)
        self.passages = passages_of(scanned)
        self.scores = self._scores()
        self._over = self.scores - _FAMILY_BORDERS
        self._longer = LONG_POST * self.passages.is_long
        self._alone = self._standing_alone()
        self._is_any_alone: list[bool] = self._alone.any(0).tolist()

    def _standing_alone(self) -> NDArray[np.bool_]:
        """Return which passages, a row each, may be remarked on in each family although no list knows them.

        What no list found is of one family only: the one whose border is passed by most.
        """
        is_nearest = self._over.argmax(1)[:, None] == np.arange(len(FAMILIES))
        is_enough = self._over >= self._longer[:, None]
        is_long = self._count[:, None] >= _FEWEST_ALONE
        alone: NDArray[np.bool_] = is_nearest & is_enough & is_long
        alone &= ~self.passages.is_part[:, None]
        return alone

    def _scores(self) -> NDArray[np.float32]:
        """Return a row a passage and a column a family."""
        found, weights = self._hashed, self._weights.families
        each = weights.take(found.words[0], axis=0)
        for rows in found.words[1:]:
            each += weights.take(rows, axis=0)
        sentences = _summed(each, found.starts)
        sentences += _summed(weights.take(found.signs, axis=0), found.sign_starts)
        sums = np.zeros((len(sentences) + 1, weights.shape[1]), np.float64)
        np.cumsum(sentences, axis=0, out=sums[1:])
        every = sums[self.passages.behind] - sums[self.passages.first]
        count = found.starts[self.passages.behind] - found.starts[self.passages.first]
        total = every.astype(np.float32)
        total /= np.sqrt(np.maximum(count, FEWEST), dtype=np.float32)[:, None]
        total += self._weights.family_bias
        total[count == 0] = -np.inf
        self._count = count
        scores: NDArray[np.float32] = total
        return scores

    def _exact(self, passage: int, weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the score of a passage in which what is said twice counts once."""
        rows, count = rows_of(
            self._hashed, int(self.passages.first[passage]), int(self.passages.behind[passage])
        )
        total: NDArray[np.float32] = weights[rows].sum(0) / np.float32(count) ** 0.5
        return total

    def judged(
        self,
        family: str,
        listed: Collection[int],
        *,
        doubted: Collection[int] = (),
        opening: bool = False,
        throughout: bool = False,
    ) -> tuple[set[int], dict[int, int]]:
        """Return which texts that a list found stay, and what passage of each other text is enough.

        What a list found counts nothing in a ``doubted`` text, and other passages of one need as much
        more. With ``opening`` only the first passages of a text count, with ``throughout`` they
        must be so one with another.
        """
        column = FAMILIES.index(family)
        longer, over = self._longer, self._over[:, column]
        if not listed and not self._is_any_alone[column]:
            return set(), {}
        if opening and over.size:
            first = self._scan.texts.searchsorted(self.passages.texts)
            over = np.where(self.passages.first == first, over, -np.inf)
        if throughout and over.size:
            texts = self.passages.texts
            known = np.maximum(over, _LEAST)
            mean = np.bincount(texts, known) / np.maximum(np.bincount(texts), 1)
            over = np.minimum(over, mean[texts] + longer)
        kept = self._kept(family, over, listed, doubted)
        added: dict[int, int] = {}
        if not self._is_any_alone[column]:
            return kept, added
        near = nonzero(self._alone[:, column] & (over >= longer) & ~self._are_in(listed))
        near = near[np.lexsort((over[near], self.passages.texts[near]))]
        # The surest passage of each text, in which then what is said twice counts once.
        near = near[ends_run(self.passages.texts[near])]
        for passage, text in zip(
            near.tolist(), self.passages.texts[near].tolist(), strict=True
        ):
            value = float(self._exact(passage, self._weights.families)[column])
            value += self._bias[column] - BORDERS[family] - longer[passage]
            if value >= _DOUBT * (text in doubted):
                added[text] = passage
        return kept, added

    def kept(self, family: str, listed: Collection[int]) -> set[int]:
        """Return which texts that a list found stay."""
        return self._kept(family, self._over[:, FAMILIES.index(family)], listed, ())

    def _kept(
        self,
        family: str,
        over: NDArray[np.float32],
        listed: Collection[int],
        doubted: Collection[int],
    ) -> set[int]:
        """Return which texts that a list found stay."""
        if not listed:
            return set()
        is_doubted = self._are_in(doubted)
        enough = np.where(
            is_doubted, (over >= 0) & ~self.passages.is_part, over >= -LISTED[family]
        )
        enough &= self._are_in(listed)
        return set(self.passages.texts[enough].tolist())

    def _are_in(self, texts: Collection[int]) -> NDArray[np.bool_]:
        """Return which passages are of one of the texts."""
        return among(self.passages.texts, texts, self._scan.joined.starts.size)

    def rule(self, family: str, passage: int) -> str:
        """Return which rule of a family the wording of a passage says."""
        score = self._exact(passage, self._weights.rules) + self._weights.rule_bias
        own = [place for place, name in enumerate(RULES) if name.startswith(f"{family}.")]
        return RULES[max(own, key=lambda place: float(score[place]))]

    def span(self, passage: int) -> tuple[int, int]:
        """Return where a passage stands."""
        first, behind = self.passages.first[passage], self.passages.behind[passage]
        return int(self._scan.starts[first]), int(self._scan.ends[behind - 1])


def rows_of(found: Hashed, first: int, behind: int) -> tuple[NDArray[np.intp], int]:
    """Return the different rows in sentences, and how many words those count as."""
    words = found.words[:, found.starts[first] : found.starts[behind]]
    signs = found.signs[found.sign_starts[first] : found.sign_starts[behind]]
    rows = np.concatenate((words.ravel(), signs))
    rows.sort()
    return rows[begins_run(rows)], max(FEWEST, words.shape[1])


def _summed(each: NDArray[np.float32], starts: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return what the rows of each sentence come to; ``starts`` has one more behind the last."""
    total = np.zeros((starts.size - 1, each.shape[1]), np.float32)
    filled = nonzero(starts[1:] > starts[:-1])
    if filled.size:
        total[filled] = np.add.reduceat(each, starts[filled])
    return total

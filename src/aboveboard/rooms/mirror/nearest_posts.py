"""Find the few posts that may tell of a moment among all, through the words they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from aboveboard.rooms.mirror.likeness import likeness, score_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aboveboard.rooms.mirror.likeness import Features, Rarity, Reason

_LOOKED_AT: Final = 20
"""Posts weighed in full for one moment: those that share the rarest words with it."""
_TELLING: Final = 0.2
"""Words of less rarity do not lead to a post; they still count once it is found."""
_NUMBER_COUNTS: Final = 3.0
"""A shared number leads to a post as strongly as so many shared words."""


class NearestPosts:
    """Posts by the words they hold, ordered by day."""

    def __init__(self, posts: Mapping[int, Features], rare: Rarity) -> None:
        """Read every post once."""
        self._rare = rare
        ordered = sorted(posts.items(), key=lambda item: (item[1].first, item[0]))
        self._ids = [post_id for post_id, _ in ordered]
        self._posts = [side for _, side in ordered]
        self._days = np.array([side.first.toordinal() for side in self._posts], dtype=np.int64)
        places: dict[str, list[int]] = {}
        for place, side in enumerate(self._posts):
            for key in side.words.stems | side.words.numbers:
                places.setdefault(key, []).append(place)
        self._places = {
            key: np.array(found, dtype=np.int64)
            for key, found in places.items()
            if rare.of(key) >= _TELLING
        }

    def likest(
        self, moment: Features, threshold: float
    ) -> list[tuple[float, int, list[Reason]]]:
        """Return (likeness, post id, reasons) from ``threshold`` on, the likest first."""
        found = []
        for place in self._candidates(moment):
            if score_of(moment, self._posts[place], self._rare) >= threshold:
                score, reasons = likeness(moment, self._posts[place], self._rare)
                found.append((score, self._ids[place], reasons))
        return sorted(found, key=lambda one: (-one[0], one[1]))

    def _candidates(self, moment: Features) -> list[int]:
        from_place = int(np.searchsorted(self._days, moment.first.toordinal() - 1))
        lists, weights = [], []
        # Sorted, as adding floats in another order may give another last digit.
        for key in sorted(moment.words.stems | moment.words.numbers):
            places = self._places.get(key)
            if places is None:
                continue
            weight = self._rare.of(key) * (_NUMBER_COUNTS if key[0].isdigit() else 1.0)
            lists.append(places)
            weights.append(np.full(len(places), weight))
        if not lists or from_place == len(self._ids):
            return []
        sums = np.bincount(np.concatenate(lists), np.concatenate(weights), len(self._ids))
        later = sums[from_place:]
        hits = np.flatnonzero(later)
        if len(hits) > _LOOKED_AT:
            # A stable order keeps the answer the same from run to run.
            hits = hits[np.argsort(-later[hits], kind="stable")[:_LOOKED_AT]]
        return [int(hit) + from_place for hit in hits]

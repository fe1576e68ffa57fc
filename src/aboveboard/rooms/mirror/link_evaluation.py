"""How good the proposed links are, against pairs labelled by hand. No database, no Django.

A set is a file a language and split, one family a line: a moment, posts that tell of it, and posts
that only seem to. All moments and posts of a file are one record and one library, as in use; a
proposal between two families is as wrong as one within.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from aboveboard.core.languages import READ
from aboveboard.measures.rate import share
from aboveboard.rooms.mirror.likeness import MOST, THRESHOLD, features, rarity
from aboveboard.rooms.mirror.nearest_posts import NearestPosts

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class LabelledPost:
    """A post of a family; ``why`` says in what way it only seems to tell of the moment."""

    text: str
    day: date
    tells: bool
    why: str


@dataclass(frozen=True, slots=True)
class Family:
    """A moment and the posts written around it."""

    name: str
    text: str
    day: date
    topics: tuple[str, ...]
    posts: tuple[LabelledPost, ...]


@dataclass(slots=True)
class _Tally:
    """Pairs: proposed, of those right, those that tell, and those wrongly proposed by reason."""

    proposed: int
    right: int
    telling: int
    pairs: int
    wrong: Counter[str]

    def add(self, other: _Tally) -> None:
        self.proposed += other.proposed
        self.right += other.right
        self.telling += other.telling
        self.pairs += other.pairs
        self.wrong += other.wrong


def read_families(folder: Path, language: str, split: str) -> tuple[Family, ...]:
    """Return the families of a language and split; fails on a line that is none."""
    lines = (folder / f"{language}-{split}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_family(json.loads(line)) for line in lines)


def evaluate_links(split: str, folder: Path, *, threshold: float = THRESHOLD) -> dict[str, Any]:
    """Return precision and recall of what would be proposed, per language and for all.

    Precision: of all proposed pairs, those that tell. Recall: of all pairs that tell, those
    proposed. Each with the 95 % interval of Wilson and its counts.
    """
    everything = _Tally(0, 0, 0, 0, Counter())
    languages = {}
    for language in READ:
        found = _measure(read_families(folder, language.value, split), threshold)
        everything.add(found)
        languages[language.value] = _figures(found)
    return {
        "split": split,
        "threshold": threshold,
        "languages": languages,
        "all": _figures(everything),
    }


def _family(line: dict[str, Any]) -> Family:
    moment = line["moment"]
    return Family(
        name=line["family"],
        text=moment["text"],
        day=date.fromisoformat(moment["day"]),
        topics=tuple(moment["topics"]),
        posts=tuple(
            LabelledPost(
                post["text"],
                date.fromisoformat(post["day"]),
                post["tells"],
                "" if post["tells"] else post["why"],
            )
            for post in line["posts"]
        ),
    )


def _measure(families: tuple[Family, ...], threshold: float) -> _Tally:
    moments = [features(one.text, one.day, topics=one.topics) for one in families]
    labelled = [(place, post) for place, one in enumerate(families) for post in one.posts]
    posts = {number: features(post.text, post.day) for number, (_, post) in enumerate(labelled)}
    rare = rarity([*moments, *posts.values()])
    nearest = NearestPosts(posts, rare)
    found = _Tally(0, 0, sum(post.tells for _, post in labelled), len(labelled), Counter())
    for place, moment in enumerate(moments):
        for _, number, _ in nearest.likest(moment, threshold)[:MOST]:
            of, post = labelled[number]
            found.proposed += 1
            if of == place and post.tells:
                found.right += 1
            else:
                found.wrong[post.why if of == place else "another family"] += 1
    return found


def _figures(found: _Tally) -> dict[str, Any]:
    return {
        "pairs": found.pairs,
        "precision": _rate(found.right, found.proposed),
        "recall": _rate(found.right, found.telling),
        "wrong": dict(sorted(found.wrong.items())),
    }


def _rate(hits: int, n: int) -> dict[str, float] | None:
    rate = share(hits, n)
    return asdict(rate) if rate else None

"""How fast boundaries are compiled, changed and found."""

from __future__ import annotations

import random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from aboveboard.reading.benchmark import POSTS
from aboveboard.reading.boundaries.boundary import About, Boundary, Force
from aboveboard.reading.boundaries.matcher import compiled
from aboveboard.reading.joined import join

if TYPE_CHECKING:
    from collections.abc import Callable

_FIRST = (
    "Ilse Jan Noor Rik Sofie Pieter Marie Luc Anne Thomas Emma Louis Camille Hugo Chloé Julien Sarah David"
    " Laura Kevin Emily James Olivia Peter Lotte Bram Femke Daan Karel Griet Wim Benoît Élodie Amira Youssef"
)
_SYLLABLES = (
    "ver laer broek mans ters beke win dael kam holt ster vel rijk bosch mont ville roux lam bert four nier"
    " wick ford stone brook hart ley den ker pol zon mar tin gra des"
)


def made_boundaries(count: int, seed: int = 1) -> list[Boundary]:
    """Return boundaries made by chance: half of them people with a firm, half of them names."""
    chance = random.Random(seed)  # noqa: S311  (made names, no secrets)
    first, syllables = _FIRST.split(), _SYLLABLES.split()

    def name() -> str:
        return "".join(chance.sample(syllables, chance.choice((2, 2, 3)))).title()

    made: list[Boundary] = []
    for number in range(count):
        if number % 2:
            somebody = (
                f"{chance.choice(first)} {chance.choice(('', '', 'Van ', 'De '))}{name()}"
            )
            firm = f"{chance.choice(('', 'Bakkerij ', 'Studio ', 'Garage '))}{name()}"
            made.append(Boundary(About.PERSON, somebody, Force.CONSENT, company=firm))
        else:
            words = f"{chance.choice(('', '', 'Project '))}{name()}"
            made.append(
                Boundary(About.TERM, f"{words} {chance.choice(('', '', 'Logistics'))}".strip())
            )
    return made


def matcher_speed(count: int = 10_000, *, times: int = 200) -> dict[str, float | int]:
    """Return how fast ``count`` boundaries are compiled, one is added, and a draft is looked through.

    Keys: ``boundaries``; ``build_ms``, the median of five; ``add_ms``, for one more boundary;
    ``find_us`` and ``find_small_us``, microseconds for a draft of ``characters`` among all
    boundaries and among 100 of them, medians of ``times``. Word lists are read before.
    """
    boundaries = made_boundaries(count)
    draft = join([("\n\n".join(POSTS) * 3)[:3000]])
    small = compiled(boundaries[:100])
    small.find(draft, lambda at: at < 1000)
    matcher = compiled(boundaries)
    one = Boundary(About.TERM, "Project Zilver")
    build = _median(lambda: compiled(boundaries), 5)
    add = _median(lambda: matcher.changed(added=[one]), 20)
    find = _median(lambda: matcher.find(draft, lambda at: at < 1000), times)
    find_small = _median(lambda: small.find(draft, lambda at: at < 1000), times)
    return {
        "boundaries": count,
        "build_ms": round(build * 1e3, 1),
        "add_ms": round(add * 1e3, 2),
        "find_us": round(find * 1e6, 1),
        "find_small_us": round(find_small * 1e6, 1),
        "characters": 3000,
    }


def _median(work: Callable[[], object], times: int) -> float:
    taken: list[float] = []
    for _ in range(times):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return median(taken)

"""Run schedules and count how often the promise was broken."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.verify.ledgers import judged
from tests.verify.pictures import fetchable
from tests.verify.places import PLACES
from tests.verify.play import play
from tests.verify.scenario import drawn
from tests.verify.world import build

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.verify.ledgers import Verdict
    from tests.verify.places import Place


def verdict_of(place: Place, seed: int) -> Verdict:
    """Return how one schedule ended."""
    with fetchable():
        world, promises = build(place, drawn(seed, place))
        play(world, promises)
        return judged(world, promises)


def verify(seeds: Iterable[int], *, network: str = "") -> dict[str, Any]:
    """Return figures over all seeds, dealt over the places in turn.

    ``broken`` lists each schedule in which the promise was not kept, to be run again by its seed.
    """
    chosen = [one for one in PLACES if network in {"", one.name, one.network}]
    began = time.perf_counter()
    totals: Counter[str] = Counter()
    states: Counter[str] = Counter()
    by_place: Counter[str] = Counter()
    broken = []
    for number, seed in enumerate(seeds):
        place = chosen[number % len(chosen)]
        verdict = verdict_of(place, seed)
        by_place[place.name] += 1
        totals.update(
            doubled=verdict.doubled,
            hidden=verdict.hidden,
            false=verdict.false,
            open=verdict.open,
            faults=verdict.faults,
            points=verdict.points,
            schedules=1,
        )
        states.update(verdict.states)
        if not verdict.is_kept:
            broken.append(
                {"place": place.name, "seed": seed, "states": verdict.states}
                | {
                    name: getattr(verdict, name)
                    for name in ("doubled", "hidden", "false", "open", "faults")
                }
            )
    return {
        **totals,
        "places": dict(by_place),
        "states": dict(states),
        "seconds": round(time.perf_counter() - began, 1),
        "broken": broken,
    }

"""What happens in one schedule, drawn from its seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from tests.verify.places import Place


class Disturbance(StrEnum):
    """What others do in the midst of the work."""

    OTHER_WORKER = "another worker goes on"
    ASLEEP = "the process sleeps past its lease, and another worker goes on"
    LONG_ASLEEP = "the process sleeps until another has settled everything"
    EDIT = "the words are changed"
    MOVE = "the time is changed"
    CANCEL = "it is cancelled"
    WITHDRAW = "it is withdrawn"
    PAUSE = "everything is paused for a while"
    LOCKED = "the database is locked"
    CLOCK_BACK = "the clock jumps back"
    CLOCK_AHEAD = "the clock jumps ahead"
    LAPSE = "the account has to be connected again"


_DST_NIGHT: Final = "2027-03-28T02:30"
_ORDINARY: Final = "2026-11-24T13:05"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One schedule: what is published and what goes wrong at which point of the work."""

    seed: int
    faults: tuple[Fault, ...]
    kills: tuple[int, ...]
    locks: tuple[int, ...]
    disturbances: tuple[tuple[int, Disturbance], ...]
    publications: int
    parts: int
    is_twin: bool
    has_picture: bool
    wish: str
    insists: bool
    """Whether the person sends again what came back."""


def drawn(seed: int, place: Place) -> Scenario:
    """Return the schedule of a seed; the same seed gives the same one."""
    chance = random.Random(f"{place.name} {seed}")
    publications = chance.choice((1, 1, 1, 2, 3))
    return Scenario(
        seed=seed,
        faults=tuple(_fault(chance, place) for _ in range(chance.choice((0, 1, 1, 2, 3)))),
        kills=tuple(chance.randrange(1, 90) for _ in range(chance.choice((0, 0, 1, 1, 2)))),
        locks=tuple(chance.randrange(1, 90) for _ in range(chance.choice((0, 0, 0, 1, 2)))),
        disturbances=tuple(
            (chance.randrange(1, 70), chance.choice(list(Disturbance)))
            for _ in range(chance.choice((0, 0, 1, 1, 2)))
        ),
        publications=publications,
        parts=chance.choice((1, 1, 1, 3)),
        has_picture=place.needs_picture or chance.random() < 0.2,
        is_twin=publications > 1 and chance.random() < 0.2,
        wish=chance.choice((_ORDINARY, _ORDINARY, _ORDINARY, _DST_NIGHT)),
        insists=chance.random() < 0.5,
    )


def _fault(chance: random.Random, place: Place) -> Fault:
    kind = chance.choice(place.faults)
    return Fault(
        kind=kind,
        times=chance.choice((1, 1, 1, 2, 4)),
        skip=chance.choice((0, 0, 0, 1, 2, 3, 5)),
        seconds=chance.choice((1.0, place.settles / 2, place.settles)),
        delay=40.0 if kind is Kind.SLOW else 0.0,
        status=chance.choice((500, 502, 503)),
        commits=chance.random() < 0.5,
    )

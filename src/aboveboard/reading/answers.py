"""The answers a sentence can get, as names for the outside and as numbers for the engine.

Inside the engine an answer is its place in these tuples: numbers are compared and looked up many
times faster than members of an enumeration.
"""

from __future__ import annotations

from typing import Literal

from aboveboard.core.kinds import Kind

type Ownership = Literal["own", "other", "hypothetical"]
type Time = Literal["now", "past", "solved"]
type Sensitivity = Literal["mild", "moderate", "severe"]

KINDS: tuple[Kind, ...] = (Kind.WIN, Kind.SETBACK, Kind.LESSON, Kind.NEUTRAL)
OWNERSHIPS: tuple[Ownership, ...] = ("own", "other", "hypothetical")
TIMES: tuple[Time, ...] = ("now", "past", "solved")
SENSITIVITIES: tuple[Sensitivity, ...] = ("mild", "moderate", "severe")
"""How heavy a setback is, lightest first."""

WIN, SETBACK, LESSON, NEUTRAL = range(4)
OWN, OTHER, HYPOTHETICAL = range(3)
NOW, PAST, SOLVED = range(3)
MILD, MODERATE, SEVERE = range(3)
NONE = -1
"""No sensitivity: the sentence tells no setback."""

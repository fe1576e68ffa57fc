"""A person's own boundaries: what they never share, not before a day, only after thought or consent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


class Force(StrEnum):
    """How far a boundary goes."""

    NEVER = "never"
    NOT_BEFORE = "not_before"
    ASK = "ask"
    CONSENT = "consent"


class About(StrEnum):
    """What a boundary is about."""

    TERM = "term"
    PERSON = "person"
    TOPIC = "topic"
    NUMBERS = "numbers"
    TARGET = "target"


class Consent(StrEnum):
    """What a person said to being named."""

    UNKNOWN = "unknown"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


NUMBERS = ("revenue", "margin", "salaries", "headcount")
"""Kinds of numbers a boundary can be about; each is a group of ``phrases/boundaries.toml``."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """One rule of a person's own.

    ``name`` is the term, the person, the topic, one of :data:`NUMBERS`, or what a target is
    about. ``words`` are further words for the same thing, ``company`` is where a person works.
    ``until`` is the first day on which a thing not to be told before may be told; without it
    that day has not come. ``consent`` counts where ``force`` is consent. ``value`` and ``unit``
    are a target's number. ``reason`` is why, in the person's own words.
    """

    about: About
    name: str
    force: Force = Force.NEVER
    until: date | None = None
    reason: str = ""
    words: tuple[str, ...] = ()
    company: str = ""
    consent: Consent = Consent.UNKNOWN
    value: Decimal | None = None
    unit: str = ""

    def holds_on(self, today: date | None) -> bool:
        """Return whether the rule asks for anything; on an unknown day every date is to come."""
        if self.force == Force.NOT_BEFORE:
            return self.until is None or today is None or today < self.until
        return not (self.force == Force.CONSENT and self.consent == Consent.GIVEN)


_SOMEBODY: Final = re.compile(r"\s*([^()]*[^()\s])\s*\(([^()]+)\)\s*")


def boundary_of(written: str, force: Force = Force.NEVER) -> Boundary:
    """Return the boundary a line of a list stands for: a term, or a person as "Name (Firm)"."""
    somebody = _SOMEBODY.fullmatch(written)
    if somebody:
        return Boundary(About.PERSON, somebody[1], force, company=somebody[2].strip())
    return Boundary(About.TERM, " ".join(written.split()), force)

"""What is read: drafts, and what is known beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from aboveboard.core.kinds import Kind
    from aboveboard.core.languages import Language
    from aboveboard.core.limits import Limits
    from aboveboard.reading.boundaries.matcher import BoundaryMatcher
    from aboveboard.reading.fact import Record
    from aboveboard.reading.usual import Usual


@dataclass(frozen=True, slots=True)
class DraftText:
    """A text somebody may publish, with what goes out beside it.

    ``language`` is the one its writer chose for the whole, or None to tell it from the words of
    each paragraph. ``alt_texts`` describe its pictures, ``links`` are addresses attached to it,
    ``networks`` the names of those it is meant for.
    """

    text: str
    language: Language | None = None
    alt_texts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside a draft; everything may be missing.

    Checks add what they need here as plain values: no database, no clock.
    """

    skipped: frozenset[str] = field(default_factory=frozenset)
    """Checks that are switched off, by name."""
    limits: Mapping[str, Limits] = field(default_factory=lambda: MappingProxyType({}))
    """The limits a server has set itself, by network; see ``aboveboard.core.limits``."""
    boundaries: BoundaryMatcher | None = None
    """What the writer does not share; see ``aboveboard.reading.boundaries``."""
    record: Record | None = None
    """What the record knows, to compare numbers with; None: numbers are not looked at."""
    today: date | None = None
    """The day on which the draft is read; without it every date is still to come, and "last year"
    is not known."""
    usual: Usual | None = None
    """What is usual in the writer's own past posts."""
    about: tuple[Kind, ...] = ()
    """The kinds of the moments the draft is about."""

"""The figures of the mirror: counts as they were read, and the measures made of them. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from aboveboard.core.kinds import Kind
from aboveboard.measures.composition import compare, composition
from aboveboard.measures.delay import Delay, delays
from aboveboard.measures.gap import Gap, gap
from aboveboard.measures.rate import Rate, share
from aboveboard.measures.small import too_few

if TYPE_CHECKING:
    from datetime import date

    from aboveboard.rooms.mirror.period import Period

SIGNED: Final = (Kind.WIN, Kind.SETBACK, Kind.LESSON)
"""Kinds with a sign of their own on the board."""

type Counts = dict[Kind, int]


@dataclass(frozen=True, slots=True)
class Told:
    """So many of so many moments were shown."""

    shown: int
    n: int

    @property
    def kept(self) -> int:
        """How many were not shown."""
        return self.n - self.shown

    @property
    def is_few(self) -> bool:
        """Whether a share of these says nothing."""
        return too_few(self.n)

    @property
    def rate(self) -> Rate | None:
        """The share shown, or None when there are too few to say."""
        return None if self.is_few else share(self.shown, self.n)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """One month: moments shown and kept, posts, and posts without a moment."""

    first: date
    told: dict[Kind, Told]
    posts: Counts
    unrecorded: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """One topic of the record; ``id`` None and no name for moments without a topic."""

    id: int | None
    name: str
    told: dict[Kind, Told]
    since: date

    @property
    def n(self) -> int:
        """Moments of this topic, neutral ones too."""
        return sum(told.n for told in self.told.values())

    @property
    def never_shown(self) -> tuple[tuple[Kind, int], ...]:
        """The kinds of which nothing was shown, with their counts; neutral ones left out."""
        return tuple(
            (kind, self.told[kind].n)
            for kind in SIGNED
            if self.told[kind].n and not self.told[kind].shown
        )

    @property
    def is_never_shown(self) -> bool:
        """Whether nothing of this topic was shown, neutral moments included."""
        return not any(told.shown for told in self.told.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """A hashtag of posts that no moment stands behind."""

    key: str
    name: str
    counts: Counts
    since: date

    @property
    def n(self) -> int:
        """Posts with this hashtag."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class OpennessRow:
    """What the person chose, and what was done."""

    choice: str
    told: dict[Kind, Told]

    @property
    def all(self) -> Told:
        """All kinds together."""
        return Told(
            sum(told.shown for told in self.told.values()),
            sum(told.n for told in self.told.values()),
        )


@dataclass(frozen=True, slots=True)
class Passing:
    """A moment in a list under an openness choice."""

    id: int
    text: str
    happened_on: date
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class Mix:
    """One kind's share of the record and of the image; None when there are too few to say."""

    kind: Kind
    moments: int
    posts: int
    record: Rate | None
    image: Rate | None
    shift: Gap | None


@dataclass(frozen=True, kw_only=True)
class Mirror:
    """Everything the page says, for one period."""

    period: Period
    record: dict[Kind, Told]
    image: Counts
    months: tuple[MonthRow, ...]
    topics: tuple[TopicRow, ...]
    delays: dict[Kind, tuple[int, ...]]
    unrecorded: Counts
    tags: tuple[Blind, ...]
    openness: tuple[OpennessRow, ...]
    never_but_shown: tuple[Passing, ...]
    free_not_shown: tuple[Passing, ...]
    before_their_day: tuple[Passing, ...]

    @property
    def moments(self) -> int:
        """Moments in the period, neutral ones too."""
        return sum(told.n for told in self.record.values())

    @property
    def posts(self) -> int:
        """Own posts in the period, neutral ones too, reposts not."""
        return sum(self.image.values())

    @cached_property
    def gap(self) -> Gap | None:
        """The share of wins shown minus that of setbacks; None when one has too few to say."""
        wins, setbacks = self.record[Kind.WIN], self.record[Kind.SETBACK]
        if wins.is_few or setbacks.is_few:
            return None
        return gap(wins.shown, wins.n, setbacks.shown, setbacks.n)

    @cached_property
    def mix(self) -> tuple[Mix, ...]:
        """What record and image are made of, kind by kind."""
        moments = {kind: told.n for kind, told in self.record.items()}
        record = {} if too_few(self.moments) else _rates(moments)
        image = {} if too_few(self.posts) else _rates(self.image)
        shifts = {shift.kind: shift.gap for shift in compare(moments, self.image)}
        return tuple(
            Mix(
                kind,
                moments[kind],
                self.image[kind],
                record.get(kind),
                image.get(kind),
                shifts.get(kind) if record and image else None,
            )
            for kind in Kind
        )

    @cached_property
    def delay(self) -> dict[Kind, Delay | None]:
        """Days from happening to the first post, by kind; None when nothing was shown."""
        return {kind: delays(self.delays[kind], self.record[kind].kept) for kind in Kind}

    def is_delay_few(self, kind: Kind) -> bool:
        """Whether too few of a kind were shown to state a middle."""
        return too_few(len(self.delays[kind]))

    @property
    def untold_topics(self) -> tuple[TopicRow, ...]:
        """Topics of which some kind was never shown, those with most such moments first."""
        found = [row for row in self.topics if row.name and row.never_shown]
        return tuple(
            sorted(
                found,
                key=lambda row: (
                    not row.is_never_shown,
                    -sum(n for _, n in row.never_shown),
                    row.name.casefold(),
                ),
            )
        )


def _rates(counts: Counts) -> dict[Kind, Rate]:
    return {part.kind: part.rate for part in composition(counts)}

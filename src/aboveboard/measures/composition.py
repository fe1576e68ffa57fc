"""What a record and an image are made of: the share of each kind, and how they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aboveboard.core.kinds import Kind
from aboveboard.measures.gap import Gap, gap
from aboveboard.measures.rate import Rate, share

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Part:
    """One kind's share of a whole."""

    kind: Kind
    rate: Rate


@dataclass(frozen=True, slots=True)
class Shift:
    """One kind's share in the image minus its share in the record.

    ``gap.a`` is the share among posts, ``gap.b`` the share among moments; above zero the image
    holds more of this kind than the record does.
    """

    kind: Kind
    gap: Gap


def composition(counts: Mapping[Kind, int]) -> tuple[Part, ...]:
    """Return the share of every kind, in the order of :class:`Kind`; empty if all are zero.

    A kind that is missing from ``counts`` has a share of zero, with its interval. Each interval
    is a Wilson interval of its own: 95 % for one kind, not for all of them at once. That all
    four hold together is at least 80 % sure (Bonferroni).

    Raises:
        ValueError: a count is negative.
    """
    n = _total(counts)
    parts = ((kind, share(counts.get(kind, 0), n)) for kind in Kind)
    return tuple(Part(kind, rate) for kind, rate in parts if rate is not None)


def compare(record: Mapping[Kind, int], image: Mapping[Kind, int]) -> tuple[Shift, ...]:
    """Return how the image differs from the record, kind by kind; empty if one side is.

    ``record`` counts moments, ``image`` counts posts. The interval is Newcombe's for
    independent groups. A post that tells a moment of the record ties the two sides together;
    as ties make the sides more alike, the interval is then on the wide side.

    Raises:
        ValueError: a count is negative.
    """
    moments, posts = _total(record), _total(image)
    gaps = (
        (kind, gap(image.get(kind, 0), posts, record.get(kind, 0), moments)) for kind in Kind
    )
    return tuple(Shift(kind, found) for kind, found in gaps if found is not None)


def _total(counts: Mapping[Kind, int]) -> int:
    if any(count < 0 for count in counts.values()):
        raise ValueError(f"negative count in {dict(counts)}")
    return sum(counts.values())

"""The mirror's figures as rows for a file: one figure a row, the same in CSV and JSON."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from aboveboard.core.kinds import Kind
from aboveboard.rooms.mirror.figures import SIGNED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.measures.gap import Gap
    from aboveboard.measures.rate import Rate
    from aboveboard.rooms.mirror.figures import Mirror, Told

TOO_FEW = "too few to say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure. Shares and gaps are fractions of 1, delays days; ``note`` says why one lacks."""

    section: str
    of: str = ""
    kind: str = ""
    measure: str
    hits: int | None = None
    n: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""


def rows(mirror: Mirror) -> Iterator[Row]:
    """Yield every figure of the page, in the order of the page."""
    for kind in Kind:
        yield _told("shown", "", kind, mirror.record[kind])
    yield _gap("gap", "wins minus setbacks", "", mirror.gap)
    yield from _composition(mirror)
    yield from _months(mirror)
    for topic in mirror.topics:
        for kind in Kind:
            if topic.told[kind].n:
                yield _told("topic", topic.name, kind, topic.told[kind])
    yield from _delays(mirror)
    yield from _blind_spots(mirror)
    for choice in mirror.openness:
        for kind in Kind:
            yield _told("openness", choice.choice, kind, choice.told[kind])


def as_csv(mirror: Mirror) -> str:
    """Return the rows as CSV (RFC 4180) with a header.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([field.name for field in fields(Row)])
    for row in rows(mirror):
        writer.writerow([_plain(value) for value in asdict(row).values()])
    return out.getvalue()


def as_json(mirror: Mirror) -> dict[str, object]:
    """Return the period and the rows, ready for JSON."""
    period = mirror.period
    return {
        "period": {
            "choice": period.choice,
            "first": period.start.isoformat() if period.start else None,
            "last": period.last.isoformat() if period.last else None,
        },
        "moments": mirror.moments,
        "posts": mirror.posts,
        "interval": 0.95,
        "figures": [asdict(row) for row in rows(mirror)],
    }


def _plain(value: object) -> object:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def _told(section: str, of: str, kind: Kind, told: Told) -> Row:
    return _rate(section, of, kind, told.shown, told.n, told.rate, measure="share shown")


def _rate(
    section: str,
    of: str,
    kind: Kind,
    hits: int,
    n: int,
    rate: Rate | None,
    measure: str = "share",
) -> Row:
    return Row(
        section=section,
        of=of,
        kind=kind.value,
        measure=measure,
        hits=hits,
        n=n,
        value=rate.value if rate else None,
        low=rate.low if rate else None,
        high=rate.high if rate else None,
        note="" if rate else TOO_FEW,
    )


def _gap(section: str, of: str, kind: Kind | str, gap: Gap | None) -> Row:
    return Row(
        section=section,
        of=of,
        kind=str(kind),
        measure="gap",
        n=gap.n if gap else None,
        value=gap.value if gap else None,
        low=gap.low if gap else None,
        high=gap.high if gap else None,
        note="" if gap else TOO_FEW,
    )


def _count(section: str, of: str, kind: Kind, measure: str, n: int) -> Row:
    return Row(section=section, of=of, kind=kind.value, measure=measure, n=n)


def _composition(mirror: Mirror) -> Iterator[Row]:
    for mix in mirror.mix:
        yield _rate("composition", "record", mix.kind, mix.moments, mirror.moments, mix.record)
        yield _rate("composition", "image", mix.kind, mix.posts, mirror.posts, mix.image)
        yield _gap("composition", "image minus record", mix.kind, mix.shift)


def _months(mirror: Mirror) -> Iterator[Row]:
    for month in mirror.months:
        name = f"{month.first:%Y-%m}"
        for kind in Kind:
            yield _told("month", name, kind, month.told[kind])
            yield _count("month", name, kind, "posts", month.posts[kind])
            yield _count("month", name, kind, "posts without a moment", month.unrecorded[kind])


def _blind_spots(mirror: Mirror) -> Iterator[Row]:
    for topic in mirror.untold_topics:
        for kind, n in topic.never_shown:
            yield _count("never shown", topic.name, kind, "moments", n)
    for kind in SIGNED:
        yield _count("never recorded", "", kind, "posts", mirror.unrecorded[kind])
    for tag in mirror.tags:
        for kind in SIGNED:
            if tag.counts[kind]:
                yield _count("never recorded", f"#{tag.name}", kind, "posts", tag.counts[kind])


def _delays(mirror: Mirror) -> Iterator[Row]:
    for kind in Kind:
        found = mirror.delay[kind]
        yield _count("delay", "", kind, "not shown", mirror.record[kind].kept)
        if found is None:
            continue
        values = {"middle": found.middle, "quarter": found.quarter}
        values["three quarters"] = found.three_quarters
        is_few = mirror.is_delay_few(kind)
        for name, days in values.items():
            is_middle = name == "middle" and not is_few
            yield Row(
                section="delay",
                kind=kind.value,
                measure=f"{name}, days",
                n=found.n,
                value=None if is_few else days,
                low=found.low if is_middle else None,
                high=found.high if is_middle else None,
                note=TOO_FEW if is_few else "",
            )

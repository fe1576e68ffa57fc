"""What came of a publication, as its network tells: likes, comments, reposts, views."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.library.models import Metric
from aboveboard.rooms.publishing.enter_library import archived_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from aboveboard.rooms.publishing.models import Part, Publication

NAMES: Final = {
    "impressions": "views",
    "likes": "likes",
    "comments": "comments",
    "reposts": "reposts",
}
"""How a figure is kept in the library, as archives name it, and what a channel calls it."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The newest figure of each name, and its series by day, oldest first."""

    newest: dict[str, int] = field(default_factory=dict)
    series: dict[str, list[tuple[date, int]]] = field(default_factory=dict)
    until: date | None = None


def figures_of(publication: Publication, parts: Iterable[Part]) -> dict[int, Figures]:
    """Return the figures of each part by its number; those without any are left out. One query."""
    network = publication.account.network
    by_id = {archived_id(network, part.remote_id): part.pk for part in parts if part.remote_id}
    if not by_id:
        return {}
    rows = Metric.objects.filter(
        workspace=publication.workspace_id,
        network=network,
        remote_id__in=by_id,
        name__in=NAMES,
    ).order_by("until")
    found: dict[int, Figures] = {}
    newest: dict[int, date] = {}
    for row in rows:
        part = by_id[row.remote_id]
        figures = found.setdefault(part, Figures())
        figures.newest[row.name] = row.value
        figures.series.setdefault(row.name, []).append((row.until, row.value))
        newest[part] = row.until
    return {part: Figures(one.newest, one.series, newest[part]) for part, one in found.items()}

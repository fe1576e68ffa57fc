"""Counts a network shows beside a post, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aboveboard.archives.values import ArchivedMetric, ArchivedPost, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date


@dataclass(slots=True)
class PostCounts:
    """Gives counts the day of the export, and keeps the number of those that have no day."""

    until: date | None
    undated: int = 0

    def of(
        self, post: ArchivedPost, counts: Iterable[tuple[str, int | None]]
    ) -> Iterator[ArchivedMetric]:
        """Yield a metric for each count that is known: pairs of a name and a value."""
        for name, value in counts:
            if value is None:
                continue
            if self.until is None:
                self.undated += 1
                continue
            yield ArchivedMetric(
                network=post.network,
                where=post.where,
                name=name,
                value=value,
                until=self.until,
                post_id=post.remote_id,
                post_url=post.url,
                posted_at=post.written_at,
            )

    def left_out(self, where: str) -> Iterator[Skipped]:
        """Yield one Skipped for the counts nobody can date, and begin anew."""
        if self.undated:
            detail = f"{self.undated} counts of no known day"
            yield Skipped(where=where, reason="no_date", detail=detail)
        self.undated = 0

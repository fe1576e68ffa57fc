"""The record as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from aboveboard.rooms.record.csv_columns import COLUMNS, CsvMoment, written
from aboveboard.rooms.record.models import Moment

if TYPE_CHECKING:
    from collections.abc import Iterator


def csv_lines(workspace_id: int) -> Iterator[str]:
    """Give the whole record, oldest first, a line at a time; the first one is the header.

    A byte order mark goes ahead, so that spreadsheets read accents right.
    """
    yield "\ufeff" + _line(list(COLUMNS))
    moments = (
        Moment.objects.filter(workspace=workspace_id, deleted_at=None)
        .order_by("happened_on", "pk")
        .prefetch_related("topics")
    )
    for moment in moments.iterator(chunk_size=500):
        yield _line(written(row_of(moment)))


def row_of(moment: Moment) -> CsvMoment:
    """Return the moment as a row; its topics by name."""
    return CsvMoment(
        text=moment.text,
        happened_on=moment.happened_on,
        until=moment.until,
        kind=moment.kind,
        weight=moment.weight,
        topics=tuple(sorted(topic.name for topic in moment.topics.all())),
        note=moment.note,
        openness=moment.openness,
        open_from=moment.open_from,
    )


def _line(cells: list[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()

"""Moments from a CSV file. A bad row never stops the others; it is kept with its reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from django.db import transaction
from django.utils import timezone

from aboveboard.archives.csv_table import Table
from aboveboard.archives.values import Skipped
from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.record.csv_columns import NEEDED, BadRow, CsvMoment, read
from aboveboard.rooms.record.models import Moment, RejectedRow
from aboveboard.rooms.record.reading_later import kind_read, language_read
from aboveboard.rooms.record.topics import topics_named
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from aboveboard.rooms.workspaces.models import Member

MAX_MEGABYTES: Final = 5
MAX_ROWS: Final = 5000
"""Most rows of one file; a larger record comes in several."""
_BATCH: Final = 500
_MAX_RAW: Final = 2000
_MAX_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class CsvReport:
    """How many rows became moments, were there already, and were kept as rejected."""

    taken: int
    known: int
    rejected: int


@transaction.atomic
def csv_in(file: BinaryIO, *, name: str, by: Member, now: datetime) -> CsvReport:
    """Take the rows of ``file`` in. Doing it twice changes nothing.

    A row is there already when a moment of that day has the same words.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: rule ``no_header`` when there is no line with ``date`` and ``text``, ``too_many_rows``.
    """
    if not by.may_write:
        raise NotAllowed
    good, bad = _read(file, name=name[-_MAX_NAME:], by=by, now=now)
    fresh = _not_yet_there(by.workspace_id, good)
    _keep(by.workspace_id, fresh, now=now)
    RejectedRow.objects.filter(workspace=by.workspace_id, file_name=name[-_MAX_NAME:]).delete()
    RejectedRow.objects.bulk_create(bad, batch_size=_BATCH)
    note(by, "csv in", "moment", now=now)
    return CsvReport(len(fresh), len(good) - len(fresh), len(bad))


def _read(
    file: BinaryIO, *, name: str, by: Member, now: datetime
) -> tuple[list[CsvMoment], list[RejectedRow]]:
    table = Table(file, name)
    if not table.find_header(lambda header: "moments" if set(header) >= NEEDED else ""):
        raise Invalid(field="file", rule="no_header")
    good: list[CsvMoment] = []
    bad: list[RejectedRow] = []
    today = timezone.localdate(now)
    for row in table.rows():
        if len(good) + len(bad) >= MAX_ROWS:
            raise Invalid(field="file", rule="too_many_rows", limit=MAX_ROWS)
        found = _moment(table, row, today)
        if isinstance(found, CsvMoment):
            good.append(found)
        else:
            bad.append(
                RejectedRow(
                    workspace_id=by.workspace_id,
                    file_name=name,
                    row=table.number,
                    reason=found.reason[:40],
                    raw=found.raw.replace("\x00", "")[:_MAX_RAW],
                    created_at=now,
                )
            )
    return good, bad


def _moment(table: Table, row: list[str] | Skipped, today: date) -> CsvMoment | Skipped:
    if isinstance(row, Skipped):
        return row
    try:
        return read(dict(zip(table.header, row, strict=True)), today=today)
    except BadRow as reason:
        return table.skipped(str(reason))


def _not_yet_there(workspace_id: int, rows: Sequence[CsvMoment]) -> list[CsvMoment]:
    days = {row.happened_on for row in rows}
    if not days:
        return []
    kept = Moment.objects.filter(
        workspace=workspace_id,
        deleted_at=None,
        happened_on__gte=min(days),
        happened_on__lte=max(days),
    ).values_list("happened_on", "text")
    there = Counter(kept.iterator())
    fresh = []
    for row in rows:
        key = (row.happened_on, row.text)
        if there[key] > 0:
            there[key] -= 1
        else:
            fresh.append(row)
    return fresh


def _keep(workspace_id: int, rows: Sequence[CsvMoment], *, now: datetime) -> None:
    names = {topic.casefold(): topic for row in rows for topic in row.topics}
    ordered = sorted(names.values())
    topics = {
        topic.folded: topic
        for start in range(0, len(ordered), _BATCH)
        for topic in topics_named(workspace_id, ordered[start : start + _BATCH])
    }
    moments = Moment.objects.bulk_create(
        [_new(workspace_id, row, now) for row in rows], batch_size=_BATCH
    )
    link = Moment.topics.through
    link.objects.bulk_create(
        [
            link(moment_id=moment.pk, topic_id=topics[topic.casefold()[:60]].pk)
            for moment, row in zip(moments, rows, strict=True)
            for topic in row.topics
        ],
        batch_size=_BATCH,
    )


def _new(workspace_id: int, row: CsvMoment, now: datetime) -> Moment:
    return Moment(
        workspace_id=workspace_id,
        text=row.text,
        happened_on=row.happened_on,
        until=row.until,
        kind=row.kind or kind_read(row.text),
        is_kind_chosen=bool(row.kind),
        weight=row.weight,
        language=language_read(row.text),
        note=row.note,
        openness=row.openness,
        open_from=row.open_from,
        created_at=now,
        updated_at=now,
    )

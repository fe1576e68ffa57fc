"""What is known of imports, as rows for pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from aboveboard.rooms.library.models import Import, SkippedRow
from aboveboard.rooms.library.upload_files import size_of
from aboveboard.rooms.library.words import FAILURES, FORMATS, REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

_FIRST_GUESS_SECONDS: Final = 3
_MINUTE: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """An import in a list and on its page. Sizes in bytes."""

    id: int
    file_name: str
    format_name: str
    state: str
    size: int
    received: int
    rows_done: int
    rows_all: int | None
    taken: int
    taken_words: str
    known: int
    skipped: int
    seconds_left: int | None
    failure: str
    failure_detail: str
    created_at: datetime
    ended_at: datetime | None

    @property
    def created_on(self) -> date:
        """The day it was brought in."""
        return timezone.localdate(self.created_at)

    @property
    def is_going_on(self) -> bool:
        """Whether the worker is at it, or about to be."""
        return self.state in {"waiting", "running", "undoing"}

    @property
    def left_words(self) -> str:
        """About how long it still takes, or nothing when that is not known."""
        if self.seconds_left is None or self.state != Import.State.RUNNING:
            return ""
        if self.seconds_left < _MINUTE:
            return gettext("less than a minute left")
        minutes = round(self.seconds_left / _MINUTE)
        return ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes) % {
            "n": minutes
        }

    @property
    def failure_words(self) -> str:
        """What went wrong and what to do, in whole sentences."""
        return str(FAILURES.get(self.failure, FAILURES["fault"]))


def import_row(one: Import, *, now: datetime) -> ImportRow:
    """Return one import as a row."""
    is_uploading = one.state == Import.State.UPLOADING
    return ImportRow(
        id=one.pk,
        file_name=one.file_name,
        format_name=str(FORMATS.get(one.format, one.format)),
        state=one.state,
        size=one.size,
        received=size_of(one.pk) if is_uploading else one.received,
        rows_done=one.rows_done,
        rows_all=one.rows_all,
        taken=one.taken,
        taken_words=taken_words(one.taken_by_table),
        known=one.known,
        skipped=one.skipped,
        seconds_left=_seconds_left(one, now),
        failure=one.failure,
        failure_detail=one.failure_detail,
        created_at=one.created_at,
        ended_at=one.ended_at,
    )


def _seconds_left(one: Import, now: datetime) -> int | None:
    done = one.rows_done - one.rows_before
    if one.began_at is None or one.rows_all is None or done <= 0:
        return None
    spent = (now - one.began_at).total_seconds()
    if spent < _FIRST_GUESS_SECONDS:
        return None
    return max(0, round((one.rows_all - one.rows_done) * spent / done))


def taken_words(counts: dict[str, int]) -> str:
    """Return ``318 posts, 20 comments`` in the reader's language."""
    return ", ".join(_taken_words(counts))


def _taken_words(counts: dict[str, int]) -> Iterator[str]:
    n = counts.get("post", 0)
    if n:
        yield ngettext("%(n)s post", "%(n)s posts", n) % {"n": _grouped(n)}
    n = counts.get("comment", 0)
    if n:
        yield ngettext("%(n)s comment", "%(n)s comments", n) % {"n": _grouped(n)}
    n = counts.get("connection", 0)
    if n:
        yield ngettext("%(n)s connection", "%(n)s connections", n) % {"n": _grouped(n)}
    n = counts.get("message", 0)
    if n:
        yield ngettext("%(n)s message", "%(n)s messages", n) % {"n": _grouped(n)}
    n = counts.get("metric", 0)
    if n:
        yield ngettext("%(n)s count", "%(n)s counts", n) % {"n": _grouped(n)}


def _grouped(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def imports(workspace_id: int, *, now: datetime, limit: int = 20) -> list[ImportRow]:
    """Return the latest imports, newest first."""
    found = Import.objects.filter(workspace=workspace_id).order_by("-created_at", "-pk")[:limit]
    return [import_row(one, now=now) for one in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedGroup:
    """Rows of one import skipped for one reason, and where the first of them stands."""

    reason: str
    words: str
    count: int
    first_where: str


def skipped_groups(import_id: int) -> list[SkippedGroup]:
    """Return what was skipped, by reason, the most frequent first."""
    found = (
        SkippedRow.objects.filter(source=import_id)
        .order_by()
        .values("reason")
        .annotate(count=Count("pk"), first=Min("pk"))
        .order_by("-count", "reason")
    )
    groups = list(found)
    where = dict(
        SkippedRow.objects.filter(pk__in=[group["first"] for group in groups]).values_list(
            "pk", "where"
        )
    )
    return [
        SkippedGroup(
            reason=group["reason"],
            words=str(REASONS.get(group["reason"], group["reason"])),
            count=group["count"],
            first_where=where.get(group["first"], ""),
        )
        for group in groups
    ]


def skipped_rows(import_id: int) -> Iterator[tuple[str, str, str, str]]:
    """Give every skipped row of an import: place, reason in words, detail, and how it stood."""
    rows = SkippedRow.objects.filter(source=import_id).order_by("pk")
    for where, reason, detail, raw in rows.values_list(
        "where", "reason", "detail", "raw"
    ).iterator(chunk_size=2000):
        yield where, str(REASONS.get(reason, reason)), detail, raw

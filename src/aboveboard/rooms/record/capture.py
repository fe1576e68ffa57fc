"""Write down what happened, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.record.capture_line import parse, tidy_topics
from aboveboard.rooms.record.models import Moment
from aboveboard.rooms.record.reading_later import kind_read, language_read
from aboveboard.rooms.record.topics import topics_named
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from aboveboard.core.kinds import Kind
    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def capture(
    line: str,
    *,
    by: Member,
    now: datetime,
    kind: Kind | None = None,
    happened_on: date | None = None,
    until: date | None = None,
    topics: Sequence[str] = (),
) -> Moment:
    """Return the moment that ``line`` tells, kept in the workspace of ``by``.

    The kind is proposed by reading unless ``kind`` says it. ``happened_on`` and ``until`` win over
    the dates in the line; ``topics`` join those in it. The day is that of the current time zone.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: nothing is said, or it lies in the future; see :func:`.capture_line.parse`.
    """
    if not by.may_write:
        raise NotAllowed
    today = timezone.localdate(now)
    read = parse(line, today=today)
    first, last = (happened_on, until) if happened_on else (read.happened_on, read.until)
    check_days(first, last, today=today)
    moment = Moment.objects.create(
        workspace_id=by.workspace_id,
        text=read.text,
        happened_on=first,
        until=last if last and last > first else None,
        kind=kind or kind_read(read.text),
        is_kind_chosen=kind is not None,
        weight=read.weight,
        language=language_read(read.text),
        created_at=now,
        updated_at=now,
    )
    names = tidy_topics([*read.topics, *topics])
    if names:
        moment.topics.set(topics_named(by.workspace_id, names))
    note(by, "capture", "moment", moment.pk, now=now)
    return moment


FIRST_YEAR: Final = 1900
"""Days before it are slips of the keyboard; the mirror counts months from there."""


def check_days(first: date, last: date | None, *, today: date) -> None:
    """Make sure that the days have been, in this order.

    Raises:
        Invalid: rule ``in_the_future``, ``ends_before_start`` or ``bad_day`` (before 1900).
    """
    if first.year < FIRST_YEAR:
        raise Invalid(field="happened_on", rule="bad_day")
    if first > today or (last is not None and last > today):
        raise Invalid(field="happened_on", rule="in_the_future")
    if last is not None and last < first:
        raise Invalid(field="until", rule="ends_before_start")

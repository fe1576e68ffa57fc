"""Change a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.record.capture import check_days
from aboveboard.rooms.record.reading_later import language_read
from aboveboard.rooms.record.topics import drop_unused, topics_named
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import date, datetime

    from aboveboard.rooms.record.models import Moment
    from aboveboard.rooms.workspaces.models import Member


@dataclass(frozen=True, slots=True)
class MomentWords:
    """Everything a person can say of a moment; ``weight`` 1-5, ``open_from`` for ``not_before``."""

    text: str
    happened_on: date
    until: date | None
    kind: str
    weight: int
    topics: tuple[str, ...]
    note: str
    openness: str
    open_from: date | None


@transaction.atomic
def edit(moment: Moment, words: MomentWords, *, by: Member, now: datetime) -> None:
    """Keep ``words`` as what the moment says.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: a day lies in the future, or the last before the first.
    """
    if not by.may_write:
        raise NotAllowed
    check_days(words.happened_on, words.until, today=timezone.localdate(now))
    moment.is_kind_chosen = moment.is_kind_chosen or words.kind != moment.kind
    if words.text != moment.text:
        moment.text, moment.language = words.text, language_read(words.text)
    moment.happened_on = words.happened_on
    moment.until = words.until if words.until and words.until > words.happened_on else None
    moment.kind, moment.weight, moment.note = words.kind, words.weight, words.note
    moment.openness = words.openness
    moment.open_from = words.open_from if words.openness == "not_before" else None
    moment.updated_at = now
    moment.save()
    moment.topics.set(topics_named(by.workspace_id, words.topics))
    drop_unused(by.workspace_id)
    note(by, "edit", "moment", moment.pk, now=now)

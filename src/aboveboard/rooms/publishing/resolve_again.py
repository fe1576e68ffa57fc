"""Keep planned hours the same on the clock when a place changes its rules."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db.models import F

from aboveboard.core.errors import Invalid
from aboveboard.rooms.publishing.models import Publication, State
from aboveboard.rooms.publishing.wakening import wake
from aboveboard.rooms.publishing.wish import moment_of, read_wish
from aboveboard.rooms.publishing.writing import writing

if TYPE_CHECKING:
    from datetime import datetime, timedelta

_log = logging.getLogger(__name__)
_BATCH: Final = 1000


def resolve_again(now: datetime) -> int:
    """Return how many planned publications came to stand at another moment.

    Each wish that lies ahead is resolved by the rules of its zone as they are known now, for they
    may have changed since it was promised (a new tzdata). What is under way stays as it is. Safe to
    run at any time and in any number of processes.
    """
    ZoneInfo.clear_cache()  # a running process would go on with the rules it has read
    rows = Publication.objects.filter(
        state=State.SCHEDULED, lease_until=None, due_at__gt=now
    ).values_list("pk", "wish", "zone", "due_at")
    moved = 0
    for pk, wish, zone, due in rows.iterator(chunk_size=_BATCH):
        try:
            at = moment_of(read_wish(wish, zone)).at
        except Invalid:
            # The zone is no more; what was resolved while it was still holds.
            _log.warning("cannot be resolved publication=%d zone=%s", pk, zone)
            continue
        if at != due:
            moved += _move(pk, wish, zone, due, at - due, now)
    if moved:
        _log.info("resolved anew publications=%d", moved)
        wake()
    return moved


@writing
def _move(pk: int, wish: str, zone: str, due: datetime, by: timedelta, now: datetime) -> int:
    """Shift one row, when it is still what was read."""
    return Publication.objects.filter(
        pk=pk,
        state=State.SCHEDULED,
        lease_until=None,
        wish=wish,
        zone=zone,
        due_at=due,
    ).update(
        due_at=due + by,
        late_at=F("late_at") + by,
        try_at=F("try_at") + by,
        changed_at=now,
    )

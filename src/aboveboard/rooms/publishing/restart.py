"""After a restart of the only process: what the dead one held is free at once, not after its lease."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from aboveboard.rooms.publishing.held import LEASE
from aboveboard.rooms.publishing.models import Lane, Publication
from aboveboard.rooms.publishing.sweep import take_over
from aboveboard.rooms.publishing.writing import writing

if TYPE_CHECKING:
    from datetime import datetime


@writing
def free_what_was_held(now: datetime) -> int:
    """Return how many publications a dead process left. Only where no other process publishes.

    What was being sent becomes unclear, as after the end of a lease: it is looked for, never resent.
    """
    done = take_over(now, ended_before=now + 2 * LEASE)
    Publication.objects.filter(lease_until__isnull=False).update(
        token=F("token") + 1, lease_until=None
    )
    Lane.objects.filter(holder_until__isnull=False).update(holder_until=None)
    return done

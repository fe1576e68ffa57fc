"""What a reading may know beside the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from aboveboard.reading.draft import Known
from aboveboard.rooms.boundaries.known import known_boundaries
from aboveboard.rooms.library.usual import usual_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from aboveboard.reading.fact import Record


def known_for(workspace_id: int, off: Collection[str], *, with_record: bool = True) -> Known:
    """Return what is known in a workspace, with the checks that are ``off``.

    Without the record, as for posts of the past, their numbers are not looked at.
    """
    return Known(
        skipped=frozenset(off),
        boundaries=known_boundaries(workspace_id),
        record=_record(workspace_id) if with_record and "backing" not in off else None,
        today=timezone.localdate(),
        usual=usual_of(workspace_id),
    )


def _record(workspace_id: int) -> Record:
    # numpy comes in with the first reading, not with the start of the product.
    from aboveboard.rooms.record.facts import record_facts  # noqa: PLC0415

    return record_facts(workspace_id)

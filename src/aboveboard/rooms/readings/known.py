"""What a reading may know beside the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from aboveboard.reading.draft import Known
from aboveboard.rooms.boundaries.known import known_boundaries
from aboveboard.rooms.library.usual import usual_of

if TYPE_CHECKING:
    from collections.abc import Collection


def known_for(workspace_id: int, off: Collection[str]) -> Known:
    """Return what is known in a workspace, with the checks that are ``off``."""
    return Known(
        skipped=frozenset(off),
        boundaries=known_boundaries(workspace_id),
        today=timezone.localdate(),
        usual=usual_of(workspace_id),
    )

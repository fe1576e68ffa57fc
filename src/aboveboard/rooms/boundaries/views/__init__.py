"""Pages of the boundaries."""

from __future__ import annotations

from aboveboard.rooms.boundaries.views.lists import bring_list, clear_rejected
from aboveboard.rooms.boundaries.views.people import (
    people,
    person,
    remove_person,
    restore_person,
)
from aboveboard.rooms.boundaries.views.rules import (
    boundary,
    page,
    remove_boundary,
    restore_boundary,
    try_text,
)

__all__ = [
    "boundary",
    "bring_list",
    "clear_rejected",
    "page",
    "people",
    "person",
    "remove_boundary",
    "remove_person",
    "restore_boundary",
    "restore_person",
    "try_text",
]

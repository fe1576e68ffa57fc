"""Which moments were shown to others. The record cannot know; a higher room says so at the start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Exists

type Shown = Callable[[int, Sequence[int]], dict[int, str]]
"""From a workspace and ids of moments to a sentence for each one that was shown."""

SHOWN: Shown | None = None
"""Set once, by the room that compares record and posts, when the process starts.

None: nothing is known, so pages say neither *shown* nor *not shown*.
"""


WAS_SHOWN: Callable[[], Exists] | None = None
"""Set by the same room: whether a moment was shown, as a condition on a query of moments."""


def shown_words(workspace_id: int, moment_ids: Sequence[int]) -> dict[int, str]:
    """Return a sentence for each of the moments that was shown."""
    return SHOWN(workspace_id, moment_ids) if SHOWN is not None and moment_ids else {}

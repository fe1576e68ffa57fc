"""What higher rooms want done when an import has ended or was undone; they add themselves at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FINISHED: list[Callable[[int], None]] = []
"""Called with the id of the workspace, after an import is done or undone."""


def tell_finished(workspace_id: int) -> None:
    """Call everyone in :data:`FINISHED`."""
    for call in FINISHED:
        call(workspace_id)

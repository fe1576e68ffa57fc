"""Give up an import whose archive cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.rooms.library.clear_import import clear_import
from aboveboard.rooms.library.models import Import

if TYPE_CHECKING:
    from datetime import datetime


def fail(import_id: int, *, reason: str, detail: str = "", now: datetime) -> None:
    """Take back what was taken so far, and keep why; ``reason`` is a stable code."""
    source = Import.objects.get(pk=import_id)
    clear_import(source, now=now)
    shown = detail.replace("\0", "").encode("utf-8", "replace").decode()[:200]
    Import.objects.filter(pk=import_id).update(
        state=Import.State.FAILED,
        failure=reason[:40],
        failure_detail=shown,
        taken=0,
        taken_by_table={},
        known=0,
        skipped=0,
        ended_at=now,
    )

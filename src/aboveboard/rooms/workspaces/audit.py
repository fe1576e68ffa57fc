"""Write down who did what, in the transaction that did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.rooms.workspaces.models import AuditEntry

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member


def note(
    by: Member, deed: str, subject: str, subject_id: int | None = None, *, now: datetime
) -> None:
    """Keep that ``by`` did ``deed`` to ``subject``; names and ids only, never words of a text."""
    AuditEntry.objects.create(
        workspace_id=by.workspace_id,
        member=by,
        deed=deed,
        subject=subject,
        subject_id=subject_id,
        at=now,
    )

"""What the pages about publishing know beyond their own facts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from aboveboard.rooms.publishing.models import Pause

if TYPE_CHECKING:
    from django.http import HttpRequest


def held(request: HttpRequest) -> dict[str, Any]:
    """Return ``held``: the pause of the workspace, asked for by the pages that show it only."""

    @cache
    def ask() -> Pause | None:
        seat = getattr(request, "seat", None)
        if seat is None:
            return None
        return (
            Pause.objects.select_related("member__user")
            .filter(workspace=seat.workspace_id)
            .first()
        )

    return {"held": ask}

"""What every page of a workspace knows about who looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest


def seat(request: HttpRequest) -> dict[str, Any]:
    """Return the seat and its workspace, when the view went through the door."""
    member = getattr(request, "seat", None)
    return {"seat": member, "workspace": member.workspace if member else None}

"""The only doors from a seat to boundaries and consents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.core.errors import NotFound
from aboveboard.rooms.boundaries.models import Boundary, Consent

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Member


def access_boundary(member: Member, boundary_id: int, *, is_removed: bool = False) -> Boundary:
    """Return the boundary when it lies in the member's workspace.

    ``is_removed`` opens the door to those whose removal can still be undone, and to no others.

    Raises:
        NotFound: there is none, or it is someone else's; the two are told apart nowhere.
    """
    found = Boundary.objects.filter(
        pk=boundary_id, workspace=member.workspace_id, deleted_at__isnull=not is_removed
    ).first()
    if found is None:
        raise NotFound(what="boundary")
    return found


def access_consent(member: Member, consent_id: int, *, is_removed: bool = False) -> Consent:
    """Return the consent when it lies in the member's workspace.

    Raises:
        NotFound: there is none, or it is someone else's.
    """
    found = Consent.objects.filter(
        pk=consent_id, workspace=member.workspace_id, deleted_at__isnull=not is_removed
    ).first()
    if found is None:
        raise NotFound(what="consent")
    return found

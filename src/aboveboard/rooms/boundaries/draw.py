"""Draw a boundary, or draw it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.boundaries.models import Boundary
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import date, datetime

    from aboveboard.rooms.workspaces.models import Member


@dataclass(frozen=True, slots=True)
class BoundaryWords:
    """What a person says of a boundary; ``words`` are further ones, one a line."""

    about: str
    name: str
    force: str
    until: date | None = None
    reason: str = ""
    words: str = ""
    company: str = ""
    target_id: int | None = None


@transaction.atomic
def draw(words: BoundaryWords, *, by: Member, now: datetime) -> Boundary:
    """Return a new boundary; one that says the same about the same is drawn anew, not twice.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    same = Boundary.objects.filter(
        workspace=by.workspace_id,
        about=words.about,
        name__iexact=words.name,
        company__iexact=words.company,
        target=words.target_id,
        deleted_at=None,
    ).first()
    return _keep(same or Boundary(workspace_id=by.workspace_id, created_at=now), words, by, now)


@transaction.atomic
def redraw(boundary: Boundary, words: BoundaryWords, *, by: Member, now: datetime) -> Boundary:
    """Return the boundary with ``words``.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    return _keep(boundary, words, by, now)


def _keep(boundary: Boundary, words: BoundaryWords, by: Member, now: datetime) -> Boundary:
    if not by.may_write:
        raise NotAllowed
    boundary.about, boundary.name, boundary.force = words.about, words.name, words.force
    boundary.until, boundary.reason, boundary.words = words.until, words.reason, words.words
    boundary.company, boundary.target_id = words.company, words.target_id
    boundary.updated_at = now
    boundary.save()
    note(by, "draw", "boundary", boundary.pk, now=now)
    return boundary

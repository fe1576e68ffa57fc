"""Look once more, at the last moment, whether something may go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from aboveboard.rooms.publishing.models import Part
from aboveboard.rooms.publishing.stops import BOUNDARY, not_owned

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.publishing.models import Publication


def why_not(publication: Publication, *, now: datetime) -> str:
    """Return a code for why the publication goes back to its writer, or nothing.

    A thread that has begun goes on however late it is: half of one is worse.
    """
    is_new = not has_begun(publication)
    if is_new and now > publication.late_at:
        return "late"
    if publication.member is None or not publication.member.may_write:
        return "seat"
    if is_new and not_owned(publication, today=timezone.localdate(now)):
        return BOUNDARY
    return ""


def has_begun(publication: Publication) -> bool:
    """Return whether a part of it is public."""
    return Part.objects.filter(publication=publication, published_at__isnull=False).exists()

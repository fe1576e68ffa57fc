"""Look once more, at the last moment, whether something may go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from aboveboard.rooms.publishing.stops import BOUNDARY, not_owned, published_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from aboveboard.rooms.publishing.models import Publication, PublicationMedia


def why_not(
    publication: Publication, media: Sequence[PublicationMedia], *, now: datetime
) -> str:
    """Return a code for why the publication goes back to its writer, or nothing."""
    if now > publication.late_at:
        return "late"
    if is_without_seat(publication):
        return "seat"
    said = published_texts(publication, media)
    if not_owned(publication, today=timezone.localdate(now), texts=said):
        return BOUNDARY
    return ""


def is_without_seat(publication: Publication) -> bool:
    """Return whether whoever promised it may not publish here any more."""
    return publication.member is None or not publication.member.may_write

"""Where a moment was shown, for the record: it cannot know of posts, and asks through its hook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from aboveboard.rooms.library.models import Network
from aboveboard.rooms.mirror.local_days import local_day
from aboveboard.rooms.mirror.models import Link
from aboveboard.web.dates import date_format

if TYPE_CHECKING:
    from collections.abc import Sequence


def shown_where(workspace_id: int, moment_ids: Sequence[int]) -> dict[int, str]:
    """Return where and when each moment that was shown was first shown. One query.

    For :data:`aboveboard.rooms.record.shown.SHOWN`.
    """
    links = Link.objects.filter(
        workspace_id=workspace_id, state=Link.State.CONFIRMED, moment_id__in=moment_ids
    ).order_by("post__written_at", "post_id")
    first: dict[int, str] = {}
    for moment, network, at in links.values_list(
        "moment_id", "post__network", "post__written_at"
    ):
        if moment not in first:
            first[moment] = gettext("Shown on %(network)s, %(day)s") % {
                "network": Network(network).label,
                "day": date_format(local_day(at), "j F Y"),
            }
    return first


def was_shown() -> Exists:
    """Return whether a moment was shown, as a condition on a query of moments.

    For :data:`aboveboard.rooms.record.shown.WAS_SHOWN`.
    """
    return Exists(Link.objects.filter(state=Link.State.CONFIRMED, moment=OuterRef("pk")))

"""Whether anything the mirror is made of changed, found out far quicker than making it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, Sum

from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.record.models import Moment

if TYPE_CHECKING:
    from collections.abc import Hashable


def stamp(workspace_id: int) -> Hashable:
    """Return a value that is another one after any change to moments, posts or links.

    Counts, and sums of ids and of their squares, by kind and repost show what came, went, or
    changed its kind; the latest change of a moment and the latest decision show the rest. Three
    queries over indexes.
    """
    moments = Moment.objects.filter(workspace_id=workspace_id, deleted_at=None)
    posts = Post.objects.filter(workspace_id=workspace_id)
    links = Link.objects.filter(workspace_id=workspace_id, state=Link.State.CONFIRMED)
    return (
        tuple(
            moments.order_by("kind")
            .values_list("kind")
            .annotate(Count("pk"), Sum("pk"), Max("updated_at"))
        ),
        tuple(
            posts.order_by("kind", "is_repost")
            .values_list("kind", "is_repost")
            .annotate(Count("pk"), Sum("pk"), squares=Sum(F("pk") * F("pk")))
        ),
        tuple(links.aggregate(Count("pk"), Sum("pk"), Max("decided_at")).values()),
    )

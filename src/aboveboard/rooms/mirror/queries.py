"""What the mirror reads: its figures, and what waits around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror.ask_for_links import PATIENCE
from aboveboard.rooms.mirror.columns import columns
from aboveboard.rooms.mirror.counted import mirror_of
from aboveboard.rooms.mirror.figures import Passing
from aboveboard.rooms.mirror.image_side import image_side
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.mirror.record_side import record_side
from aboveboard.rooms.record.models import Moment
from aboveboard.rooms.workspaces.models import Workspace

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.mirror.figures import Mirror
    from aboveboard.rooms.mirror.period import Period
    from aboveboard.rooms.mirror.record_side import RecordSide


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits around the mirror: proposals to decide on, and whether there is something new."""

    waiting: int
    has_moments: bool
    has_posts: bool
    has_news: bool
    is_looking: bool
    looked_at: datetime | None


def mirror(workspace_id: int, period: Period) -> Mirror:
    """Return the record beside the image in the period. Six queries."""
    of_record, of_image = columns(workspace_id, period)
    record = record_side(of_record)
    return mirror_of(record, image_side(of_image), period, passings(record))


def passings(record: RecordSide) -> dict[str, tuple[Passing, ...]]:
    """Return the moments that went another way than chosen, latest first. At most one query."""
    ids = [pk for of in record.another_way.values() for pk in of]
    rows = Moment.objects.filter(pk__in=ids).values_list(
        "pk", "text", "happened_on", "kind", "language"
    )
    found = {row[0]: Passing(*row) for row in rows}
    return {
        name: tuple(found[pk] for pk in of if pk in found)
        for name, of in record.another_way.items()
    }


def standing(workspace_id: int, *, now: datetime) -> Standing:
    """Return what waits around the mirror. One query."""
    removed = Moment.objects.filter(workspace=workspace_id, deleted_at__isnull=False)
    waiting = Link.objects.filter(workspace=OuterRef("pk"), state=Link.State.PROPOSED).exclude(
        moment__in=removed.order_by().values("pk")
    )
    moments = Moment.objects.filter(workspace=OuterRef("pk"), deleted_at=None)
    posts = Post.objects.filter(workspace=OuterRef("pk")).order_by()
    read_until = Coalesce(OuterRef("link_run__posts_until_id"), 0)
    row = (
        Workspace.objects.annotate(
            waiting=Subquery(
                waiting.order_by().values("workspace").annotate(n=Count("pk")).values("n")
            ),
            latest_moment=Subquery(moments.order_by("-updated_at").values("updated_at")[:1]),
            has_posts=Exists(posts),
            has_new_posts=Exists(posts.filter(pk__gt=read_until)),
        )
        .values_list(
            "waiting",
            "latest_moment",
            "has_posts",
            "has_new_posts",
            "link_run__moments_until",
            "link_run__asked_at",
            "link_run__at",
        )
        .get(pk=workspace_id)
    )
    count, moment, has_posts, has_new_posts, moments_until, asked_at, looked_at = row
    is_moment_new = moment is not None and (moments_until is None or moment > moments_until)
    return Standing(
        waiting=count or 0,
        has_moments=moment is not None,
        has_posts=has_posts,
        has_news=is_moment_new or has_new_posts,
        is_looking=asked_at is not None and asked_at >= now - PATIENCE,
        looked_at=looked_at,
    )

"""What the mirror counts, read as columns: one row of joined texts a table.

Ten thousand rows come over in a few milliseconds so, where as many rows of their own take ten
times as long. Everything is read at every look: no figure can disagree with the rows, and what was
read is also what tells whether anything changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror.local_days import start_of
from aboveboard.rooms.mirror.models import Link, PostTag
from aboveboard.rooms.mirror.sql import Column, Written
from aboveboard.rooms.record.models import Moment, Topic

if TYPE_CHECKING:
    from datetime import tzinfo

    from django.db.models import QuerySet

    from aboveboard.rooms.mirror.period import Period

type Parted = str | None
"""Values with commas between, or None for no row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordColumns:
    """All that the record's side of a period is made of, but for the words of single moments.

    ``untils`` and ``open_froms`` are of those moments only that have one, with their ids. Links
    are all the confirmed ones of the workspace; times are in UTC.
    """

    zone: tzinfo
    ids: Parted
    days: Parted
    kinds: Parted
    openness_of: Parted
    until_ids: Parted
    untils: Parted
    held_ids: Parted
    open_froms: Parted
    link_moments: Parted
    link_times: Parted
    topics: tuple[tuple[int, str, Parted], ...]

    @property
    def digest(self) -> bytes:
        """A short value that is another one as soon as anything here is."""
        return _digest(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageColumns:
    """All that the image's side of a period is made of.

    ``recorded`` are the posts that a moment stands behind, in the period or not.
    """

    zone: tzinfo
    ids: Parted
    times: Parted
    kinds: Parted
    recorded: Parted
    tags: tuple[tuple[str, str, Parted], ...]

    @property
    def digest(self) -> bytes:
        """A short value that is another one as soon as anything here is."""
        return _digest(self)


def columns(workspace_id: int, period: Period) -> tuple[RecordColumns, ImageColumns]:
    """Return what there is to count. Five queries."""
    zone = timezone.get_current_timezone()
    links = _links(workspace_id)
    topics = Topic.objects.filter(workspace_id=workspace_id).order_by("pk")
    tags = PostTag.objects.filter(workspace_id=workspace_id).order_by("folded", "name")
    return (
        RecordColumns(
            zone=zone,
            **_moments(moments_in(workspace_id, period)),
            link_moments=links["moments"],
            link_times=links["times"],
            topics=tuple(topics.values_list("pk", "name").annotate(of=Column("moments"))),
        ),
        ImageColumns(
            zone=zone,
            **_posts(posts_in(workspace_id, period)),
            recorded=links["posts"],
            tags=tuple(tags.values_list("folded", "name").annotate(of=Column("post"))),
        ),
    )


def parted(column: Parted) -> list[str]:
    """Return the values of a column."""
    return column.split(",") if column else []


def _moments(moments: QuerySet[Moment]) -> dict[str, Parted]:
    is_long, is_held = Q(until__isnull=False), Q(open_from__isnull=False)
    return moments.aggregate(
        ids=Column("pk"),
        days=Column(Written("happened_on")),
        kinds=Column("kind"),
        openness_of=Column("openness"),
        until_ids=Column("pk", filter=is_long),
        untils=Column(Written("until"), filter=is_long),
        held_ids=Column("pk", filter=is_held),
        open_froms=Column(Written("open_from"), filter=is_held),
    )


def _posts(posts: QuerySet[Post]) -> dict[str, Parted]:
    return posts.aggregate(
        ids=Column("pk"),
        times=Column(Written("written_at", is_time=True)),
        kinds=Column("kind"),
    )


def _links(workspace_id: int) -> dict[str, Parted]:
    removed = Moment.objects.filter(workspace_id=workspace_id, deleted_at__isnull=False)
    links = Link.objects.filter(workspace_id=workspace_id, state=Link.State.CONFIRMED)
    return links.exclude(moment__in=removed.order_by().values("pk")).aggregate(
        moments=Column("moment_id"),
        posts=Column("post_id"),
        times=Column(Written("post__written_at", is_time=True)),
    )


def _digest(side: RecordColumns | ImageColumns) -> bytes:
    found = blake2b(digest_size=16)
    for field in side.__slots__:
        value = getattr(side, field)
        # Texts of a megabyte are not worth a repr; the sign between keeps two columns apart.
        found.update((value if isinstance(value, str) else repr(value)).encode())
        found.update(b"\0")
    return found.digest()


def moments_in(workspace_id: int, period: Period) -> QuerySet[Moment]:
    """Return the moments that began in the period."""
    moments = Moment.objects.filter(workspace_id=workspace_id, deleted_at=None)
    if period.start:
        moments = moments.filter(happened_on__gte=period.start)
    if period.end:
        moments = moments.filter(happened_on__lt=period.end)
    return moments.order_by()


def posts_in(workspace_id: int, period: Period) -> QuerySet[Post]:
    """Return the own posts of the local days of the period, without reposts."""
    posts = Post.objects.filter(workspace_id=workspace_id, is_repost=False)
    zone = timezone.get_current_timezone()
    if period.start:
        posts = posts.filter(written_at__gte=start_of(period.start, zone))
    if period.end:
        posts = posts.filter(written_at__lt=start_of(period.end, zone))
    return posts.order_by()

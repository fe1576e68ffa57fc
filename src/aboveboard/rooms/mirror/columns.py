"""What the mirror counts, read as columns: one row of joined texts a table.

Ten thousand rows come over in a few milliseconds so, where as many rows of their own take ten
times as long. Everything is read at every look: no figure can disagree with the rows, and what was
read is also what tells whether anything changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror.local_days import start_of
from aboveboard.rooms.mirror.sql import Bound, column, day, rows, time

if TYPE_CHECKING:
    from collections.abc import Sequence
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
    ids, days, kinds, openness_of, until_ids, untils, held_ids, open_froms = _moments(
        workspace_id, period
    )
    post_ids, times, post_kinds = _posts(workspace_id, period)
    link_moments, recorded, link_times = _links(workspace_id)
    return (
        RecordColumns(
            zone=zone,
            ids=ids,
            days=days,
            kinds=kinds,
            openness_of=openness_of,
            until_ids=until_ids,
            untils=untils,
            held_ids=held_ids,
            open_froms=open_froms,
            link_moments=link_moments,
            link_times=link_times,
            topics=_topics(workspace_id),
        ),
        ImageColumns(
            zone=zone,
            ids=post_ids,
            times=times,
            kinds=post_kinds,
            recorded=recorded,
            tags=_tags(workspace_id),
        ),
    )


@lru_cache(maxsize=24)
def parted(joined: Parted) -> tuple[str, ...]:
    """Return the values of a column; those asked for latest are kept, for most stay the same."""
    return tuple(joined.split(",")) if joined else ()


def _moments(workspace_id: int, period: Period) -> tuple[Parted, ...]:
    held = "open_from IS NOT NULL"
    what = (
        column("id"),
        column(day("happened_on")),
        column("kind"),
        column("openness"),
        column("id", where="until IS NOT NULL"),
        column(day("until"), where="until IS NOT NULL"),
        column("id", where=held),
        column(day("open_from"), where=held),
    )
    where = "workspace_id = %s AND deleted_at IS NULL"
    span = _span("happened_on", period)
    return _row(what, "record_moment", where, [workspace_id], span)


def _posts(workspace_id: int, period: Period) -> tuple[Parted, ...]:
    what = column("id"), column(time("written_at")), column("kind")
    where = "workspace_id = %s AND NOT is_repost"
    span = _span("written_at", period, is_time=True)
    return _row(what, "library_post", where, [workspace_id], span)


def _links(workspace_id: int) -> tuple[Parted, ...]:
    what = column("moment_id"), column("post_id"), column(time("written_at"))
    where = (
        "link.workspace_id = %s AND state = 'confirmed' AND moment_id NOT IN "
        "(SELECT id FROM record_moment WHERE workspace_id = %s AND deleted_at IS NOT NULL)"
    )
    source = "mirror_link AS link JOIN library_post AS post ON post.id = post_id"
    return _row(what, source, where, [workspace_id, workspace_id], ("", []))


def _topics(workspace_id: int) -> tuple[tuple[int, str, Parted], ...]:
    return rows(
        f"SELECT topic.id, name, {column('moment_id')} FROM record_topic AS topic "  # noqa: S608  (our own words)
        "LEFT JOIN record_moment_topics ON topic_id = topic.id "
        "WHERE workspace_id = %s GROUP BY topic.id, name ORDER BY topic.id",
        [workspace_id],
    )


def _tags(workspace_id: int) -> tuple[tuple[str, str, Parted], ...]:
    return rows(
        f"SELECT folded, name, {column('post_id')} FROM mirror_posttag "  # noqa: S608  (our own words)
        "WHERE workspace_id = %s GROUP BY folded, name ORDER BY folded, name",
        [workspace_id],
    )


def _row(
    what: Sequence[str],
    source: str,
    where: str,
    values: Sequence[Bound],
    span: tuple[str, Sequence[Bound]],
) -> tuple[Parted, ...]:
    sql = f"SELECT {', '.join(what)} FROM {source} WHERE {where}{span[0]}"  # noqa: S608  (our own words)
    (found,) = rows(sql, [*values, *span[1]])
    return found


def _span(field: str, period: Period, *, is_time: bool = False) -> tuple[str, list[Bound]]:
    """Return the condition that lies in the period, and its values."""
    zone = timezone.get_current_timezone()
    bounds = [(sign, at) for sign, at in ((">=", period.start), ("<", period.end)) if at]
    sql = "".join(f" AND {field} {sign} %s" for sign, _ in bounds)
    if is_time:
        return sql, [
            connection.ops.adapt_datetimefield_value(start_of(at, zone)) for _, at in bounds
        ]
    return sql, [connection.ops.adapt_datefield_value(at) for _, at in bounds]


def _digest(side: RecordColumns | ImageColumns) -> bytes:
    found = blake2b(digest_size=16)
    for field in side.__slots__:
        value = getattr(side, field)
        # Texts of a megabyte are not worth a repr; the sign between keeps two columns apart.
        found.update((value if isinstance(value, str) else repr(value)).encode())
        found.update(b"\0")
    return found.digest()


def posts_in(workspace_id: int, period: Period) -> QuerySet[Post]:
    """Return the own posts of the local days of the period, without reposts."""
    posts = Post.objects.filter(workspace_id=workspace_id, is_repost=False)
    zone = timezone.get_current_timezone()
    if period.start:
        posts = posts.filter(written_at__gte=start_of(period.start, zone))
    if period.end:
        posts = posts.filter(written_at__lt=start_of(period.end, zone))
    return posts.order_by()

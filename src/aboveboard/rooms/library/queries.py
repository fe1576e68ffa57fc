"""What the library holds, as rows for pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Exists, Q, Subquery
from django.utils import timezone

from aboveboard.rooms.library.cursor import Cursor
from aboveboard.rooms.library.models import (
    Comment,
    Connection,
    Media,
    Message,
    Metric,
    Network,
    Post,
    Sighting,
)
from aboveboard.rooms.library.search import ids_found
from aboveboard.rooms.library.shelves import weight_of
from aboveboard.rooms.workspaces.models import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

PAGE: Final = 50
"""Rows of a list at once."""

COUNTED: Final = 10_000
"""Longer tables are not counted for a page, but said to hold more than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What of the posts is asked for; empty for everything."""

    network: str = ""
    kind: str = ""
    words: str = ""
    year: int | None = None

    def __bool__(self) -> bool:
        return bool(self.network or self.kind or self.words or self.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """A post in a list."""

    id: int
    network: str
    written_at: datetime
    text: str
    language: str
    kind: str
    is_repost: bool
    is_read: bool
    shared_url: str

    @property
    def network_name(self) -> str:
        """The network as it writes itself."""
        return str(Network(self.network).label)

    @property
    def month(self) -> tuple[int, int]:
        """Year and month it stands under."""
        local = timezone.localtime(self.written_at)
        return local.year, local.month


@dataclass(frozen=True, slots=True, kw_only=True)
class Page[Row]:
    """Part of a list, and the cursor of what follows when there is more."""

    rows: Sequence[Row]
    after: Cursor | None


def post_row(post: Post) -> PostRow:
    """Return one post as a row."""
    return PostRow(
        id=post.pk,
        network=post.network,
        written_at=post.written_at,
        text=post.text,
        language=post.language,
        kind=post.kind,
        is_repost=post.is_repost,
        is_read=post.is_read,
        shared_url=post.shared_url,
    )


def posts(workspace_id: int, filters: Filters, *, after: Cursor | None = None) -> Page[PostRow]:
    """Return posts, newest first, at most PAGE."""
    if filters.words:
        return search_posts(workspace_id, filters, after=after)
    found = Post.objects.filter(workspace=workspace_id, **_exact(filters))
    if filters.year:
        begin, end = _year(filters.year)
        found = found.filter(written_at__gte=begin, written_at__lt=end)
    rows = [post_row(post) for post in _below(found, after)[: PAGE + 1]]
    return _paged(rows)


def search_posts(
    workspace_id: int, filters: Filters, *, after: Cursor | None = None
) -> Page[PostRow]:
    """Return the posts that hold the words of ``filters``, newest first, at most PAGE."""
    where: list[tuple[str, Any]] = [
        (f"{name} = %s", value) for name, value in _exact(filters).items()
    ]
    if filters.year:
        begin, end = _year(filters.year)
        where += [
            ("written_at >= %s", begin.replace(tzinfo=None).isoformat(" ")),
            ("written_at < %s", end.replace(tzinfo=None).isoformat(" ")),
        ]
    ids = ids_found(
        "library_post",
        filters.words,
        workspace_id=workspace_id,
        limit=PAGE + 1,
        after=after,
        where=where,
    )
    found = Post.objects.in_bulk(ids)
    return _paged([post_row(found[pk]) for pk in ids if pk in found])


def _exact(filters: Filters) -> dict[str, str]:
    asked = {"network": filters.network, "kind": filters.kind}
    return {name: value for name, value in asked.items() if value}


def _year(year: int) -> tuple[datetime, datetime]:
    return datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)


def _below[Row: (Post, Message)](found: QuerySet[Row], after: Cursor | None) -> QuerySet[Row]:
    if after is not None:
        found = found.filter(
            Q(written_at__lt=after.at) | Q(written_at=after.at, pk__lt=after.id),
            written_at__lte=after.at,
        )
    return found.order_by("-written_at", "-pk")


def _paged[Row: (PostRow, MessageRow)](rows: list[Row]) -> Page[Row]:
    if len(rows) <= PAGE:
        return Page(rows=rows, after=None)
    last = rows[PAGE - 1]
    return Page(rows=rows[:PAGE], after=Cursor(last.written_at, last.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What posts can be asked for by: the networks and years there are."""

    networks: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    unread: int


def choices(workspace_id: int) -> Choices:
    """Return the networks and years of the posts, and how many still wait to be read.

    Two queries, answered at the ends of indexes.
    """
    mine = Post.objects.filter(workspace=workspace_id)
    times = mine.order_by("written_at", "pk").values("written_at")
    (found,) = Workspace.objects.filter(pk=workspace_id).values(
        first=Subquery(times[:1]),
        last=Subquery(times.reverse()[:1]),
        **{f"has_{one.value}": Exists(mine.filter(network=one.value)) for one in Network},
    )
    values: list[Any] = list(found.values())
    first, last, *there = values
    years = range(last.year, first.year - 1, -1) if first and last else ()
    return Choices(
        networks=tuple(
            (one.value, str(one.label))
            for one, is_there in zip(Network, there, strict=True)
            if is_there
        ),
        years=tuple(years),
        unread=mine.filter(is_read=False).count(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How much of each sort there is; at most COUNTED is counted of messages."""

    posts: int
    own_comments: int
    other_comments: int
    connections: int
    followers: int
    following: int
    messages: int
    metrics: int

    @property
    def has_more_messages(self) -> bool:
        """Whether there are more messages than were counted."""
        return self.messages > COUNTED

    @property
    def is_empty(self) -> bool:
        """Whether nothing was brought in yet."""
        return not any(getattr(self, name) for name in self.__slots__)


def held(workspace_id: int) -> Held:
    """Return how much the library holds."""
    ties = Counts(Connection.objects.filter(workspace=workspace_id), "relation")
    comments = Counts(Comment.objects.filter(workspace=workspace_id), "is_own")
    return Held(
        posts=Post.objects.filter(workspace=workspace_id).count(),
        own_comments=comments.of(value=True),
        other_comments=comments.of(value=False),
        connections=ties.of("connection"),
        followers=ties.of("follower"),
        following=ties.of("following"),
        messages=Message.objects.filter(workspace=workspace_id)[: COUNTED + 1].count(),
        metrics=Metric.objects.filter(workspace=workspace_id).count(),
    )


class Counts:
    """How many rows have each value of one field; one query."""

    def __init__(self, rows: QuerySet[Any], field: str) -> None:
        counted = rows.order_by().values_list(field).annotate(n=Count("pk"))
        self._counts: dict[object, int] = dict(counted)

    def of(self, value: object) -> int:
        """Return how many rows have ``value``."""
        return self._counts.get(value, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an item was found: the import, its archive, the file and row inside."""

    import_id: int | None
    file_name: str
    brought_in_at: datetime | None
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDetail:
    """One post with all that is known of it."""

    row: PostRow
    url: str
    visibility: str
    reply_to: str
    sensitivity: str
    is_kind_chosen: bool
    media: tuple[tuple[str, str], ...]
    places: tuple[Place, ...]
    counts: tuple[tuple[str, int, date], ...]


def _media_of(post: Post) -> tuple[tuple[str, str], ...]:
    """Return description and place of the media, as the import that tells most of them does."""
    told: dict[int | None, list[tuple[str, str, str]]] = {}
    rows = Media.objects.filter(post=post).order_by("pk")
    for source_id, *row in rows.values_list("source_id", "path", "url", "alt"):
        told.setdefault(source_id, []).append((row[0], row[1], row[2]))
    most = max(told.values(), key=weight_of, default=[])
    return tuple((alt, path or url) for path, url, alt in most[:PAGE])


def post_detail(post: Post) -> PostDetail:
    """Return everything about one post."""
    seen = Sighting.objects.filter(table="post", item_id=post.pk).select_related("seen_in")
    ids = [post.remote_id, *post.other_ids]
    about = Q(remote_id__in=ids)
    if post.url:
        about |= Q(post_url=post.url)
    metrics = Metric.objects.filter(about, workspace=post.workspace_id, network=post.network)
    first = Place(
        import_id=post.source_id,
        file_name=post.source.file_name if post.source else "",
        brought_in_at=post.source.created_at if post.source else None,
        where=post.where,
    )
    return PostDetail(
        row=post_row(post),
        url=post.url if post.url.startswith(("https://", "http://")) else "",
        visibility=post.visibility,
        reply_to=post.reply_to,
        sensitivity=post.sensitivity,
        is_kind_chosen=post.is_kind_chosen,
        media=_media_of(post),
        places=(
            first,
            *(
                Place(
                    import_id=one.seen_in_id,
                    file_name=one.seen_in.file_name,
                    brought_in_at=one.seen_in.created_at,
                    where=one.where,
                )
                for one in seen.order_by("pk")[:PAGE]
            ),
        ),
        counts=tuple(
            metrics.order_by("-until", "name").values_list("name", "value", "until")[:PAGE]
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """A private message in a list."""

    id: int
    network: str
    written_at: datetime
    sender: str
    recipients: str
    text: str
    is_own: bool | None
    where: str

    @property
    def network_name(self) -> str:
        """The network as it writes itself."""
        return str(Network(self.network).label)

    @property
    def month(self) -> tuple[int, int]:
        """Year and month it stands under."""
        local = timezone.localtime(self.written_at)
        return local.year, local.month


def messages(
    workspace_id: int, words: str = "", *, after: Cursor | None = None
) -> Page[MessageRow]:
    """Return messages, newest first, at most PAGE; with ``words`` only those that hold them."""
    if words:
        return search_messages(workspace_id, words, after=after)
    found = Message.objects.filter(workspace=workspace_id)
    return _paged([_message_row(one) for one in _below(found, after)[: PAGE + 1]])


def search_messages(
    workspace_id: int, words: str, *, after: Cursor | None = None
) -> Page[MessageRow]:
    """Return the messages that hold ``words``, newest first, at most PAGE."""
    ids = ids_found(
        "library_message", words, workspace_id=workspace_id, limit=PAGE + 1, after=after
    )
    found = Message.objects.in_bulk(ids)
    return _paged([_message_row(found[pk]) for pk in ids if pk in found])


def _message_row(message: Message) -> MessageRow:
    return MessageRow(
        id=message.pk,
        network=message.network,
        written_at=message.written_at,
        sender=message.sender,
        recipients=message.recipients,
        text=message.text,
        is_own=message.is_own,
        where=message.where,
    )

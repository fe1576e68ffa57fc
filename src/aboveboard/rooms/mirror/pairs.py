"""Moments and posts side by side: what waits for a decision, and what one of them is tied to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef
from django.utils import timezone

from aboveboard.core.kinds import Kind
from aboveboard.rooms.library.models import Post
from aboveboard.rooms.library.search import ids_found
from aboveboard.rooms.mirror.local_days import local_day, start_of
from aboveboard.rooms.mirror.models import Link, PostTag
from aboveboard.rooms.mirror.wording import reason_words
from aboveboard.rooms.mirror.words import places
from aboveboard.rooms.record.models import Moment
from aboveboard.web.search import ids_matching

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet


PAGE: Final = 20
"""Rows of a list."""
_LONGEST: Final = 700
"""Code points of a text that are shown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, marked when a reason points at it."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A moment or a post in a list. ``network`` is empty for a moment."""

    id: int
    pieces: tuple[Piece, ...]
    day: date
    until: date | None = None
    kind: str
    language: str
    network: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A link with both its sides and its reasons in words."""

    id: int
    state: str
    moment: Side
    post: Side
    reasons: tuple[str, ...]


def proposals(workspace_id: int) -> tuple[Pair, ...]:
    """Return the likest links that wait for a decision, at most :data:`PAGE`. One query."""
    waiting = Link.objects.filter(
        workspace_id=workspace_id, state=Link.State.PROPOSED, moment__deleted_at=None
    )
    return _pairs(waiting.order_by("-likeness", "pk")[:PAGE])


def links_of_moment(moment: Moment) -> tuple[Pair, ...]:
    """Return what the moment is tied to or may be, confirmed first. One query."""
    return _settled_first(moment.links.all())


def links_of_post(post: Post) -> tuple[Pair, ...]:
    """Return what the post is tied to or may be, confirmed first. One query."""
    return _settled_first(post.links.filter(moment__deleted_at=None))


def posts_matching(moment: Moment, words: str) -> tuple[Side, ...]:
    """Return posts to tie to the moment: those with ``words``, or the first ones after it."""
    posts = Post.objects.filter(workspace_id=moment.workspace_id).exclude(
        pk__in=_tied(moment.links.all()).values("post_id")
    )
    if words.strip():
        found = ids_found(
            "library_post", words, workspace_id=moment.workspace_id, limit=2 * PAGE
        )
        posts = posts.filter(pk__in=found).order_by("-written_at", "-pk")
    else:
        began = start_of(moment.happened_on, timezone.get_current_timezone())
        posts = posts.filter(written_at__gte=began, is_repost=False)
        posts = posts.order_by("written_at", "pk")
    return tuple(_post_side(post, ()) for post in posts[:PAGE])


def moments_matching(post: Post, words: str) -> tuple[Side, ...]:
    """Return moments to tie to the post: those with ``words``, or the last ones before it."""
    moments = Moment.objects.filter(workspace_id=post.workspace_id, deleted_at=None).exclude(
        pk__in=_tied(post.links.all()).values("moment_id")
    )
    found = ids_matching(words, table="record_moment")
    if found is not None:
        moments = moments.filter(pk__in=found)
    else:
        moments = moments.filter(happened_on__lte=local_day(post.written_at))
    return tuple(
        _moment_side(one, ()) for one in moments.order_by("-happened_on", "-pk")[:PAGE]
    )


def untold_posts(
    workspace_id: int, within: QuerySet[Post], *, kind: str = "", tag: str = ""
) -> tuple[Side, ...]:
    """Return posts of ``within`` that no moment stands behind, latest first. One query."""
    links = Link.objects.filter(
        state=Link.State.CONFIRMED, post=OuterRef("pk"), moment__deleted_at=None
    )
    kinds = [kind] if kind in Kind else [Kind.WIN, Kind.SETBACK, Kind.LESSON]
    posts = within.filter(~Exists(links), kind__in=kinds)
    if tag:
        tagged = PostTag.objects.filter(workspace_id=workspace_id, folded=tag.casefold())
        posts = posts.filter(pk__in=tagged.values("post_id"))
    return tuple(_post_side(post, ()) for post in posts.order_by("-written_at", "-pk")[:50])


def _tied(links: QuerySet[Link]) -> QuerySet[Link]:
    return links.exclude(state=Link.State.REFUSED)


def _settled_first(links: QuerySet[Link]) -> tuple[Pair, ...]:
    return _pairs(_tied(links).order_by("state", "-likeness", "pk")[:PAGE])


def _pairs(links: QuerySet[Link]) -> tuple[Pair, ...]:
    return tuple(_pair(link) for link in links.select_related("moment", "post"))


def _pair(link: Link) -> Pair:
    reasons = [(str(code), str(word)) for code, word in link.reasons]
    return Pair(
        id=link.pk,
        state=link.state,
        moment=_moment_side(link.moment, reasons),
        post=_post_side(link.post, reasons),
        reasons=tuple(reason_words(code, word) for code, word in reasons),
    )


def moment_side(moment: Moment) -> Side:
    """Return a moment as a row, nothing marked."""
    return _moment_side(moment, ())


def post_side(post: Post) -> Side:
    """Return a post as a row, nothing marked."""
    return _post_side(post, ())


def _moment_side(moment: Moment, reasons: Iterable[tuple[str, str]]) -> Side:
    return Side(
        id=moment.pk,
        pieces=_pieces(moment.text, reasons),
        day=moment.happened_on,
        until=moment.until,
        kind=moment.kind,
        language=moment.language,
    )


def _post_side(post: Post, reasons: Iterable[tuple[str, str]]) -> Side:
    return Side(
        id=post.pk,
        pieces=_pieces(post.text, reasons),
        day=local_day(post.written_at),
        kind=post.kind,
        language=post.language,
        network=post.get_network_display(),
        url=post.url if post.url.startswith("https://") else "",
    )


def _pieces(text: str, reasons: Iterable[tuple[str, str]]) -> tuple[Piece, ...]:
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"
    pieces, at = [], 0
    for span in places(shown, list(reasons)):
        if span.start < at:
            continue
        if span.start > at:
            pieces.append(Piece(shown[at : span.start], is_marked=False))
        pieces.append(Piece(span.of(shown), is_marked=True))
        at = span.end
    if at < len(shown):
        pieces.append(Piece(shown[at:], is_marked=False))
    return tuple(pieces)

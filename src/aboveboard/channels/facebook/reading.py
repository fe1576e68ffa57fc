"""What can be read back: own posts, what others said, and figures.

Source: pages-api comments-mentions, deprecated-metrics, 2026-03-02 (D); names of fields and edges
Meta's facebook_business 26 (L); what its answers hold K.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.facebook.unpublished import kept_in
from aboveboard.channels.graph.calls import body_of, items, moment_in, number_in, text_in
from aboveboard.channels.graph.errors import spare
from aboveboard.channels.matching import EARLIER, is_within, plain
from aboveboard.channels.port import Metrics, Reason, Receipt, Refused, Reply, Unseen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from aboveboard.channels.graph.calls import Graph
    from aboveboard.channels.port import Outgoing

_POST: Final = "id,is_published,created_time,permalink_url"
_LISTED: Final = "id,message,created_time,permalink_url"
_COMMENT: Final = "id,message,from,created_time,parent,permalink_url"
_COUNTS: Final = "shares,comments.limit(0).summary(true),reactions.limit(0).summary(true)"


def find(
    graph: Graph, page: str, post: Outgoing, *, since: datetime, now: datetime
) -> Receipt | Unseen:
    """Return the proof by the post that was made, else by the list of public ones."""
    kept = kept_in(post.prepared)
    if kept.post:
        body = _body(graph, kept.post)
        if body is not None:
            return _seen(body, Receipt(kept.post, url_of(kept.post), now))
    # A post counts from when it was made, not from when it was shown (K).
    began = min(since, kept.made) if kept.made is not None else since
    return _listed(graph, page, post, since=began, now=now)


def look(graph: Graph, receipt: Receipt) -> Receipt | Unseen:
    """Return the post as it stands; one that is not shown is not there."""
    body = _body(graph, receipt.remote_id)
    return Unseen.ABSENT if body is None else _seen(body, receipt)


def replies(
    graph: Graph, page: str, receipt: Receipt, *, since: datetime | None
) -> Iterator[Reply]:
    """Yield comments and answers to them, the newest first; not all tell who said them."""
    path = f"{receipt.remote_id}/comments"
    asked = {"filter": "stream", "order": "reverse_chronological", "limit": "50"}
    for found in graph.pages(path, fields=_COMMENT, **asked):
        said = [one for one in found.items if moment_in(one, "created_time")]
        for one in said:
            reply = _reply(one, page, receipt.remote_id)
            if reply and (since is None or reply.receipt.published_at > since):
                yield reply
        moments = [moment for one in said if (moment := moment_in(one, "created_time"))]
        if since is not None and moments and max(moments) <= since:
            return
        if not found.is_last:
            spare(found.answer)


def metrics(
    graph: Graph, receipts: Sequence[Receipt], *, with_views: bool
) -> Mapping[str, Metrics]:
    """Return the figures of each post; those of views in a call of their own."""
    found = {}
    for number, receipt in enumerate(receipts):
        try:
            answer = graph.get(receipt.remote_id, fields=_COUNTS)
            views = _views(graph, receipt.remote_id) if with_views else None
        except Refused as refused:
            if refused.reason is not Reason.GONE:
                raise
            continue
        body = body_of(answer)
        shares = body.get("shares")
        found[receipt.remote_id] = Metrics(
            likes=_total(body.get("reactions")),
            comments=_total(body.get("comments")),
            # Left out while there are none (K).
            reposts=number_in(shares, "count") if isinstance(shares, dict) else 0,
            views=views,
        )
        if number + 1 < len(receipts):
            spare(answer)
    return found


def url_of(id_: str) -> str:
    """Return where a post or comment can be seen, when its own address is not told (K)."""
    return f"https://www.facebook.com/{id_}"


def _body(graph: Graph, id_: str) -> dict[str, Any] | None:
    """Return a post as Facebook gives it, or None when it is gone."""
    try:
        return body_of(graph.get(id_, fields=_POST))
    except Refused as refused:
        if refused.reason is not Reason.GONE:
            raise
        return None


def _seen(body: Mapping[str, Any], receipt: Receipt) -> Receipt | Unseen:
    if body.get("is_published") is False:
        return Unseen.ABSENT
    moment = moment_in(body, "created_time") or receipt.published_at
    return Receipt(receipt.remote_id, text_in(body, "permalink_url") or receipt.url, moment)


def _listed(
    graph: Graph, page: str, post: Outgoing, *, since: datetime, now: datetime
) -> Receipt | Unseen:
    """Return the post with the same words, the list read until before ``since``."""
    for found in graph.pages(f"{page}/published_posts", fields=_LISTED, limit="50"):
        for one in found.items:
            id_, moment = text_in(one, "id"), moment_in(one, "created_time")
            if (
                id_
                and moment is not None
                and is_within(moment, since=since, now=now)
                and plain(text_in(one, "message")) == plain(post.text)
            ):
                return Receipt(id_, text_in(one, "permalink_url") or url_of(id_), moment)
        moments = [moment for one in found.items if (moment := moment_in(one, "created_time"))]
        if found.is_last or (moments and max(moments) < since - EARLIER):
            return Unseen.ABSENT
    return Unseen.HIDDEN


def _reply(one: Mapping[str, Any], page: str, post: str) -> Reply | None:
    id_, moment = text_in(one, "id"), moment_in(one, "created_time")
    if not id_ or moment is None:
        return None
    who, parent = one.get("from"), one.get("parent")
    author = text_in(who, "id") if isinstance(who, dict) else ""
    return Reply(
        receipt=Receipt(id_, text_in(one, "permalink_url") or url_of(id_), moment),
        to=(text_in(parent, "id") if isinstance(parent, dict) else "") or post,
        author=author,
        author_name=text_in(who, "name") if isinstance(who, dict) else "",
        text=text_in(one, "message"),
        is_own=author == page,
    )


def _views(graph: Graph, post: str) -> int | None:
    """Return how often a post was seen; its older names are dead (D)."""
    for one in items(graph.get(f"{post}/insights", metric="post_media_view")):
        values = one.get("values")
        first = values[0] if isinstance(values, list) and values else None
        if isinstance(first, dict):
            return number_in(first, "value")
    return None


def _total(edge: Any) -> int | None:
    summary = edge.get("summary") if isinstance(edge, dict) else None
    return number_in(summary, "total_count") if isinstance(summary, dict) else None

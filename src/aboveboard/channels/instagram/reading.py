"""What can be read back: own media, what others said, and figures.

Source: ig-container, ig-user/media, ig-media, comment-moderation (D); names of figures
instagram-media/insights, 2026-06-18 (D).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.graph.calls import body_of, items, maps, moment_in, number_in, text_in
from aboveboard.channels.graph.errors import spare
from aboveboard.channels.instagram.containers import kept_in, state_of
from aboveboard.channels.matching import EARLIER, is_within, plain
from aboveboard.channels.port import (
    Busy,
    Form,
    Metrics,
    Reason,
    Receipt,
    Refused,
    Reply,
    Unseen,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from aboveboard.channels.answer import Answer
    from aboveboard.channels.graph.calls import Graph
    from aboveboard.channels.port import Outgoing

_FIELDS: Final = "id,caption,media_type,permalink,timestamp"
_AGAIN: Final = timedelta(seconds=15)
_FIGURES: Final = "views,reach,likes,comments,shares"
_FIGURES_OF_STORIES: Final = "views,reach,shares"  # K


def find(
    graph: Graph, user: str, post: Outgoing, *, since: datetime, now: datetime
) -> Receipt | Unseen:
    """Return the proof by the status of the container, and by the list of media.

    Raises:
        Busy: it is public, and not yet in the list.
    """
    state = ""
    container = kept_in(post.prepared).container
    if container:
        state, _ = state_of(graph, container)
    if state in {"FINISHED", "EXPIRED", "ERROR"}:
        return Unseen.ABSENT
    if state == "IN_PROGRESS":
        raise Busy(Reason.SLOW, now + _AGAIN)
    found = listed(graph, user, post, since=since, now=now)
    if found is Unseen.ABSENT and state == "PUBLISHED":
        raise Busy(Reason.SLOW, now + _AGAIN)
    return found


def look(graph: Graph, receipt: Receipt) -> Receipt | Unseen:
    """Return a medium as it stands."""
    try:
        body = body_of(graph.get(receipt.remote_id, fields="id,permalink,timestamp"))
    except Refused as refused:
        if refused.reason is not Reason.GONE:
            raise
        return Unseen.ABSENT
    return _receipt(body) or receipt


def replies(
    graph: Graph, handle: str, receipt: Receipt, *, since: datetime | None
) -> Iterator[Reply]:
    """Yield comments under a medium, and answers to them as far as they come along."""
    fields = "id,text,username,timestamp,from,parent_id"
    path = f"{receipt.remote_id}/comments"
    for page in graph.pages(path, fields=f"{fields},replies{{{fields}}}", limit="50"):
        for one in page.items:
            for said, to in [(one, receipt.remote_id)] + [
                (below, text_in(one, "id")) for below in maps(one.get("replies"))
            ]:
                reply = _reply(said, to, handle, receipt.url)
                if reply and (since is None or reply.receipt.published_at > since):
                    yield reply
        if not page.is_last:
            spare(page.answer)


def metrics(graph: Graph, receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
    """Return the figures of each medium; up to two days late (D), so None is common."""
    found = {}
    for number, receipt in enumerate(receipts):
        try:
            answer = _insights(graph, receipt.remote_id)
        except Refused as refused:
            if refused.reason is Reason.FORBIDDEN:  # D: error 10, "not enough viewers"
                found[receipt.remote_id] = Metrics()
            elif refused.reason is not Reason.GONE:
                raise
            continue
        figures = {text_in(one, "name"): _value(one) for one in items(answer)}
        found[receipt.remote_id] = Metrics(
            likes=figures.get("likes"),
            comments=figures.get("comments"),
            reposts=figures.get("shares"),
            views=figures.get("views"),
        )
        if number + 1 < len(receipts):
            spare(answer)
    return found


def listed(
    graph: Graph, user: str, post: Outgoing, *, since: datetime, now: datetime
) -> Receipt | Unseen:
    """Return the medium with the same caption, the list read until before ``since``."""
    edge = "stories" if post.form is Form.STORY else "media"
    for page in graph.pages(f"{user}/{edge}", fields=_FIELDS, limit="50"):
        for one in page.items:
            receipt = _receipt(one)
            if (
                receipt is not None
                and is_within(receipt.published_at, since=since, now=now)
                and _is_same(one, post)
            ):
                return receipt
        moments = [moment for one in page.items if (moment := moment_in(one, "timestamp"))]
        if page.is_last or (moments and max(moments) < since - EARLIER):
            return Unseen.ABSENT
    return Unseen.HIDDEN


def _is_same(one: Mapping[str, Any], post: Outgoing) -> bool:
    """Return whether it may be the post; stories have no words to compare."""
    kind = text_in(one, "media_type")
    is_same_kind = not kind or (kind == "CAROUSEL_ALBUM") == (len(post.media) > 1)
    is_same_text = plain(text_in(one, "caption")) == plain(post.text)
    return is_same_kind and (is_same_text or post.form is Form.STORY)


def _receipt(one: Mapping[str, Any]) -> Receipt | None:
    id_, moment = text_in(one, "id"), moment_in(one, "timestamp")
    return Receipt(id_, text_in(one, "permalink"), moment) if id_ and moment else None


def _reply(one: Mapping[str, Any], to: str, handle: str, url: str) -> Reply | None:
    id_, moment = text_in(one, "id"), moment_in(one, "timestamp")
    if not id_ or moment is None:
        return None
    who = one.get("from")
    name = text_in(one, "username")
    return Reply(
        receipt=Receipt(id_, url, moment),
        to=to,
        author=(text_in(who, "id") if isinstance(who, dict) else "") or name,
        author_name=name,
        text=text_in(one, "text"),
        is_own=bool(handle) and name == handle,
    )


def _insights(graph: Graph, media: str) -> Answer:
    """Return figures; of a story only some exist, and asking for others is refused whole (K)."""
    try:
        return graph.get(f"{media}/insights", metric=_FIGURES)
    except Refused as refused:
        if refused.reason is not Reason.INVALID:
            raise
    return graph.get(f"{media}/insights", metric=_FIGURES_OF_STORIES)


def _value(one: Mapping[str, Any]) -> int | None:
    values = one.get("values")
    first = values[0] if isinstance(values, list) and values else None
    return number_in(first, "value") if isinstance(first, dict) else None

"""What others said, and figures, as the view of the network tells them through the own server.

Source: app.bsky.feed.getPostThread, getPosts (L). There are no figures of views.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.bluesky.posts import parts_of, url_of
from aboveboard.channels.port import Metrics, Receipt, Refused, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aboveboard.channels.bluesky.calls import Api

_AT_ONCE: Final = 25  # L
_DEPTH: Final = 100


def replies(api: Api, did: str, receipt: Receipt, *, since: datetime | None) -> Iterator[Reply]:
    """Yield what stands below a post, at every depth."""
    params = [("uri", receipt.remote_id), ("depth", str(_DEPTH)), ("parentHeight", "0")]
    found = api.ask("app.bsky.feed.getPostThread", params)
    thread = found.get("thread") if isinstance(found, dict) else None
    waiting = _below(thread)
    while waiting:
        one = waiting.pop()
        waiting += _below(one)
        reply = _reply(one, did, receipt.remote_id)
        if reply is not None and (since is None or reply.receipt.published_at > since):
            yield reply


def figures(api: Api, receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
    """Return the figures of posts by their addresses; those that are gone are left out."""
    uris = [receipt.remote_id for receipt in receipts]
    found: dict[str, Metrics] = {}
    for start in range(0, len(uris), _AT_ONCE):
        some = [("uris", uri) for uri in uris[start : start + _AT_ONCE]]
        came = api.ask("app.bsky.feed.getPosts", some)
        posts = came.get("posts") if isinstance(came, dict) else None
        for one in posts if isinstance(posts, list) else ():
            if isinstance(one, dict) and one.get("uri"):
                found[str(one["uri"])] = _metrics(one)
    return found


def moment(value: object) -> datetime | None:
    """Return the moment that is told in ISO 8601, in UTC, or None."""
    try:
        found = datetime.fromisoformat(str(value))
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _below(thread: Any) -> list[dict[str, Any]]:
    found = thread.get("replies") if isinstance(thread, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _reply(one: dict[str, Any], did: str, above: str) -> Reply | None:
    """Return what a view shows; None for what is blocked or gone."""
    post = one.get("post")
    if not isinstance(post, dict):
        return None
    author, record = post.get("author"), post.get("record")
    when = moment(post.get("indexedAt"))
    if not isinstance(author, dict) or not isinstance(record, dict) or when is None:
        return None
    uri, whose = str(post.get("uri", "")), str(author.get("did", ""))
    try:
        url = url_of(*parts_of(uri))
    except Refused:
        return None
    reply = record.get("reply")
    parent = reply.get("parent") if isinstance(reply, dict) else None
    return Reply(
        receipt=Receipt(uri, url, when, str(post.get("cid", ""))),
        to=str(parent.get("uri") or above) if isinstance(parent, dict) else above,
        author=str(author.get("handle") or whose),
        author_name=str(author.get("displayName") or author.get("handle") or ""),
        text=str(record.get("text", "")),
        is_own=whose == did,
    )


def _metrics(one: dict[str, Any]) -> Metrics:
    def number(name: str) -> int | None:
        value = one.get(name)
        return value if isinstance(value, int) else None

    return Metrics(
        likes=number("likeCount"), comments=number("replyCount"), reposts=number("repostCount")
    )

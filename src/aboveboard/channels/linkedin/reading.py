"""What can be read back: own posts where that is allowed, what others said, and figures.

Source: posts-api, comments-api, members/post-statistics, member-changelog-api (D); figures of pages
linkedctl, postiz (C).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.linkedin import little_text
from aboveboard.channels.linkedin.calls import encoded, items
from aboveboard.channels.linkedin.posts import POST, comment_url, is_comment, url_of
from aboveboard.channels.matching import EARLIER, is_within, plain
from aboveboard.channels.port import Busy, Reason, Receipt, Refused, Reply, Unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.channels.linkedin.calls import Api
    from aboveboard.channels.port import Outgoing

CHANGELOG_LAG: Final = timedelta(minutes=30)  # U how late the changelog tells
_ON_A_PAGE: Final = 50
_PAGES: Final = 20
_ADDRESS: Final = re.compile(r"https?://\S+")


def find(
    api: Api, author: str, post: Outgoing, *, since: datetime, now: datetime
) -> Receipt | Unseen:
    """Return the proof in the list of the author's posts, read until before ``since``."""
    for page in range(_PAGES):
        path = f"posts?q=author&author={encoded(author)}&sortBy=CREATED"
        found = items(api.call("GET", f"{path}&count={_ON_A_PAGE}&start={page * _ON_A_PAGE}"))
        for one in found:
            receipt = _receipt(one)
            if (
                receipt is not None
                and is_within(receipt.published_at, since=since, now=now)
                and _is_same(one, post)
            ):
                return receipt
        moments = [receipt.published_at for one in found if (receipt := _receipt(one))]
        if not found or (moments and max(moments) < since - EARLIER):
            return Unseen.ABSENT
    return Unseen.HIDDEN


def find_in_changelog(
    api: Api, author: str, post: Outgoing, *, since: datetime, now: datetime
) -> Receipt | Unseen:
    """Return the proof among what the member did; that it is missing there proves nothing.

    Raises:
        Busy: it may still come.
    """
    start = int((since - EARLIER).timestamp() * 1000)
    seen: set[Any] = set()
    for _ in range(_PAGES):
        path = f"memberChangeLogs?q=memberAndApplication&startTime={start}&count=50"
        found = [one for one in items(api.call("GET", path)) if one.get("id") not in seen]
        for one in found:
            receipt = _change(one, author, post)
            if receipt and is_within(receipt.published_at, since=since, now=now):
                return receipt
        if not found:
            break
        seen |= {one.get("id") for one in found}
        start = max([start, *(_number(one, "processedAt") for one in found)])
    # Looked for is from long before it was sent; that was not before it was written.
    if now < max(since, post.written_at) + CHANGELOG_LAG:
        raise Busy(Reason.SLOW, now + CHANGELOG_LAG / 6)
    return Unseen.HIDDEN


def look(api: Api, receipt: Receipt) -> Receipt | Unseen:
    """Return the post as it stands."""
    try:
        body = api.call("GET", f"posts/{encoded(receipt.remote_id)}").json()
    except Refused as refused:
        if refused.reason is not Reason.GONE:
            raise
        return Unseen.ABSENT
    found = _receipt(body) if isinstance(body, dict) else None
    return found or receipt


def replies(
    api: Api, author: str, receipt: Receipt, *, since: datetime | None
) -> Iterator[Reply]:
    """Yield the comments under a post; LinkedIn tells no names of those who wrote them."""
    for page in range(_PAGES):
        path = f"socialActions/{encoded(receipt.remote_id)}/comments"
        found = items(api.call("GET", f"{path}?start={page * _ON_A_PAGE}&count={_ON_A_PAGE}"))
        for one in found:
            reply = _reply(one, author, receipt.remote_id)
            if reply and (since is None or reply.receipt.published_at > since):
                yield reply
        if not found:
            return


def _receipt(one: dict[str, Any]) -> Receipt | None:
    urn, moment = str(one.get("id", "")), _moment(_number(one, "publishedAt", "createdAt"))
    if not POST.match(urn) or moment is None:
        return None
    return Receipt(urn, url_of(urn), moment)


def _is_same(one: dict[str, Any], post: Outgoing) -> bool:
    text = little_text.read(str(one.get("commentary", "")))
    is_same_text = _without_addresses(text) == _without_addresses(post.text)
    return is_same_text and _pictures(one.get("content")) in {None, len(post.media)}


def _pictures(content: Any) -> int | None:
    """Return how many pictures or documents a post has, or None where that is not told."""
    if not isinstance(content, dict):
        return None
    several = content.get("multiImage")
    pictures = several.get("images") if isinstance(several, dict) else None
    return len(pictures) if isinstance(pictures, list) else int("media" in content)


def _without_addresses(text: str) -> str:
    """Return the words with every address alike: LinkedIn puts short ones in their place (K)."""
    return plain(_ADDRESS.sub("https://", text))


def _change(one: dict[str, Any], author: str, post: Outgoing) -> Receipt | None:
    """Return the post that an event of the changelog made, when it has the same words."""
    urn, moment = str(one.get("resourceId", "")), _moment(_number(one, "capturedAt"))
    is_made = one.get("method") == "CREATE" and one.get("resourceName") == "ugcPosts"
    if not is_made or one.get("actor") != author or not POST.match(urn) or moment is None:
        return None
    text: Any = one.get("activity")
    for name in (
        "specificContent",
        "com.linkedin.ugc.ShareContent",
        "shareCommentary",
        "text",
    ):
        text = text.get(name) if isinstance(text, dict) else None
    if _without_addresses(str(text or "")) != _without_addresses(post.text):
        return None
    return Receipt(urn, url_of(urn), moment)


def _reply(one: dict[str, Any], author: str, post: str) -> Reply | None:
    urn = str(one.get("commentUrn") or one.get("$URN") or "")
    created, message = one.get("created"), one.get("message")
    moment = _moment(_number(created, "time")) if isinstance(created, dict) else None
    if not is_comment(urn) or moment is None or not isinstance(message, dict):
        return None
    actor = str(one.get("actor", ""))
    return Reply(
        receipt=Receipt(urn, comment_url(post, urn), moment),
        to=str(one.get("parentComment") or post),
        author=actor,
        author_name="",
        text=str(message.get("text", "")),
        is_own=actor == author,
    )


def _number(place: dict[str, Any], *names: str) -> int:
    """Return the first number of these names, or 0."""
    for name in names:
        if isinstance(value := place.get(name), int):
            return value
    return 0


def _moment(milliseconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds > 0 else None
    except (OverflowError, ValueError, OSError):
        return None

"""What can be read back: own posts, what others said, and figures.

Source: methods/accounts.md, methods/statuses.md (L). There are no figures of views.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.mastodon.calls import body, rows
from aboveboard.channels.mastodon.html import comparable, is_alike, text_of, without_addressee
from aboveboard.channels.mastodon.posts import receipt_of
from aboveboard.channels.matching import EARLIER, is_within
from aboveboard.channels.port import Metrics, Reason, Receipt, Refused, Reply, Unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from aboveboard.channels.mastodon.calls import Api
    from aboveboard.channels.port import Outgoing

_ON_A_PAGE: Final = 40  # L
_PAGES: Final = 20
_AT_ONCE: Final = 20


def find(
    api: Api, account: str, post: Outgoing, *, since: datetime, now: datetime
) -> Receipt | Unseen:
    """Return the proof among the account's own posts, read until before ``since``."""
    before = ""
    for _ in range(_PAGES):
        path = f"v1/accounts/{account}/statuses?limit={_ON_A_PAGE}&exclude_reblogs=true{before}"
        page = [one for one in rows(api.call("GET", path)) if one.get("id")]
        for one in page:
            receipt = receipt_of(one)
            if (
                receipt is not None
                and is_within(receipt.published_at, since=since, now=now)
                and _has_same_place(one, post)
                and _has_same_words(api, one, post)
            ):
                return receipt
        moments = [receipt.published_at for one in page if (receipt := receipt_of(one))]
        if not page or (moments and max(moments) < since - EARLIER):
            return Unseen.ABSENT
        before = f"&max_id={page[-1]['id']}"
    return Unseen.HIDDEN


def look(api: Api, receipt: Receipt) -> Receipt | Unseen:
    """Return the post as it stands."""
    try:
        came = body(api.call("GET", f"v1/statuses/{receipt.remote_id}"))
    except Refused as refused:
        if refused.reason is not Reason.GONE:
            raise
        return Unseen.ABSENT
    return receipt_of(came) or receipt


def replies(
    api: Api, account: str, receipt: Receipt, *, since: datetime | None
) -> Iterator[Reply]:
    """Yield what stands below a post, at every depth."""
    came = body(api.call("GET", f"v1/statuses/{receipt.remote_id}/context")).get("descendants")
    for one in came if isinstance(came, list) else ():
        reply = _reply(one, account, receipt.remote_id) if isinstance(one, dict) else None
        if reply is not None and (since is None or reply.receipt.published_at > since):
            yield reply


def figures(api: Api, receipts: Sequence[Receipt], *, in_one: bool) -> Mapping[str, Metrics]:
    """Return the figures of posts by their ids; ``in_one`` where a server lists several (L, 4.3)."""
    ids = [receipt.remote_id for receipt in receipts]
    found = _several(api, ids) if in_one else _one_by_one(api, ids)
    return {str(one["id"]): _metrics(one) for one in found if one.get("id")}


def _several(api: Api, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        try:
            came = api.call("GET", "v1/statuses?" + "&".join(f"id[]={id_}" for id_ in some))
        except Refused as refused:
            if refused.reason is not Reason.GONE:
                raise
            yield from _one_by_one(api, some)
        else:
            yield from rows(came)


def _one_by_one(api: Api, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    for id_ in ids:
        try:
            yield body(api.call("GET", f"v1/statuses/{id_}"))
        except Refused as refused:
            if refused.reason is not Reason.GONE:
                raise


def _has_same_place(one: dict[str, Any], post: Outgoing) -> bool:
    files = one.get("media_attachments")
    if isinstance(files, list) and len(files) != len(post.media):
        return False
    parent = one.get("in_reply_to_id")
    # An answer does not say what it is under, so without ``follows`` any place will do for it.
    return post.follows is None or str(parent or "") == post.follows.remote_id


def _has_same_words(api: Api, one: dict[str, Any], post: Outgoing) -> bool:
    """Return whether a post has the words that were sent; asked for as written where in doubt."""
    shown = text_of(str(one.get("content", "")))
    if _is_same(shown, one, post):
        return True
    if not is_alike(shown, post.text):
        return False  # asking for each of many posts would use the server's patience up
    try:
        told = body(api.call("GET", f"v1/statuses/{one['id']}/source"))
    except Refused:  # it has no sources to show
        return False
    return _is_same(str(told.get("text", "")), one, post)


def _is_same(text: str, one: dict[str, Any], post: Outgoing) -> bool:
    wanted, found = comparable(post.text), comparable(text)
    if one.get("in_reply_to_id") and post.follows is None:
        # An answer: its addressee was put in front.
        return comparable(without_addressee(text)) == wanted or found == wanted
    return found == wanted


def _reply(one: dict[str, Any], account: str, post: str) -> Reply | None:
    receipt, author = receipt_of(one), one.get("account")
    if receipt is None or not isinstance(author, dict):
        return None
    return Reply(
        receipt=receipt,
        to=str(one.get("in_reply_to_id") or post),
        author=str(author.get("acct", "")),
        author_name=str(author.get("display_name") or author.get("username") or ""),
        text=text_of(str(one.get("content", ""))),
        is_own=str(author.get("id", "")) == account,
    )


def _metrics(one: dict[str, Any]) -> Metrics:
    def number(name: str) -> int | None:
        value = one.get(name)
        return value if isinstance(value, int) else None

    return Metrics(
        likes=number("favourites_count"),
        comments=number("replies_count"),
        reposts=number("reblogs_count"),
    )

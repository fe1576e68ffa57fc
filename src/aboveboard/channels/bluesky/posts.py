"""Posts in a repository: put there once, looked at, taken out, and answers under others'.

Source: com.atproto.repo.* (L); what the server answered (M): a record is put under a name that is
chosen beforehand, and only where that name is free (``swapRecord: null``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.answer import Effect
from aboveboard.channels.bluesky import preparing
from aboveboard.channels.bluesky.calls import body
from aboveboard.channels.bluesky.record import (
    COLLECTION,
    key_of,
    record_of,
    reference,
    reply_to,
    written,
)
from aboveboard.channels.port import (
    Busy,
    NotSent,
    Reason,
    Receipt,
    Refused,
    Unclear,
    Unseen,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aboveboard.channels.bluesky.calls import Api
    from aboveboard.channels.port import Outgoing, Reply

_PAGE: Final = "https://bsky.app/profile"


def publish(
    api: Api, did: str, post: Outgoing, *, reply: Mapping[str, Any] | None = None
) -> Receipt:
    """Put the post where its name is free, and return its proof.

    Raises:
        Refused: another record has its name; or a plain no.
        Unclear: it may stand there.
    """
    record = record_of(
        post,
        blobs=preparing.blobs_of(post),
        mentions=preparing.mentions_of(post),
        reply=reply or reply_to(post),
    )
    said = {
        "repo": did,
        "collection": COLLECTION,
        "rkey": key_of(post),
        "record": record,
        "swapRecord": None,
    }
    try:
        came = api.call("com.atproto.repo.putRecord", json=said, effect=Effect.REPEATS)
    except Refused as refused:
        if refused.reason is not Reason.DUPLICATE:
            raise
        return _what_is_there(api, did, post, refused)
    told = body(came)
    if not told.get("uri") or not told.get("cid"):
        raise Unclear(Reason.UNREADABLE, status=came.status, may_repeat=True)
    return Receipt(
        str(told["uri"]), url_of(did, key_of(post)), post.written_at, str(told["cid"])
    )


def find(api: Api, did: str, post: Outgoing) -> Receipt | Unseen:
    """Return the proof from the place where it has to stand; nothing can be stale there."""
    found = _record(api, did, key_of(post))
    if found is None or not _is_same(found, post):
        return Unseen.ABSENT
    return Receipt(
        str(found["uri"]), url_of(did, key_of(post)), post.written_at, str(found["cid"])
    )


def look(api: Api, receipt: Receipt) -> Receipt | Unseen:
    """Return the post as it stands in the repository."""
    did, key = parts_of(receipt.remote_id)
    found = _record(api, did, key)
    if found is None:
        return Unseen.ABSENT
    return Receipt(receipt.remote_id, receipt.url, receipt.published_at, str(found["cid"]))


def withdraw(api: Api, receipt: Receipt) -> None:
    """Take a post out of the repository; a second time is fine (M)."""
    did, key = parts_of(receipt.remote_id)
    said = {"repo": did, "collection": COLLECTION, "rkey": key}
    api.call("com.atproto.repo.deleteRecord", json=said, effect=Effect.REPEATS)


def answer(api: Api, did: str, reply: Reply, post: Outgoing) -> Receipt:
    """Say ``post`` under a reply, once."""
    parent = reference(reply.receipt)
    their_did, their_key = parts_of(reply.receipt.remote_id)
    root = _root_above(api, their_did, their_key) or parent
    return publish(api, did, post, reply={"root": root, "parent": parent})


def parts_of(uri: str) -> tuple[str, str]:
    """Return the DID and the key in the address of a post.

    Raises:
        Refused: it is none.
    """
    did, collection, key = [*uri.removeprefix("at://").split("/"), "", ""][:3]
    if not uri.startswith("at://did:") or collection != COLLECTION or not key:
        raise Refused(Reason.GONE)
    return did, key


def url_of(did: str, key: str) -> str:
    """Return where a post can be seen, whatever its author is called by then."""
    return f"{_PAGE}/{did}/post/{key}"


def _record(api: Api, did: str, key: str) -> dict[str, Any] | None:
    """Return the record of a name with its address and exact content; None where there is none."""
    params = [("repo", did), ("collection", COLLECTION), ("rkey", key)]
    try:
        # Everybody may read it, so no token can be in the way.
        found = api.ask("com.atproto.repo.getRecord", params, is_open=True)
    except Refused as refused:
        if refused.reason is Reason.GONE:
            return None
        raise
    if not isinstance(found, dict) or not isinstance(found.get("value"), dict):
        return None
    return found if found.get("uri") and found.get("cid") else None


def _is_same(found: dict[str, Any], post: Outgoing) -> bool:
    value = found["value"]
    same_words = str(value.get("text", "")) == post.text
    return same_words and value.get("createdAt") == written(post.written_at)


def _what_is_there(api: Api, did: str, post: Outgoing, refused: Refused) -> Receipt:
    """Return the proof when the name is taken by this very post: an earlier request arrived."""
    try:
        found = find(api, did, post)
    except (Busy, NotSent) as error:
        raise Unclear(error.reason, status=error.status, may_repeat=True) from error
    if isinstance(found, Receipt):
        return found
    raise Refused(
        Reason.DUPLICATE,
        status=refused.status,
        existing=f"at://{did}/{COLLECTION}/{key_of(post)}",
    )


def _root_above(api: Api, did: str, key: str) -> dict[str, str] | None:
    """Return the first post of the conversation that a reply stands in."""
    uri = f"at://{did}/{COLLECTION}/{key}"
    found = api.ask("app.bsky.feed.getPosts", [("uris", uri)])
    posts = found.get("posts") if isinstance(found, dict) else None
    value = posts[0].get("record") if isinstance(posts, list) and posts else None
    reply = value.get("reply") if isinstance(value, dict) else None
    root = reply.get("root") if isinstance(reply, dict) else None
    if not isinstance(root, dict) or not root.get("uri") or not root.get("cid"):
        return None
    return {"uri": str(root["uri"]), "cid": str(root["cid"])}

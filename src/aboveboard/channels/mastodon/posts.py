"""Posts on the wire: made, changed, taken back, and answers under them. Source: methods/statuses.md (L)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.answer import Effect
from aboveboard.channels.mastodon.calls import body, moment
from aboveboard.channels.mastodon.uploads import uploaded
from aboveboard.channels.port import Reason, Receipt, Refused, Unclear, Visibility

if TYPE_CHECKING:
    from aboveboard.channels.mastodon.calls import Api
    from aboveboard.channels.port import Outgoing, Reply

_VISIBILITIES: Final = {
    Visibility.PUBLIC: "public",
    Visibility.UNLISTED: "unlisted",
    Visibility.FOLLOWERS: "private",
}


def publish(api: Api, post: Outgoing, *, under: str = "", text: str = "") -> Receipt:
    """Make the post public and return its proof; ``under`` is the id of what it answers.

    The key lets Mastodon itself, for an hour, answer a repeat with the first post (L). Other
    servers make it again (M), so it protects nothing here: who repeats has looked first.

    Raises:
        Unclear: it may be public, but the server told no id.
    """
    said: dict[str, Any] = {
        **_said(post, text or post.text),
        "visibility": _VISIBILITIES[post.visibility],
    }
    if post.media:
        said["media_ids"] = uploaded(post)
    parent = under or (post.follows.remote_id if post.follows is not None else "")
    if parent:
        said["in_reply_to_id"] = parent
    came = api.call("POST", "v1/statuses", json=said, headers={"Idempotency-Key": post.key})
    receipt = receipt_of(body(came))
    if receipt is None:
        raise Unclear(Reason.UNREADABLE, status=came.status)
    return receipt


def edit(api: Api, receipt: Receipt, post: Outgoing) -> Receipt:
    """Put other words and descriptions in place; its pictures stay."""
    stands = body(api.call("GET", f"v1/statuses/{receipt.remote_id}"))
    files = stands.get("media_attachments")
    ids = (
        [str(one["id"]) for one in files if isinstance(one, dict) and "id" in one]
        if files
        else []
    )
    # A server takes away the pictures that are not named (C update_status_service.rb).
    said: dict[str, Any] = _said(post, post.text) | {"media_ids": ids}
    if ids and len(ids) == len(post.media):
        said["media_attributes"] = [
            {"id": id_, "description": file.description}
            for id_, file in zip(ids, post.media, strict=True)
        ]
    came = api.call("PUT", f"v1/statuses/{receipt.remote_id}", effect=Effect.REPEATS, json=said)
    return receipt_of(body(came)) or receipt


def withdraw(api: Api, receipt: Receipt) -> None:
    """Take a post back; one that is gone is fine."""
    try:
        api.call("DELETE", f"v1/statuses/{receipt.remote_id}")
    except Refused as refused:
        if refused.reason is not Reason.GONE:
            raise


def answer(api: Api, reply: Reply, post: Outgoing) -> Receipt:
    """Say ``post`` under a reply; whoever wrote it is named first, else they would not be told."""
    handle = f"@{reply.author}"
    is_named = reply.is_own or not reply.author or handle.lower() in post.text.lower()
    text = post.text if is_named else f"{handle} {post.text}"
    return publish(api, post, under=reply.receipt.remote_id, text=text)


def receipt_of(status: dict[str, Any]) -> Receipt | None:
    """Return the proof in what a server says of a post, or None where it says too little."""
    id_, created = status.get("id"), moment(status.get("created_at"))
    if not id_ or created is None or "account" not in status:
        return None
    url = status.get("url") or status.get("uri") or ""
    return Receipt(str(id_), str(url), created)


def _said(post: Outgoing, text: str) -> dict[str, Any]:
    said: dict[str, Any] = {"status": text}
    if post.warning:
        said |= {"spoiler_text": post.warning, "sensitive": True}
    if post.language:
        said["language"] = post.language.partition("-")[0].lower()  # ISO 639-1 (L)
    return said

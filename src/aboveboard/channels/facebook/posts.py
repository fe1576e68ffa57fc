"""Showing, changing, taking back, and answering. Source: pages-api/posts, comments-mentions (D)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aboveboard.channels.answer import Effect
from aboveboard.channels.facebook import reading
from aboveboard.channels.facebook.unpublished import kept_in
from aboveboard.channels.graph.calls import body_of, text_in
from aboveboard.channels.port import ChannelError, Reason, Receipt, Refused, Unclear, Unseen

if TYPE_CHECKING:
    from aboveboard.channels.answer import Answer
    from aboveboard.channels.graph.calls import Graph
    from aboveboard.channels.port import Outgoing, Reply

_COMMENT_CHARACTERS: Final = 8000  # K


def publish(graph: Graph, post: Outgoing) -> Receipt:
    """Show the post that was made, and return its proof.

    That this shows it is K, so it is looked at afterwards, where that is permitted.

    Raises:
        Unclear: it may be shown.
    """
    kept = kept_in(post.prepared)
    if not kept.post:
        raise Refused(Reason.INVALID)
    answer = graph.post(kept.post, {"is_published": "true"}, effect=Effect.REPEATS)
    if body_of(answer).get("success") is not True:
        raise Unclear(Reason.UNREADABLE, status=answer.status, may_repeat=True)
    proof = Receipt(kept.post, reading.url_of(kept.post), answer.at)
    try:
        seen = reading.look(graph, proof)
    except ChannelError:
        return proof
    if seen is Unseen.ABSENT:
        raise Unclear(Reason.FAULT, may_repeat=True)
    return Receipt(kept.post, seen.url, answer.at) if isinstance(seen, Receipt) else proof


def edit(graph: Graph, receipt: Receipt, post: Outgoing) -> Receipt:
    """Put other words in the place of the post's; its pictures stay."""
    answer = graph.post(receipt.remote_id, {"message": post.text}, effect=Effect.REPEATS)
    if body_of(answer).get("success") is not True:
        raise Unclear(Reason.UNREADABLE, status=answer.status, may_repeat=True)
    return receipt


def withdraw(graph: Graph, receipt: Receipt) -> None:
    """Take a post back, or an answer; one that is gone is fine."""
    try:
        graph.delete(receipt.remote_id)
    except Refused as refused:
        if refused.reason is not Reason.GONE:
            raise


def answer(graph: Graph, reply: Reply, post: Outgoing) -> Receipt:
    """Say ``post`` under a comment, and return its proof."""
    if len(post.text) > _COMMENT_CHARACTERS:
        raise Refused(Reason.TOO_LONG)
    said: Answer = graph.post(f"{reply.receipt.remote_id}/comments", {"message": post.text})
    id_ = text_in(body_of(said), "id")
    if not id_:
        raise Unclear(Reason.UNREADABLE, status=said.status)
    return Receipt(id_, reading.url_of(id_), said.at)

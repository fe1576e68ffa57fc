"""Making public, and answering. Source: media_publish, ig-comment/replies (D)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.channels.graph.calls import body_of, text_in
from aboveboard.channels.instagram import reading
from aboveboard.channels.instagram.containers import kept_in, state_of
from aboveboard.channels.port import Busy, ChannelError, Reason, Receipt, Refused, Unclear
from aboveboard.core.limits import LIMITS

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.channels.answer import Answer
    from aboveboard.channels.graph.calls import Graph
    from aboveboard.channels.port import Outgoing, Reply

_NOT_READY: Final = timedelta(seconds=10)


def publish(graph: Graph, user: str, post: Outgoing, *, now: datetime) -> Receipt:
    """Publish the container of a post, once, and return its proof.

    What a container does that is published again is U, so its status is asked first.

    Raises:
        Busy: it is not ready any more, or not yet; to be prepared again.
        Unclear: it was published, now or before, and its id is not known.
    """
    kept = kept_in(post.prepared)
    if not kept.container or kept.made is None:
        raise Refused(Reason.MEDIA)
    state, _ = state_of(graph, kept.container)
    if state == "PUBLISHED":
        found = reading.listed(graph, user, post, since=kept.made, now=now)
        if isinstance(found, Receipt):
            return found
        raise Unclear(Reason.FAULT)
    if state != "FINISHED":
        raise Busy(Reason.MEDIA, now + _NOT_READY)
    answer = graph.post(f"{user}/media_publish", {"creation_id": kept.container})
    receipt = _made(answer, "")
    return _with_address(graph, receipt)


def answer(graph: Graph, reply: Reply, post: Outgoing) -> Receipt:
    """Say ``post`` under a comment, and return its proof."""
    if len(post.text) > LIMITS["instagram"].characters:  # K that it is that of captions
        raise Refused(Reason.TOO_LONG)
    said = graph.post(f"{reply.receipt.remote_id}/replies", {"message": post.text})
    return _made(said, reply.receipt.url)


def _made(answer: Answer, url: str) -> Receipt:
    """Return the proof in the answer to a create; where there is none, nobody knows."""
    id_ = text_in(body_of(answer), "id")
    if not id_:
        raise Unclear(Reason.UNREADABLE, status=answer.status)
    return Receipt(id_, url, answer.at)


def _with_address(graph: Graph, receipt: Receipt) -> Receipt:
    """Return the proof with its address and moment; without, when they cannot be had now."""
    try:
        seen = reading.look(graph, receipt)
    except ChannelError:
        return receipt
    return replace(receipt, url=seen.url) if isinstance(seen, Receipt) else receipt

"""Posts on the wire: made, changed, taken back, and answers under them.

Source: posts-api, post-api-schema 2026-05, comments-api (D); edit and delete linkedctl and
api-evangelist/linkedin (C).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.answer import Effect
from aboveboard.channels.linkedin import little_text
from aboveboard.channels.linkedin.calls import encoded
from aboveboard.channels.linkedin.compose import PDF
from aboveboard.channels.linkedin.uploads import uploaded
from aboveboard.channels.port import Reason, Receipt, Refused, Unclear, Visibility

if TYPE_CHECKING:
    from aboveboard.channels.linkedin.calls import Api
    from aboveboard.channels.port import Media, Outgoing, Reply

POST: Final = re.compile(r"urn:li:(?:share|ugcPost|activity):\d+\Z")
_COMMENT: Final = re.compile(r"urn:li:comment:\((?P<under>urn:li:\w+:\d+),(?P<id>\d+)\)\Z")
_IN_URL: Final = re.compile(r"/update/(urn:li:(?:share|ugcPost|activity):\d+)")
_COMMENT_CHARACTERS: Final = 1250  # C the composer's


def publish(api: Api, author: str, post: Outgoing) -> Receipt:
    """Make the post public and return its proof.

    Raises:
        Unclear: it may be public, but LinkedIn told no id.
    """
    answer = api.call("POST", "posts", json=body(author, post))
    urn = answer.headers.get("x-restli-id", "")
    if not POST.match(urn):
        raise Unclear(Reason.UNREADABLE, status=answer.status)
    return Receipt(urn, url_of(urn), answer.at)


def body(author: str, post: Outgoing) -> dict[str, Any]:
    """Return what is sent for a post that is prepared."""
    is_public = post.visibility is Visibility.PUBLIC
    content = _content(post)
    return {
        "author": author,
        "commentary": little_text.written(post.text, post.marks),
        "visibility": "PUBLIC" if is_public else "CONNECTIONS",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    } | ({"content": content} if content else {})


def edit(api: Api, receipt: Receipt, post: Outgoing) -> Receipt:
    """Put other words in the place of the post's; its pictures stay (C linkedctl)."""
    commentary = little_text.written(post.text, post.marks)
    api.call(
        "POST",
        f"posts/{encoded(receipt.remote_id)}",
        effect=Effect.REPEATS,
        json={"patch": {"$set": {"commentary": commentary}}},
        headers={"X-RestLi-Method": "PARTIAL_UPDATE"},
    )
    return receipt


def withdraw(api: Api, author: str, receipt: Receipt) -> None:
    """Take a post back, or an answer; a second time is fine (C: again 204)."""
    comment = _COMMENT.match(receipt.remote_id)
    if comment is None:
        path = f"posts/{encoded(receipt.remote_id)}"
    else:
        path = f"{_comments(_post_of(receipt.url, comment['under']))}/{comment['id']}"
        path += f"?actor={encoded(author)}"
    try:
        api.call("DELETE", path)
    except Refused as refused:
        if refused.reason is not Reason.GONE:
            raise


def answer(api: Api, author: str, reply: Reply, post: Outgoing) -> Receipt:
    """Say ``post`` under a comment and return its proof; answers to answers stand beside them.

    Raises:
        Refused: it is too long for a comment, or what it answers is no comment of LinkedIn's.
        Unclear: it may stand there, but LinkedIn told no id.
    """
    if len(post.text) > _COMMENT_CHARACTERS:
        raise Refused(Reason.TOO_LONG)
    found = _COMMENT.match(reply.receipt.remote_id)
    if found is None:
        raise Refused(Reason.GONE)
    under = _post_of(reply.receipt.url, found["under"])
    parent = reply.to if _COMMENT.match(reply.to) else reply.receipt.remote_id
    came = api.call(
        "POST",
        _comments(parent),
        json={
            "actor": author,
            "object": under,
            "message": {"text": post.text},
            "parentComment": parent,
        },
    )
    number = came.headers.get("x-restli-id", "")
    if not number.isdecimal():
        raise Unclear(Reason.UNREADABLE, status=came.status)
    urn = f"urn:li:comment:({found['under']},{number})"
    return Receipt(urn, comment_url(under, urn), came.at)


def url_of(urn: str) -> str:
    """Return where a post can be seen (C)."""
    return f"https://www.linkedin.com/feed/update/{urn}/"


def comment_url(post: str, comment: str) -> str:
    """Return where a comment can be seen (K)."""
    return f"{url_of(post)}?commentUrn={encoded(comment)}"


def is_comment(urn: str) -> bool:
    """Return whether a remote id is that of a comment."""
    return _COMMENT.match(urn) is not None


def _content(post: Outgoing) -> dict[str, Any]:
    urns = uploaded(post)
    if post.media and post.media[0].type == PDF:
        return {"media": {"id": urns[0], "title": _title(post.media[0])}}
    pictures = [
        {"id": urn} | ({"altText": file.description} if file.description else {})
        for urn, file in zip(urns, post.media, strict=False)
    ]
    if len(pictures) > 1:
        return {"multiImage": {"images": pictures}}
    if pictures:
        return {"media": pictures[0]}
    card = post.card
    if card is None:
        return {}
    article = {"source": card.url, "title": card.title}
    if card.description:
        article["description"] = card.description
    if urns:
        article["thumbnail"] = urns[0]
    return {"article": article}


def _title(document: Media) -> str:
    name = document.name.removesuffix(".pdf").removesuffix(".PDF").strip()
    return name or document.description.strip() or "PDF"


def _comments(urn: str) -> str:
    return f"socialActions/{encoded(urn)}/comments"


def _post_of(url: str, otherwise: str) -> str:
    """Return the post in the address that :func:`comment_url` made, else what the URN names."""
    found = _IN_URL.search(url)
    return found[1] if found else otherwise

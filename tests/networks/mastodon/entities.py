"""What Mastodon says of accounts, statuses and files: docs entities/ (L)."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Final

import regex

if TYPE_CHECKING:
    from datetime import datetime

    from tests.networks.ledger import Entry
    from tests.networks.mastodon.server import Mastodon
    from tests.networks.mastodon.state import Account, Attachment, Notification

_LINK: Final = regex.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
_MENTION: Final = regex.compile(r"(?<![\w/])@(\w+)@[\w.-]+\w")
_TAG: Final = regex.compile(r"(?<![\w/&])#(\w*[^\W\d]\w*)")
_RESERVED_PER_LINK: Final = 23


def moment(when: datetime) -> str:
    """Return a moment as Mastodon writes it."""
    return when.strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03d}Z"


def length(text: str, warning: str = "") -> int:
    """Return how long a text counts: graphemes, links as 23, mentions without their server.

    Docs user/posting.md (L); that a warning counts as it is written, the validator in forks (C).
    """
    text = _LINK.sub("x" * _RESERVED_PER_LINK, text)
    text = _MENTION.sub(r"@\1", text)
    return len(regex.findall(r"\X", warning + text))


def content(text: str, here: str) -> str:
    """Return a text as the HTML it is shown in (K: the form of links and tags)."""
    shown = html.escape(text, quote=False)
    shown = _LINK.sub(r'<a href="\g<0>" rel="nofollow noopener">\g<0></a>', shown)
    shown = _TAG.sub(
        rf'<a href="{here}/tags/\1" class="mention hashtag" rel="tag">#<span>\1</span></a>',
        shown,
    )
    paragraphs = [one.replace("\n", "<br />") for one in shown.split("\n\n")]
    return "".join(f"<p>{one}</p>" for one in paragraphs) if text else ""


def account(network: Mastodon, who: Account) -> dict[str, Any]:
    """Return entities/Account."""
    at = f"{network.address}/@{who.name}"
    statuses = network.ledger.living(who.id)
    return {
        "id": who.id,
        "username": who.name.partition("@")[0],
        "acct": who.name,
        "url": at,
        "uri": f"{network.address}/users/{who.name}",
        "display_name": who.name.title(),
        "note": "",
        "avatar": f"{network.address}/avatar.png",
        "avatar_static": f"{network.address}/avatar.png",
        "header": f"{network.address}/header.png",
        "header_static": f"{network.address}/header.png",
        "locked": network.dialect.follow_is_request,
        "fields": [],
        "emojis": [],
        "bot": False,
        "group": False,
        "discoverable": True,
        "indexable": False,
        "noindex": True,
        "hide_collections": False,
        "created_at": moment(who.born.replace(hour=0, minute=0, second=0, microsecond=0)),
        "last_status_at": statuses[-1].born.date().isoformat() if statuses else None,
        "statuses_count": len(statuses),
        "followers_count": 0,
        "following_count": 0,
        "roles": [],
    }


def attachment(network: Mastodon, file: Attachment, *, now: datetime) -> dict[str, Any]:
    """Return entities/MediaAttachment; its address is unknown until it is processed."""
    ready = file.ready_at <= now
    here = f"{network.address}/media/{file.id}"
    kind = file.media_type.partition("/")[0]
    return {
        "id": file.id,
        "type": kind if kind in {"image", "video", "audio"} else "unknown",
        "url": here if ready else None,
        "preview_url": here if ready else None,
        "remote_url": None,
        "preview_remote_url": None,
        "text_url": None,
        "meta": {},
        "description": file.description,
        "blurhash": "UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH",
    }


def status(network: Mastodon, entry: Entry, *, at: datetime) -> dict[str, Any]:
    """Return entities/Status as it stood at a moment."""
    event = entry.at(at)
    assert event is not None
    said = event.content
    text = said.get("status", "")
    who = network.state.accounts[entry.account]
    parent = said.get("in_reply_to_id")
    edits = [one.moment for one in entry.events if one.deed == "edit" and one.moment <= at]
    files = [network.state.attachments[one] for one in said.get("media_ids", [])]
    return {
        "id": entry.id,
        "uri": f"{network.address}/users/{who.name}/statuses/{entry.id}",
        "url": f"{network.address}/@{who.name}/{entry.id}",
        "created_at": moment(entry.born),
        "edited_at": moment(edits[-1]) if edits else None,
        "account": account(network, who),
        "content": content(text, network.address),
        "visibility": said.get("visibility", "public"),
        "sensitive": bool(said.get("sensitive")),
        "spoiler_text": said.get("spoiler_text", ""),
        "media_attachments": [attachment(network, one, now=at) for one in files],
        "application": {"name": said.get("app", "Web"), "website": None},
        "mentions": [],
        "tags": [
            {"name": name.lower(), "url": f"{network.address}/tags/{name.lower()}"}
            for name in _TAG.findall(text)
        ],
        "emojis": [],
        "in_reply_to_id": parent,
        "in_reply_to_account_id": network.ledger.entries[parent].account if parent else None,
        "reblog": None,
        "poll": None,
        "card": None,
        "quote": None,
        "language": said.get("language"),
        "text": None,
        **_counts(network, entry.id),
    }


def notification(network: Mastodon, told: Notification) -> dict[str, Any]:
    """Return entities/Notification."""
    now = network.clock.now()
    entry = network.ledger.find(told.status, at=now) if told.status else None
    return {
        "id": told.id,
        "type": told.kind,
        "group_key": f"ungrouped-{told.id}",
        "created_at": moment(told.moment),
        "account": account(network, network.state.accounts[told.by]),
        **({"status": status(network, entry, at=now)} if entry else {}),
    }


def _counts(network: Mastodon, id_: str) -> dict[str, Any]:
    replies = [
        one for one in network.ledger.living() if one.content.get("in_reply_to_id") == id_
    ]
    return {
        "replies_count": len(replies),
        "reblogs_count": len(network.state.reblogs.get(id_, ())),
        "favourites_count": len(network.state.favourites.get(id_, ())),
        "quotes_count": 0,
        "quote_approval": {"automatic": ["public"], "manual": [], "current_user": "automatic"},
        "favourited": False,
        "reblogged": False,
        "muted": False,
        "bookmarked": False,
        "pinned": False,
        "filtered": [],
    }

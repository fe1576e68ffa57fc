"""Media, comments and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.networks.exchange import Answer, answer
from tests.networks.meta.graph import is_yes, moment
from tests.networks.meta.instagram_state import NAME
from tests.networks.network import Call, Handlers, Refusal

if TYPE_CHECKING:
    from tests.networks.ledger import Entry
    from tests.networks.meta.instagram import Instagram
    from tests.networks.meta.instagram_state import Comment

HANDLERS: Final = Handlers()
_DEAD: Final = frozenset({"impressions", "plays", "video_views"})  # D, gone since 2025-04-21
_METRICS: Final = frozenset(
    {"views", "reach", "saved", "likes", "comments", "shares", "total_interactions"}
)


@HANDLERS("me")
def me(network: Instagram, call: Call) -> Answer:
    """Return the account of the token."""
    entity = {
        "id": call.token.account,
        "user_id": call.token.account,
        "username": NAME,
        "name": "Studio Zilver",
        "account_type": "BUSINESS",
        "profile_picture_url": f"{network.address}/picture.jpg",
        "media_count": len(network.ledger.living(call.token.account)),
    }
    return answer(200, network.selected(call, entity, ("id",)))


@HANDLERS("media_list")
def listed(network: Instagram, call: Call) -> Answer:
    """Return media newest first, without stories."""
    found = network.ledger.seen(call.token.account, at=call.seen_at)
    shown = [_media(network, one) for one in found if one.content["kind"] != "STORIES"]
    return network.page_of(call, shown, ("id",))


@HANDLERS("stories")
def stories(network: Instagram, call: Call) -> Answer:
    """Return the stories of the last day."""
    found = network.ledger.seen(call.token.account, at=call.seen_at)
    shown = [_media(network, one) for one in found if one.content["kind"] == "STORIES"]
    return network.page_of(call, shown, ("id",))


@HANDLERS("media_show")
def show(network: Instagram, call: Call) -> Answer:
    """Return a medium."""
    return answer(200, network.selected(call, _media(network, _entry(network, call)), ("id",)))


@HANDLERS("media_change")
def change(network: Instagram, call: Call) -> Answer:
    """Return success after comments were switched on or off."""
    entry = _entry(network, call)
    enabled = {"comment_enabled": is_yes(call.fields["comment_enabled"])}
    network.ledger.edit(entry.id, enabled, now=call.now)
    return answer(200, {"success": True})


@HANDLERS("insights")
def insights(network: Instagram, call: Call) -> Answer:
    """Return figures; none yet is an empty set."""
    entry = _entry(network, call)
    names = call.query["metric"].split(",")
    for name in names:
        if name not in _METRICS:
            words = "is no longer supported" if name in _DEAD else "is not a valid metric"
            raise Refusal(network.error(100, f"metric {name} {words}"))
    known = network.state.insights.get(entry.id, {})
    data = [
        {
            "name": name,
            "period": "lifetime",
            "values": [{"value": known[name]}],
            "id": f"{entry.id}/insights/{name}/lifetime",
        }
        for name in names
        if name in known
    ]
    return answer(200, {"data": data})


@HANDLERS("comment_list")
def comments(network: Instagram, call: Call) -> Answer:
    """Return what is said under a medium, newest first, answers inside."""
    entry = _entry(network, call)
    found = [
        _comment(network, one)
        for one in reversed(network.state.comments.values())
        if one.media == entry.id and one.parent is None and one.moment <= call.seen_at
    ]
    return network.page_of(call, found, ("id", "text", "timestamp"))


@HANDLERS("comment_create")
def create(network: Instagram, call: Call) -> Answer:
    """Return the id of the account's own words."""
    entry = _entry(network, call)
    if not entry.content.get("comment_enabled", True):
        raise Refusal(network.error(10, "Comments are switched off", status=403))
    return _write(network, call, entry.id, None)


@HANDLERS("reply_create")
def reply(network: Instagram, call: Call) -> Answer:
    """Return the id of an answer, which hangs under the top comment."""
    to = network.state.comments[call.path["comment"]]
    if to.is_hidden:
        raise Refusal(network.error(100, "A hidden comment takes no answers"))
    return _write(network, call, to.media, to.parent or to.id)


@HANDLERS("comment_hide")
def hide(network: Instagram, call: Call) -> Answer:
    """Return success after a comment was hidden or shown."""
    network.state.comments[call.path["comment"]].is_hidden = is_yes(call.fields["hide"])
    return answer(200, {"success": True})


@HANDLERS("comment_delete")
def delete(network: Instagram, call: Call) -> Answer:
    """Return success after a comment is gone."""
    del network.state.comments[call.path["comment"]]
    return answer(200, {"success": True})


def _write(network: Instagram, call: Call, media: str, parent: str | None) -> Answer:
    id_ = network.comment(media, NAME, call.fields["message"])
    network.state.comments[id_].parent = parent
    return answer(200, {"id": id_})


def _entry(network: Instagram, call: Call) -> Entry:
    entry = network.ledger.find(call.path["media"], at=call.seen_at)
    if entry is None:
        raise Refusal(network.unknown(call.request))
    return entry


def _media(network: Instagram, entry: Entry) -> dict[str, Any]:
    said = entry.content
    kinds = {"CAROUSEL": "CAROUSEL_ALBUM", "REELS": "VIDEO", "STORIES": "IMAGE"}
    under = [one for one in network.state.comments.values() if one.media == entry.id]
    return {
        "id": entry.id,
        "caption": said.get("caption"),
        "media_type": kinds.get(said["kind"], said["kind"]),
        "media_product_type": {"STORIES": "STORY", "REELS": "REELS"}.get(said["kind"], "FEED"),
        "media_url": said.get("image_url") or said.get("video_url"),
        "alt_text": said.get("alt_text"),
        "permalink": f"https://www.instagram.com/p/{entry.id}/",
        "shortcode": entry.id,
        "timestamp": moment(entry.born),
        "username": NAME,
        "like_count": network.state.insights.get(entry.id, {}).get("likes", 0),
        "comments_count": len(under),
        "is_comment_enabled": said.get("comment_enabled", True),
        "children": {"data": [{"id": one} for one in said.get("children", [])]},
    }


def _comment(network: Instagram, one: Comment) -> dict[str, Any]:
    below = [
        _comment(network, other)
        for other in network.state.comments.values()
        if other.parent == one.id
    ]
    return {
        "id": one.id,
        "text": one.text,
        "username": one.username,
        "timestamp": moment(one.moment),
        "like_count": 0,
        "hidden": one.is_hidden,
        "parent_id": one.parent,
        "from": {"id": one.username, "username": one.username},
        "replies": {"data": below} if below else None,
    }

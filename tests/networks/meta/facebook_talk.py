"""Comments under posts of a page, and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.networks.exchange import Answer, answer
from tests.networks.meta.facebook_posts import own, own_page
from tests.networks.meta.graph import is_yes, moment
from tests.networks.network import Call, Handlers, Refusal

if TYPE_CHECKING:
    from tests.networks.meta.facebook import Facebook
    from tests.networks.meta.facebook_state import Comment

HANDLERS: Final = Handlers()
_DEAD: Final = ("post_impressions", "page_impressions", "page_fans")  # D, gone since 2025-11-15


@HANDLERS("comment_list")
def listed(network: Facebook, call: Call) -> Answer:
    """Return what is said under a post; who said it only with the right to people's content."""
    entry = own(network, call, at=call.seen_at)
    names = call.token.allows("pages_read_user_content")
    found = [
        _entity(one, names=names)
        for one in network.state.comments.values()
        if one.post == entry.id and one.moment <= call.seen_at
    ]
    if call.query.get("order") == "reverse_chronological":
        found.reverse()
    return network.page_of(call, found, ("created_time", "from", "message"))


@HANDLERS("comment_create")
def create(network: Facebook, call: Call) -> Answer:
    """Return the id of the page's own words."""
    return _write(network, call, own(network, call).id, None)


@HANDLERS("reply_create")
def reply(network: Facebook, call: Call) -> Answer:
    """Return the id of the page's answer."""
    to = network.state.comments[call.path["comment"]]
    return _write(network, call, to.post, to.id)


@HANDLERS("comment_hide")
def hide(network: Facebook, call: Call) -> Answer:
    """Return success after a comment was hidden or shown."""
    network.state.comments[call.path["comment"]].is_hidden = is_yes(call.fields["is_hidden"])
    return answer(200, {"success": True})


@HANDLERS("comment_delete")
def delete(network: Facebook, call: Call) -> Answer:
    """Return success after a comment is gone."""
    del network.state.comments[call.path["comment"]]
    return answer(200, {"success": True})


@HANDLERS("like")
def like(network: Facebook, call: Call) -> Answer:
    """Return success after the page likes a comment."""
    network.state.comments[call.path["comment"]].is_liked = True
    return answer(200, {"success": True})


@HANDLERS("insights")
def insights(network: Facebook, call: Call) -> Answer:
    """Return figures of a post; those that are dead are refused."""
    entry = own(network, call, at=call.seen_at)
    names = call.query["metric"].split(",")
    if any(name.startswith(_DEAD) for name in names):
        words = "The value must be a valid insights metric"
        raise Refusal(network.error(100, words))
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


def _write(network: Facebook, call: Call, post: str, parent: str | None) -> Answer:
    page = own_page(network, call)
    id_ = network.comment(post, page, call.fields["message"])
    made = network.state.comments[id_]
    made.parent, made.name = parent, network.state.pages[page]
    return answer(200, {"id": id_})


def _entity(one: Comment, *, names: bool) -> dict[str, Any]:
    return {
        "id": one.id,
        "message": one.text,
        "created_time": moment(one.moment),
        "from": {"id": one.by, "name": one.name} if names else None,
        "parent": {"id": one.parent} if one.parent else None,
        "is_hidden": one.is_hidden,
        "can_reply_privately": False,
        "attachment": None,
        "like_count": int(one.is_liked),
        "permalink_url": f"https://www.facebook.com/{one.id}",
    }

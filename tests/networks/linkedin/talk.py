"""Comments, pages, and what a member did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.networks.exchange import Answer, answer
from tests.networks.linkedin.state import Comment
from tests.networks.network import Call, Handlers, Refusal

if TYPE_CHECKING:
    from tests.networks.linkedin.server import LinkedIn

HANDLERS: Final = Handlers()
_MOST_CHARACTERS: Final = 1250  # C the composer's
_CHANGES_ON_A_PAGE: Final = 50
_CHANGELOG_DAYS: Final = 28


@HANDLERS("comment_create")
def create(network: LinkedIn, call: Call) -> Answer:
    """Return the comment with 201 and its id in ``x-restli-id``."""
    said, text = call.fields, call.fields["message"]["text"]
    if not network.may_write_for(call, said["actor"]):
        raise Refusal(network.forbidden(call))
    if len(text) > _MOST_CHARACTERS:
        words = f"message exceeds {_MOST_CHARACTERS} characters"
        raise Refusal(network.input_error(400, "FIELD_LENGTH_TOO_LONG", words, "message"))
    post = said["object"]
    if network.ledger.find(post, at=call.now) is None:
        raise Refusal(network.error(404, "NOT_FOUND", "Unable to obtain activity"))
    id_ = str(network.number())
    made = Comment(id_, post, said["actor"], text, call.now, said.get("parentComment"))
    network.state.comments[id_] = made
    return answer(201, _entity(made)).with_headers(x_restli_id=id_)


@HANDLERS("comment_list")
def listed(network: LinkedIn, call: Call) -> Answer:
    """Return what is said under a post, when the token may read its author's."""
    post = network.ledger.find(call.path["object"], at=call.seen_at)
    if post is None:
        raise Refusal(network.error(404, "NOT_FOUND", "Unable to obtain activity"))
    if not network.may_read(call, post.account):
        raise Refusal(network.forbidden(call))
    found = [
        one
        for one in network.state.comments.values()
        if one.post == post.id and one.moment <= call.seen_at
    ]
    start, count = int(call.query.get("start", 0)), int(call.query.get("count", 10))
    page = [_entity(one) for one in found[start : start + count]]
    paging = {"start": start, "count": count, "links": [], "total": len(found)}
    return answer(200, {"elements": page, "paging": paging})


@HANDLERS("comment_delete")
def delete(network: LinkedIn, call: Call) -> Answer:
    """Return 204 after one's own comment is gone."""
    found = network.state.comments.get(call.path["comment"])
    if found is None:
        raise Refusal(network.error(404, "NOT_FOUND", "Comment not found"))
    if found.actor != call.query["actor"] or not network.may_write_for(call, found.actor):
        raise Refusal(network.forbidden(call))
    del network.state.comments[found.id]
    return answer(204)


@HANDLERS("pages")
def pages(network: LinkedIn, call: Call) -> Answer:
    """Return the pages that the member administers."""
    found = [
        {
            "organization": one,
            "roleAssignee": call.token.account,
            "role": "ADMINISTRATOR",
            "state": "APPROVED",
        }
        for one in sorted(network.state.roles.get(call.token.account, ()))
    ]
    count = int(call.query.get("count", 10))
    paging = {"start": 0, "count": count, "links": []}
    return answer(200, {"elements": found[:count], "paging": paging})


@HANDLERS("page_show")
def page(network: LinkedIn, call: Call) -> Answer:
    """Return the name of a page."""
    number = call.path["organization"]
    name = network.state.names.get(f"urn:li:organization:{number}")
    if name is None:
        raise Refusal(network.error(404, "NOT_FOUND", "Could not find organization"))
    vanity = name.lower().replace(" ", "-")
    return answer(200, {"id": int(number), "localizedName": name, "vanityName": vanity})


@HANDLERS("changes")
def changes(network: LinkedIn, call: Call) -> Answer:
    """Return what the member did within 28 days, oldest first, as late as it is captured."""
    since = int(call.query.get("startTime", 0))
    shown = [
        _change(network, number, one)
        for number, one in enumerate(network.state.changes, start=1)
        if one.member == call.token.account
        and one.moment + network.changelog_lag <= call.now
        and (call.now - one.moment).days < _CHANGELOG_DAYS
    ]
    count = min(int(call.query.get("count", 10)), _CHANGES_ON_A_PAGE)
    page = [one for one in shown if one["processedAt"] >= since][:count]
    return answer(200, {"elements": page, "paging": {"start": 0, "count": count, "links": []}})


def _change(network: LinkedIn, number: int, change: Any) -> dict[str, Any]:
    captured = int(change.moment.timestamp() * 1000)
    processed = int((change.moment + network.changelog_lag).timestamp() * 1000)
    text = change.activity.get("text")
    share = {"shareCommentary": {"text": text}} if text is not None else {}
    return {
        "id": number,
        "owner": change.member,
        "actor": change.member,
        "capturedAt": captured,
        "processedAt": processed,
        "resourceName": "ugcPosts",
        "resourceId": change.urn,
        "resourceUri": f"/ugcPosts/{change.urn}",
        "method": change.method,
        "activityId": f"activity-{number}",
        "activityStatus": "SUCCESS",
        "activity": {
            "author": change.member,
            "specificContent": {"com.linkedin.ugc.ShareContent": share},
        },
        "processedActivity": {},
        "siblingActivities": [],
    }


def _entity(comment: Comment) -> dict[str, Any]:
    activity = comment.post.rpartition(":")[2]
    urn = f"urn:li:comment:(urn:li:activity:{activity},{comment.id})"
    moment = int(comment.moment.timestamp() * 1000)
    said = {
        "id": comment.id,
        "$URN": urn,
        "commentUrn": urn,
        "actor": comment.actor,
        "object": comment.post,
        "message": {"text": comment.text, "attributes": []},
        "created": {"actor": comment.actor, "time": moment},
        "lastModified": {"actor": comment.actor, "time": moment},
    }
    return said | ({"parentComment": comment.parent} if comment.parent else {})

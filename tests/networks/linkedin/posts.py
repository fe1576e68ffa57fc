"""Posts: D posts-api, except where a line says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.networks.exchange import Answer, answer
from tests.networks.faults import Kind
from tests.networks.linkedin import little_text
from tests.networks.linkedin.media import check_media
from tests.networks.linkedin.state import Change, Published
from tests.networks.network import Call, Handlers, Refusal

if TYPE_CHECKING:
    from tests.networks.ledger import Entry
    from tests.networks.linkedin.server import LinkedIn

HANDLERS: Final = Handlers()
_MOST_CHARACTERS: Final = 3000  # C; whether escapes count is U, so they do
_MOST_ON_A_PAGE: Final = 100
_VISIBILITIES: Final = frozenset({"PUBLIC", "CONNECTIONS", "LOGGED_IN", "CONTAINER"})


@HANDLERS("post_create")
def create(network: LinkedIn, call: Call) -> Answer:
    """Return 201 without a body; the id is in the header ``x-restli-id``."""
    said = call.fields
    if not network.may_write_for(call, said["author"]):
        raise Refusal(network.forbidden(call))
    _check(network, call, said)
    shown = little_text.show(said["commentary"], network.state.names)
    _check_duplicate(network, call, said["author"], shown.text)
    has_pages = "multiImage" in said.get("content", {}) or "document" in str(
        said.get("content")
    )
    kind = "ugcPost" if has_pages else "share"  # U which of both
    urn = f"urn:li:{kind}:{network.number()}"
    content = said | _shown(said["commentary"], shown)
    network.ledger.create(urn, said["author"], content, now=call.now)
    network.state.published.append(Published(urn, said["author"], shown.text, call.now))
    _remember(network, call, "CREATE", urn, content)
    return answer(201).with_headers(x_restli_id=urn)


@HANDLERS("post_edit")
def edit(network: LinkedIn, call: Call) -> Answer:
    """Return 204 after a partial update (C linkedctl)."""
    entry = _own(network, call)
    if call.request.headers["x-restli-method"].upper() != "PARTIAL_UPDATE":
        raise Refusal(network.error(400, "ILLEGAL_ARGUMENT", "Unknown method"))
    change = dict(call.fields.get("patch", {}).get("$set", {}))
    if "commentary" in change:
        _check_length(network, change["commentary"])
        shown = little_text.show(change["commentary"], network.state.names)
        change |= _shown(change["commentary"], shown)
    network.ledger.edit(entry.id, change, now=call.now)
    _remember(network, call, "PARTIAL_UPDATE", entry.id, change)
    return answer(204)


@HANDLERS("post_delete")
def delete(network: LinkedIn, call: Call) -> Answer:
    """Return 204, also for what is gone already (C api-evangelist)."""
    entry = network.ledger.entries.get(call.path["post"])
    if entry is not None:
        if not network.may_write_for(call, entry.account):
            raise Refusal(network.forbidden(call))
        network.ledger.delete(entry.id, now=call.now)
        _remember(network, call, "DELETE", entry.id, {})
    return answer(204)


@HANDLERS("post_show")
def show(network: LinkedIn, call: Call) -> Answer:
    """Return a post, when the token may read that author's."""
    entry = network.ledger.find(call.path["post"], at=call.seen_at)
    if entry is None:
        raise Refusal(network.error(404, "NOT_FOUND", "Post not found"))
    if not network.may_read(call, entry.account):
        raise Refusal(network.forbidden(call))
    return answer(200, _entity(entry, call))


@HANDLERS("post_list")
def listed(network: LinkedIn, call: Call) -> Answer:
    """Return an author's posts, newest first; a member's need a closed scope."""
    if not network.may_read(call, call.query["author"]):
        raise Refusal(network.forbidden(call))
    found = network.ledger.seen(call.query["author"], at=call.seen_at)
    start = int(call.query.get("start", 0))
    count = min(int(call.query.get("count", 10)), _MOST_ON_A_PAGE)
    page = [_entity(one, call) for one in found[start : start + count]]
    paging = {"start": start, "count": count, "links": [], "total": len(found)}
    return answer(200, {"elements": page, "paging": paging})


def _shown(commentary: str, shown: little_text.Shown) -> dict[str, Any]:
    return {
        "commentary": commentary[: shown.kept],
        "sent": commentary,
        "text": shown.text,
        "mentions": shown.mentions,
        "hashtags": shown.hashtags,
    }


def _check(network: LinkedIn, call: Call, said: dict[str, Any]) -> None:
    if said["visibility"] not in _VISIBILITIES or said["lifecycleState"] != "PUBLISHED":
        words = "Invalid value for field"
        raise Refusal(network.input_error(400, "INVALID_VALUE_FOR_FIELD", words, "visibility"))
    _check_length(network, said["commentary"])
    content = said.get("content", {})
    if not said["commentary"].strip() and not content and "reshareContext" not in said:
        words = "Field commentary is blank"
        raise Refusal(
            network.input_error(400, "INVALID_VALUE_BLANK_FIELD", words, "commentary")
        )
    if len(content) > 1:
        words = "Only one kind of content"
        raise Refusal(network.input_error(400, "INVALID_VALUE_FOR_FIELD", words, "content"))
    check_media(network, call, content, said["author"])


def _check_length(network: LinkedIn, text: str) -> None:
    if len(text) > _MOST_CHARACTERS:
        words = f"commentary exceeds {_MOST_CHARACTERS} characters"
        raise Refusal(network.input_error(400, "FIELD_LENGTH_TOO_LONG", words, "commentary"))


def _check_duplicate(network: LinkedIn, call: Call, author: str, text: str) -> None:
    """Refuse a text that was published lately, also when it is gone since (C composio#2710).

    That the text alone counts, whatever is attached, is U.
    """
    known = [
        one
        for one in reversed(network.state.published)
        if one.author == author
        and " ".join(one.text.split()) == " ".join(text.split())
        and call.now - one.moment < network.duplicate_window
    ]
    if call.fails(Kind.DUPLICATE):
        urn = known[0].urn if known else f"urn:li:share:{network.number()}"
    elif known and text.strip():
        urn = known[0].urn
    else:
        return
    words = f"Content is a duplicate of {urn}"
    raise Refusal(network.input_error(422, "DUPLICATE_POST", words, "commentary"))


def _own(network: LinkedIn, call: Call) -> Entry:
    entry = network.ledger.find(call.path["post"], at=call.now)
    if entry is None:
        raise Refusal(network.error(404, "NOT_FOUND", "Post not found"))
    if not network.may_write_for(call, entry.account):
        raise Refusal(network.forbidden(call))
    return entry


def _entity(entry: Entry, call: Call) -> dict[str, Any]:
    event = entry.at(call.seen_at)
    assert event is not None
    made, changed = (int(one.timestamp() * 1000) for one in (entry.born, event.moment))
    kept = ("author", "commentary", "visibility", "distribution", "lifecycleState", "content")
    return {name: event.content[name] for name in kept if name in event.content} | {
        "id": entry.id,
        "createdAt": made,
        "publishedAt": made,
        "lastModifiedAt": changed,
        "isReshareDisabledByAuthor": bool(event.content.get("isReshareDisabledByAuthor")),
        "lifecycleStateInfo": {"isEditedByAuthor": any(e.deed == "edit" for e in entry.events)},
    }


def _remember(
    network: LinkedIn, call: Call, method: str, urn: str, activity: dict[str, Any]
) -> None:
    """Keep what the member did for the changelog; pages have none."""
    entry = network.ledger.entries[urn]
    if entry.account == call.token.account:
        change = Change(call.now, entry.account, method, urn, activity)
        network.state.changes.append(change)

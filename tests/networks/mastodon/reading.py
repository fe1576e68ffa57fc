"""Looking at statuses, notifications and the server itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from tests.networks.exchange import Answer, answer
from tests.networks.mastodon import entities, media
from tests.networks.network import Call, Handlers, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.networks.ledger import Entry
    from tests.networks.mastodon.server import Mastodon

HANDLERS: Final = Handlers()
_STATUSES: Final = 40
_NOTIFICATIONS: Final = 80
_USUAL_STATUSES: Final = 20
_USUAL_NOTIFICATIONS: Final = 40


@HANDLERS("account_verify")
def verify(network: Mastodon, call: Call) -> Answer:
    """Return entities/CredentialAccount of whose token it is."""
    who = network.state.accounts[call.token.account]
    source = {
        "privacy": "public",
        "sensitive": False,
        "language": "nl",
        "note": "",
        "fields": [],
        "follow_requests_count": 0,
        "hide_collections": False,
        "discoverable": True,
        "indexable": False,
    }
    return answer(200, entities.account(network, who) | {"source": source})


@HANDLERS("account_statuses")
def account_statuses(network: Mastodon, call: Call) -> Answer:
    """Return statuses newest first, at most 40, with Link to the next page."""
    found = network.ledger.seen(call.path["account"], at=call.seen_at)
    if _is_yes(call.query.get("exclude_replies")):
        found = [one for one in found if not one.content.get("in_reply_to_id")]
    if _is_yes(call.query.get("only_media")):
        found = [one for one in found if one.content.get("media_ids")]
    page, more = _page(call, found, usual=_USUAL_STATUSES, most=_STATUSES)
    shown = [entities.status(network, one, at=call.seen_at) for one in page]
    return _linked(network, call, shown, more=more)


@HANDLERS("status_list")
def several(network: Mastodon, call: Call) -> Answer:
    """Return the statuses of the ids that are there."""
    found = (network.ledger.find(id_, at=call.seen_at) for id_ in call.query["id"])
    return answer(200, [entities.status(network, one, at=call.seen_at) for one in found if one])


@HANDLERS("status_show")
def show(network: Mastodon, call: Call) -> Answer:
    """Return a status, 404 when it is gone (M, all dialects)."""
    return answer(200, entities.status(network, _entry(network, call), at=call.seen_at))


@HANDLERS("status_source")
def source(network: Mastodon, call: Call) -> Answer:
    """Return what was written, before it became HTML."""
    entry = _entry(network, call)
    said = entry.content
    warning = said.get("spoiler_text", "")
    shown = {"id": entry.id, "text": said.get("status", ""), "spoiler_text": warning}
    return answer(200, shown)


@HANDLERS("status_history")
def history(network: Mastodon, call: Call) -> Answer:
    """Return every state of a status, oldest first."""
    if not network.dialect.has_history:
        return network.unknown(call.request)
    entry = _entry(network, call)
    who = entities.account(network, network.state.accounts[entry.account])
    shown = [
        {
            "content": entities.content(event.content.get("status", ""), network.address),
            "spoiler_text": event.content.get("spoiler_text", ""),
            "sensitive": bool(event.content.get("sensitive")),
            "created_at": entities.moment(event.moment),
            "account": who,
            "media_attachments": [],
            "emojis": [],
            "quote": None,
        }
        for event in entry.events
        if event.moment <= call.seen_at
    ]
    return answer(200, shown)


@HANDLERS("status_context")
def context(network: Mastodon, call: Call) -> Answer:
    """Return what a status answers and what answers it."""
    entry = _entry(network, call)
    before: list[Entry] = []
    parent = entry.content.get("in_reply_to_id")
    while parent and (above := network.ledger.find(parent, at=call.seen_at)):
        before.insert(0, above)
        parent = above.content.get("in_reply_to_id")
    after = _answers(network, call, entry.id)
    shown = {
        "ancestors": [entities.status(network, one, at=call.seen_at) for one in before],
        "descendants": [entities.status(network, one, at=call.seen_at) for one in after],
    }
    return answer(200, shown)


@HANDLERS("notifications")
def notifications(network: Mastodon, call: Call) -> Answer:
    """Return what Noor is told of, newest first, at most 80."""
    wanted, unwanted = call.query.get("types"), call.query.get("exclude_types", [])
    found = [
        one
        for one in reversed(network.state.notifications)
        if one.to == call.token.account
        and one.moment <= call.seen_at
        and (wanted is None or one.kind in wanted)
        and one.kind not in unwanted
    ]
    page, more = _page(call, found, usual=_USUAL_NOTIFICATIONS, most=_NOTIFICATIONS)
    shown = [entities.notification(network, one) for one in page]
    return _linked(network, call, shown, more=more)


@HANDLERS("instance_v2")
def instance(network: Mastodon, call: Call) -> Answer:
    """Return entities/Instance with the limits of this server."""
    dialect = network.dialect
    native = dialect.software == "mastodon"
    shown = {
        "domain": network.address.partition("//")[2],
        "title": dialect.software.title(),
        "version": dialect.version,
        "source_url": f"https://example.org/{dialect.software}",
        "description": "A server that is not there.",
        "usage": {"users": {"active_month": 1}},
        "thumbnail": {"url": f"{network.address}/thumbnail.png"},
        "icon": [],
        "languages": ["nl"],
        "configuration": _configuration(network),
        "registrations": {"enabled": False, "approval_required": False, "message": None},
        "contact": {"email": "", "account": None},
        "rules": [],
        **({"api_versions": {"mastodon": 7}} if native else {}),
    }
    return answer(200, shown)


@HANDLERS("instance_v1")
def old_instance(network: Mastodon, call: Call) -> Answer:
    """Return entities/V1_Instance."""
    shown = {
        "uri": network.address.partition("//")[2],
        "title": network.dialect.software.title(),
        "short_description": "A server that is not there.",
        "description": "",
        "email": "",
        "version": network.dialect.version,
        "urls": {"streaming_api": network.address.replace("http", "ws")},
        "stats": {"user_count": 1, "status_count": 0, "domain_count": 0},
        "thumbnail": None,
        "languages": ["nl"],
        "registrations": False,
        "approval_required": False,
        "invites_enabled": False,
        "configuration": _configuration(network),
        "contact_account": None,
        "rules": [],
    }
    return answer(200, shown)


@HANDLERS("nodeinfo_links")
def nodeinfo_links(network: Mastodon, call: Call) -> Answer:
    """Return where the nodeinfo is."""
    rel = "http://nodeinfo.diaspora.software/ns/schema/2.0"
    return answer(200, {"links": [{"rel": rel, "href": f"{network.address}/nodeinfo/2.0"}]})


@HANDLERS("nodeinfo")
def nodeinfo(network: Mastodon, call: Call) -> Answer:
    """Return what software this is: the way to know whether keys are kept."""
    software = {"name": network.dialect.software, "version": network.dialect.version}
    shown = {
        "version": "2.0",
        "software": software,
        "protocols": ["activitypub"],
        "services": {"outbound": [], "inbound": []},
        "usage": {
            "users": {"total": 1, "activeMonth": 1, "activeHalfyear": 1},
            "localPosts": 0,
        },
        "openRegistrations": False,
        "metadata": {},
    }
    return answer(200, shown)


def _configuration(network: Mastodon) -> dict[str, Any]:
    return {
        "urls": {"streaming": network.address.replace("http", "ws")},
        "accounts": {"max_featured_tags": 10, "max_pinned_statuses": 5},
        "statuses": {
            "max_characters": network.dialect.most_characters,
            "max_media_attachments": 4,
            "characters_reserved_per_url": 23,
        },
        "media_attachments": {
            "supported_mime_types": list(media.IMAGES + media.VIDEOS),
            "description_limit": media.DESCRIPTION,
            "image_size_limit": media.IMAGE_SIZE,
            "image_matrix_limit": 33177600,
            "video_size_limit": media.VIDEO_SIZE,
            "video_frame_rate_limit": 120,
            "video_matrix_limit": 8294400,
        },
        "polls": {  # K
            "max_options": 4,
            "max_characters_per_option": 50,
            "min_expiration": 300,
            "max_expiration": 2629746,
        },
        "translation": {"enabled": False},
        "vapid": {"public_key": ""},
    }


def _entry(network: Mastodon, call: Call) -> Entry:
    entry = network.ledger.find(call.path["status"], at=call.seen_at)
    if entry is None:
        raise Refusal(network.unknown(call.request))
    return entry


def _answers(network: Mastodon, call: Call, id_: str) -> Iterable[Entry]:
    for entry in network.ledger.living():
        alive = entry.at(call.seen_at) is not None
        if alive and entry.content.get("in_reply_to_id") == id_:
            yield entry
            yield from _answers(network, call, entry.id)


def _is_yes(value: Any) -> bool:
    return str(value).lower() in {"true", "1"}


def _page[T: Any](call: Call, found: list[T], *, usual: int, most: int) -> tuple[list[T], bool]:
    """Return the page that ids and limit ask for, and whether there is more behind it."""
    limit = min(int(call.query.get("limit", usual)), most)
    after = max(int(call.query.get(one, 0)) for one in ("min_id", "since_id"))
    before = int(call.query.get("max_id", 0))
    found = [
        one for one in found if int(one.id) > after and (not before or int(one.id) < before)
    ]
    if "min_id" in call.query:  # the page right after that id, still newest first
        return found[-limit:], len(found) > limit
    return found[:limit], len(found) > limit


def _linked(
    network: Mastodon, call: Call, shown: list[dict[str, Any]], *, more: bool
) -> Answer:
    """Return a page with the header Link: docs api/guidelines.md (L)."""
    given = answer(200, shown)
    if not shown:
        return given
    here = network.address + call.request.target.partition("?")[0]
    links = []
    if more:
        links.append(f'<{here}?{urlencode({"max_id": shown[-1]["id"]})}>; rel="next"')
    links.append(f'<{here}?{urlencode({"min_id": shown[0]["id"]})}>; rel="prev"')
    return given.with_headers(link=", ".join(links))

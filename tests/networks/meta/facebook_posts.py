"""Posts and photos of a page: D pages-api/posts, except where a line says otherwise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from tests.networks.exchange import Answer, answer
from tests.networks.faults import Kind
from tests.networks.meta.facebook_state import Photo
from tests.networks.meta.graph import is_yes, moment, quota_is_over
from tests.networks.meta.pictures import facebook_refusal
from tests.networks.network import Call, Handlers, Refusal

if TYPE_CHECKING:
    from tests.networks.ledger import Entry
    from tests.networks.meta.facebook import Facebook

HANDLERS: Final = Handlers()
_MESSAGE: Final = 63206  # K
_SOONEST: Final = timedelta(minutes=10)
_LATEST: Final = timedelta(days=30)
_USUAL: Final = ("created_time", "message")


@HANDLERS("post_create")
def create(network: Facebook, call: Call) -> Answer:
    """Return the id of a post, public at once unless it is to wait or stay unpublished."""
    page, said = own_page(network, call), call.fields
    _check_refusals(network, call)
    photos = [one["media_fbid"] for one in said.get("attached_media", [])]
    if not said.get("message", "").strip() and not said.get("link") and not photos:
        raise Refusal(network.error(100, "Either message, link or attached_media is needed"))
    if len(said.get("message", "")) > _MESSAGE:
        raise Refusal(network.error(100, "Name parameter too long", sub=1349125))
    _check_photos(network, page, photos)
    at = _moment_to_come(network, call)
    public = is_yes(said.get("published", "true")) and at is None
    entry = _post(network, page, said | {"photos": photos}, public=public)
    for one in photos:
        network.state.photos[one].post = entry.id
    if at is not None:
        network.ledger.edit(entry.id, {"scheduled": moment(at)}, now=call.now)
        network.clock.at(at, lambda: _come_out(network, entry.id))
    return _made(network, call, entry)


@HANDLERS("photo_create")
def create_photo(network: Facebook, call: Call) -> Answer:
    """Return the id of a photo; a public one makes a post and says which."""
    page, said = own_page(network, call), call.fields
    file = said.get("source")
    data = file.data if file else network.fetch(said["url"]) if "url" in said else None
    refusal = facebook_refusal(network, data)
    if refusal is not None:
        raise Refusal(refusal)
    made = Photo(network.new_id(), page, said.get("alt_text_custom"), call.fails(Kind.MEDIA))
    network.state.photos[made.id] = made
    if not is_yes(said.get("published", "true")):
        return answer(200, {"id": made.id})
    _check_refusals(network, call)
    text = said.get("message") or said.get("caption") or ""
    entry = _post(network, page, {"message": text, "photos": [made.id]}, public=True)
    made.post = entry.id
    return answer(200, {"id": made.id, "post_id": entry.id})


@HANDLERS("post_show")
def show(network: Facebook, call: Call) -> Answer:
    """Return a post of the page."""
    entry = own(network, call, at=call.seen_at)
    return answer(200, network.selected(call, _entity(network, entry, call), _USUAL))


@HANDLERS("post_edit")
def edit(network: Facebook, call: Call) -> Answer:
    """Return success after another message, or after the post became public, also again (K)."""
    entry, said = own(network, call), call.fields
    if "message" in said:
        network.ledger.edit(entry.id, {"message": said["message"]}, now=call.now)
    if is_yes(said.get("is_published")):
        network.ledger.show(entry.id, now=call.now)
    return answer(200, {"success": True})


@HANDLERS("post_delete")
def delete(network: Facebook, call: Call) -> Answer:
    """Return success; what is gone is unknown afterwards."""
    network.ledger.delete(own(network, call).id, now=call.now)
    return answer(200, {"success": True})


@HANDLERS("post_list")
def listed(network: Facebook, call: Call) -> Answer:
    """Return public posts, newest first."""
    found = network.ledger.seen(own_page(network, call), at=call.seen_at)
    return network.page_of(call, [_entity(network, one, call) for one in found], _USUAL)


@HANDLERS("scheduled_list")
def scheduled(network: Facebook, call: Call) -> Answer:
    """Return posts that are to come out later."""
    page = own_page(network, call)
    found = [
        one
        for one in network.ledger.entries.values()
        if one.account == page
        and (event := one.at(call.seen_at)) is not None
        and not event.is_public
        and "scheduled" in event.content
    ]
    return network.page_of(call, [_entity(network, one, call) for one in found], _USUAL)


def own_page(network: Facebook, call: Call) -> str:
    """Return the page that the token is of; a person's token posts for none."""
    wanted = call.path.get("page", "me")
    if call.token.kind != "page" or wanted not in {call.token.account, "me"}:
        words = "Publishing to a page needs its page access token"
        raise Refusal(network.error(200, words, status=403))
    return call.token.account


def own(network: Facebook, call: Call, *, at: datetime | None = None) -> Entry:
    """Return the post of the call when it exists and is the page's."""
    entry = network.ledger.find(call.path["post"], at=at or call.now)
    if entry is None or entry.account != own_page(network, call):
        raise Refusal(network.unknown(call.request))
    return entry


def _check_refusals(network: Facebook, call: Call) -> None:
    if call.fails(Kind.DUPLICATE):  # K: 506; that it is not always seen is why it is a fault
        raise Refusal(network.error(506, "Duplicate status message", sub=1455006))
    if quota_is_over(call):
        words = "We limit how often you can post or do other things"
        raise Refusal(network.error(368, words, sub=1390008))


def _check_photos(network: Facebook, page: str, photos: list[str]) -> None:
    for one in photos:
        found = network.state.photos.get(one)
        if found is None or found.page != page or found.fails:
            raise Refusal(network.error(100, f"{one} is no photo of the page"))
        if found.post is not None:  # C postiz
            raise Refusal(network.error(100, "These photos were already posted", sub=1366051))


def _moment_to_come(network: Facebook, call: Call) -> datetime | None:
    given = call.fields.get("scheduled_publish_time")
    if not given:
        return None
    try:
        at = datetime.fromtimestamp(int(given), UTC)
    except ValueError:
        at = datetime.fromisoformat(given)
    if is_yes(call.fields.get("published", "true")):
        raise Refusal(network.error(100, "You cannot specify a time for a published post"))
    if not _SOONEST <= at - call.now <= _LATEST:
        raise Refusal(network.error(100, "The specified scheduled publish time is invalid"))
    return at


def _post(network: Facebook, page: str, said: dict[str, Any], *, public: bool) -> Entry:
    id_ = f"{page}_{network.new_id()}"
    return network.ledger.create(id_, page, said, now=network.clock.now(), public=public)


def _come_out(network: Facebook, id_: str) -> None:
    with network.lock:
        if network.ledger.find(id_, at=network.clock.now()) is not None:
            network.ledger.show(id_, now=network.clock.now())


def _made(network: Facebook, call: Call, entry: Entry) -> Answer:
    if "fields" not in call.fields:
        return answer(200, {"id": entry.id})
    return answer(200, network.selected(call, _entity(network, entry, call), ("id",)))


def _entity(network: Facebook, entry: Entry, call: Call) -> dict[str, Any]:
    event = entry.at(max(call.seen_at, entry.born))
    assert event is not None
    said, number = event.content, entry.id.rpartition("_")[2]
    photos = [{"media": {"image": {}}, "target": {"id": one}} for one in said.get("photos", [])]
    edits = [one.moment for one in entry.events if one.deed == "edit"]
    return {
        "id": entry.id,
        "message": said.get("message") or None,
        "created_time": moment(entry.born),
        "updated_time": moment(edits[-1] if edits else entry.born),
        "permalink_url": f"https://www.facebook.com/{entry.account}/posts/{number}",
        "is_published": event.is_public,
        "scheduled_publish_time": said.get("scheduled"),
        "attachments": {"data": photos},
        **_counts(network, entry),
        "from": {"id": entry.account, "name": network.state.pages[entry.account]},
    }


def _counts(network: Facebook, entry: Entry) -> dict[str, Any]:
    """Return what ``comments.summary(true)`` and its like answer (L sdk the edges; K the form)."""
    known = network.state.insights.get(entry.id, {})
    said = sum(one.post == entry.id for one in network.state.comments.values())
    shares = known.get("shares")
    return {
        "shares": {"count": shares} if shares else None,
        "comments": {"data": [], "summary": {"total_count": said}},
        "reactions": {"data": [], "summary": {"total_count": known.get("reactions", 0)}},
    }

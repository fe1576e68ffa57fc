"""What each call does: lexicons com/atproto and app/bsky (L), and what the real server did (M)."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import regex

from tests.networks.bluesky import talk as names
from tests.networks.exchange import Answer, answer
from tests.networks.network import Call, Handlers, Refusal

if TYPE_CHECKING:
    from tests.networks.bluesky.server import Bluesky
    from tests.networks.ledger import Entry

HANDLERS: Final = Handlers()
_ACCESS: Final = timedelta(hours=2)
_REFRESH: Final = timedelta(days=90)
_MOST_SIGNS: Final = 300
_MOST_BYTES: Final = 3000
_MOST_PICTURES: Final = 4
_BLOB: Final = 5 * 1024 * 1024


@HANDLERS("session_create")
def create_session(network: Bluesky, call: Call) -> Answer:
    """Return two tokens for a handle and its password."""
    did = network.handles.get(call.fields["identifier"], "")
    if did != names.NOOR or call.fields["password"] != network.password:
        wrong = "Invalid identifier or password"
        raise Refusal(names.error(401, "AuthenticationRequired", wrong))
    return _session(network, call)


@HANDLERS("session_refresh")
def refresh_session(network: Bluesky, call: Call) -> Answer:
    """Return two new tokens in the place of those before."""
    call.token.is_revoked = True
    return _session(network, call)


@HANDLERS("session_delete")
def delete_session(network: Bluesky, call: Call) -> Answer:
    """End the session."""
    for token in network.tokens.of(call.token.account):
        token.is_revoked = True
    return Answer(200)


@HANDLERS("handle_resolve")
def resolve(network: Bluesky, call: Call) -> Answer:
    """Return the DID of a handle."""
    did = network.handles.get(call.query["handle"])
    if did is None:
        return names.error(400, "HandleNotFound", "Unable to resolve handle")
    return answer(200, {"did": did})


@HANDLERS("document")
def document(network: Bluesky, call: Call) -> Answer:
    """Return the document of a DID."""
    did = call.path["did"]
    handles = [handle for handle, one in network.handles.items() if one == did]
    if not handles:
        return answer(404, {"message": f"DID not registered: {did}"})
    service = {
        "id": "#atproto_pds",
        "type": "AtprotoPersonalDataServer",
        "serviceEndpoint": network.address,
    }
    shown = {"id": did, "alsoKnownAs": [f"at://{handles[0]}"], "service": [service]}
    return answer(200, shown)


@HANDLERS("blob_upload")
def upload(network: Bluesky, call: Call) -> Answer:
    """Return the blob; the same bytes are the same one (M)."""
    data = call.request.body
    if len(data) > _BLOB:  # M
        raise Refusal(names.error(413, "PayloadTooLarge", "request entity too large"))
    link = "bafkrei" + hashlib.sha256(data).hexdigest()[:52]
    blob = {
        "$type": "blob",
        "ref": {"$link": link},
        "mimeType": call.request.media_type,
        "size": len(data),
    }
    network.blobs[link] = blob
    return answer(200, {"blob": blob})


@HANDLERS("record_put")
def put(network: Bluesky, call: Call) -> Answer:
    """Return the record's address; with ``swapRecord`` null only where its name is free (M)."""
    said = call.fields
    uri = f"at://{said['repo']}/{said['collection']}/{said['rkey']}"
    _check_record(network, call, said["record"])
    there = network.ledger.find(uri, at=call.now)
    if there is not None and "swapRecord" in said and said["swapRecord"] is None:
        words = f"Record was at {names.cid_of(there.content)}"
        raise Refusal(names.error(400, "InvalidSwap", words))
    if there is None:
        network.ledger.create(uri, said["repo"], said["record"], now=call.now)
    elif there.content != said["record"]:
        network.ledger.edit(uri, said["record"], now=call.now)
    told = {"uri": uri, "cid": names.cid_of(said["record"]), "validationStatus": "valid"}
    return answer(200, told)


@HANDLERS("record_get")
def get(network: Bluesky, call: Call) -> Answer:
    """Return a record with its address and exact content."""
    query = call.query
    uri = f"at://{query['repo']}/{query['collection']}/{query['rkey']}"
    entry = network.ledger.find(uri, at=call.seen_at)
    if entry is None:
        return names.error(400, "RecordNotFound", f"Could not locate record: {uri}")
    shown = {"uri": uri, "cid": names.cid_of(entry.content), "value": entry.content}
    return answer(200, shown)


@HANDLERS("record_delete")
def delete(network: Bluesky, call: Call) -> Answer:
    """Take a record out; a second time is fine (M)."""
    said = call.fields
    if said["repo"] != call.token.account:
        raise Refusal(names.error(403, "AuthorizationError", "Invalid repo"))
    uri = f"at://{said['repo']}/{said['collection']}/{said['rkey']}"
    if network.ledger.find(uri, at=call.now) is not None:
        network.ledger.delete(uri, now=call.now)
    return answer(200, {})


@HANDLERS("profile")
def profile(network: Bluesky, call: Call) -> Answer:
    """Return what somebody is called."""
    did = call.query["actor"]
    return answer(200, _author(network, did) | {"displayName": "Noor de Vries"})


@HANDLERS("posts")
def posts(network: Bluesky, call: Call) -> Answer:
    """Return those of the posts asked for that are there."""
    uris = names.several(call.request, "uris")
    found = (network.ledger.find(uri, at=call.seen_at) for uri in uris)
    return answer(200, {"posts": [_view(network, one) for one in found if one is not None]})


@HANDLERS("thread")
def thread(network: Bluesky, call: Call) -> Answer:
    """Return a post with all that answers it."""
    entry = network.ledger.find(call.query["uri"], at=call.seen_at)
    if entry is None:
        return names.error(400, "NotFound", "Post not found")
    return answer(200, {"thread": _below(network, entry, call)})


def _session(network: Bluesky, call: Call) -> Answer:
    access = network.tokens.issue(names.NOOR, frozenset({"access"}), now=call.now, life=_ACCESS)
    refresh = network.tokens.issue(
        names.NOOR, frozenset({"refresh"}), now=call.now, life=_REFRESH, kind="refresh"
    )
    told = {"accessJwt": access.value, "refreshJwt": refresh.value, "did": names.NOOR}
    return answer(200, told | {"handle": "noor.example", "active": True})


def _check_record(network: Bluesky, call: Call, record: dict[str, Any]) -> None:
    """Refuse what the lexicon of posts does not allow: app/bsky/feed/post.json (L)."""
    if call.fields["repo"] != call.token.account:
        raise Refusal(names.error(403, "AuthorizationError", "Invalid repo"))
    text = record.get("text", "")
    if len(regex.findall(r"\X", text)) > _MOST_SIGNS:
        words = "must not be longer than 300 graphemes"
        raise Refusal(names.error(400, "InvalidRequest", f"Record/text {words}"))
    if len(text.encode()) > _MOST_BYTES or "createdAt" not in record:
        raise Refusal(names.error(400, "InvalidRequest", "Invalid record"))
    for one in record.get("embed", {}).get("images", [])[: _MOST_PICTURES + 1]:
        if one["image"]["ref"]["$link"] not in network.blobs:
            raise Refusal(names.error(400, "BlobNotFound", "Could not find blob"))


def _author(network: Bluesky, did: str) -> dict[str, Any]:
    handle = next(handle for handle, one in network.handles.items() if one == did)
    return {"did": did, "handle": handle, "displayName": handle.partition(".")[0].title()}


def _view(network: Bluesky, entry: Entry) -> dict[str, Any]:
    below = [one for one in network.ledger.living() if _parent(one) == entry.id]
    return {
        "uri": entry.id,
        "cid": names.cid_of(entry.content),
        "author": _author(network, entry.account),
        "record": entry.content,
        "indexedAt": entry.born.isoformat().replace("+00:00", "Z"),
        "likeCount": len(network.likes.get(entry.id, ())),
        "replyCount": len(below),
        "repostCount": 0,
        "quoteCount": 0,
    }


def _below(network: Bluesky, entry: Entry, call: Call) -> dict[str, Any]:
    answers = [
        _below(network, one, call)
        for one in network.ledger.living()
        if _parent(one) == entry.id and one.at(call.seen_at) is not None
    ]
    kind = "app.bsky.feed.defs#threadViewPost"
    return {"$type": kind, "post": _view(network, entry), "replies": answers}


def _parent(entry: Entry) -> str:
    return str(entry.content.get("reply", {}).get("parent", {}).get("uri", ""))

"""Pictures and documents: an address to send bytes to, then a wait."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from tests.networks.exchange import Answer, answer
from tests.networks.faults import Kind
from tests.networks.linkedin.state import Media
from tests.networks.network import Call, Handlers, Refusal

if TYPE_CHECKING:
    from tests.networks.linkedin.server import LinkedIn

HANDLERS: Final = Handlers()
_UPLOAD_LIFE: Final = timedelta(days=1)  # K
_MOST_DOCUMENT_BYTES: Final = 100 * 1024 * 1024  # C linkedctl
_ALT_TEXT: Final = 4086  # C citing images-api 2026-08
_MOST_IMAGES: Final = 20  # C the same
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8")  # D images-api: JPG, PNG, GIF
_DOCUMENTS: Final = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # C PDF, PPT, DOC


@HANDLERS("image_start")
def start_image(network: LinkedIn, call: Call) -> Answer:
    """Return where the bytes of a picture go."""
    return _start(network, call, "image")


@HANDLERS("document_start")
def start_document(network: LinkedIn, call: Call) -> Answer:
    """Return where the bytes of a document go."""
    return _start(network, call, "document")


@HANDLERS("upload")
def upload(network: LinkedIn, call: Call) -> Answer:
    """Return 201; whether the bytes will do shows later."""
    found = network.state.media.get(call.path["media"])
    if found is None:
        raise Refusal(network.unknown(call.request))
    if call.now > found.upload_until:
        raise Refusal(network.error(400, "EXPIRED_UPLOAD_URL", "The upload URL is expired"))
    wanted = _PICTURES if found.kind == "image" else _DOCUMENTS
    found.data = call.request.body
    found.fails = (
        call.fails(Kind.MEDIA)
        or not found.data.startswith(wanted)
        or (found.kind == "document" and len(found.data) > _MOST_DOCUMENT_BYTES)
    )
    found.ready_at = call.now + timedelta(seconds=network.seconds_of_processing)
    return answer(201)


@HANDLERS("image_show")
def show_image(network: LinkedIn, call: Call) -> Answer:
    """Return how a picture stands."""
    return _show(network, call)


@HANDLERS("document_show")
def show_document(network: LinkedIn, call: Call) -> Answer:
    """Return how a document stands."""
    return _show(network, call)


def check_media(network: LinkedIn, call: Call, content: dict[str, Any], author: str) -> None:
    """Refuse content whose files are not there, not ready or not the author's."""
    several = content.get("multiImage", {}).get("images", [])
    if "multiImage" in content and not 2 <= len(several) <= _MOST_IMAGES:
        words = "multiImage takes 2 to 20 images"
        raise Refusal(network.input_error(400, "INVALID_VALUE_FOR_FIELD", words, "content"))
    used = several + ([content["media"]] if "media" in content else [])
    urns = [one["id"] for one in used]
    urns += [one for one in (content.get("article", {}).get("thumbnail"),) if one]
    if any(len(one.get("altText", "")) > _ALT_TEXT for one in used):
        words = f"altText exceeds {_ALT_TEXT} characters"
        raise Refusal(network.input_error(400, "FIELD_LENGTH_TOO_LONG", words, "altText"))
    for urn in urns:
        _check_ready(network, call, urn, author)


def _check_ready(network: LinkedIn, call: Call, urn: str, author: str) -> None:
    found = network.state.media.get(urn)
    if found is None or found.owner != author:
        words = f"{urn} is no media of the author"
        raise Refusal(network.input_error(400, "INVALID_URN_ID", words, "content"))
    status = found.status(call.now)
    if status == "PROCESSING_FAILED":
        words = f"{urn} could not be processed"
        raise Refusal(
            network.input_error(400, "MEDIA_ASSET_PROCESSING_FAILED", words, "content")
        )
    if status != "AVAILABLE":  # C while it waits; U while it is processed
        words = f"{urn} is not uploaded yet"
        raise Refusal(network.input_error(400, "MEDIA_ASSET_WAITING_UPLOAD", words, "content"))


def _start(network: LinkedIn, call: Call, kind: str) -> Answer:
    owner = call.fields["initializeUploadRequest"]["owner"]
    if not network.may_write_for(call, owner):
        raise Refusal(network.forbidden(call))
    urn = f"urn:li:{kind}:D4{network.next_number():06d}"
    until = call.now + _UPLOAD_LIFE
    network.state.media[urn] = Media(urn, owner, kind, until, fails=False)
    value = {
        "uploadUrlExpiresAt": int(until.timestamp() * 1000),
        "uploadUrl": f"{network.address}/upload/{urn.replace(':', '%3A')}",
        kind: urn,
    }
    return answer(200, {"value": value})


def _show(network: LinkedIn, call: Call) -> Answer:
    found = network.state.media.get(call.path["media"])
    if found is None:
        raise Refusal(network.error(404, "NOT_FOUND", "Could not find entity"))
    said = {"id": found.urn, "owner": found.owner, "status": found.status(call.now)}
    return answer(200, said)

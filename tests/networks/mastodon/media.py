"""Files: docs methods/media.md (L)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from tests.networks.exchange import Answer, answer
from tests.networks.faults import Kind
from tests.networks.mastodon import entities
from tests.networks.mastodon.state import Attachment
from tests.networks.mastodon.statuses import invalid
from tests.networks.network import Call, Handlers, Refusal

if TYPE_CHECKING:
    from tests.networks.mastodon.server import Mastodon

HANDLERS: Final = Handlers()
IMAGES: Final = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/heic")
VIDEOS: Final = ("video/mp4", "video/webm", "video/quicktime")
IMAGE_SIZE: Final = 16_777_216  # entities/Instance.md (L), as all limits here
VIDEO_SIZE: Final = 103_809_024
DESCRIPTION: Final = 1500


@HANDLERS("media_create")
def create(network: Mastodon, call: Call) -> Answer:
    """Return 200 with the file, or 202 while it is processed: images are done at once since 4.0."""
    file = call.fields["file"]
    limit = IMAGE_SIZE if file.media_type in IMAGES else VIDEO_SIZE
    if file.media_type not in IMAGES + VIDEOS:
        raise invalid("File content type is invalid")
    if len(file.data) > limit:
        raise invalid(f"File file size must be less than {limit // 1048576} MB")
    description = call.fields.get("description")
    _check_description(description)
    fails = call.fails(Kind.MEDIA)
    seconds = max(network.seconds_of_processing, 1.0 if fails else 0.0)
    made = Attachment(
        id=network.snowflake(),
        account=call.token.account,
        media_type=file.media_type,
        data=file.data,
        description=description,
        ready_at=call.now + timedelta(seconds=seconds),
        fails=fails,
    )
    network.state.attachments[made.id] = made
    return answer(202 if seconds else 200, entities.attachment(network, made, now=call.now))


@HANDLERS("media_show")
def show(network: Mastodon, call: Call) -> Answer:
    """Return 200 when it is ready, 206 while it is processed, 422 when that failed."""
    file = _own(network, call)
    if file.ready_at > call.now:
        return answer(206, entities.attachment(network, file, now=call.now))
    if file.fails:
        return answer(422, {"error": "Error processing thumbnail for uploaded media"})
    return answer(200, entities.attachment(network, file, now=call.now))


@HANDLERS("media_edit")
def edit(network: Mastodon, call: Call) -> Answer:
    """Return the file with another description, as long as no status has it."""
    file = _own(network, call)
    if file.is_used:
        raise Refusal(network.unknown(call.request))
    _check_description(call.fields.get("description"))
    file.description = call.fields.get("description", file.description)
    return answer(200, entities.attachment(network, file, now=call.now))


@HANDLERS("media_file")
def download(network: Mastodon, call: Call) -> Answer:
    """Return the bytes of a file."""
    file = network.state.attachments.get(call.path["media"])
    if file is None:
        return network.unknown(call.request)
    return Answer(200, file.data, (("content-type", file.media_type),))


def _own(network: Mastodon, call: Call) -> Attachment:
    file = network.state.attachments.get(call.path["media"])
    if file is None or file.account != call.token.account:
        raise Refusal(network.unknown(call.request))
    return file


def _check_description(text: str | None) -> None:
    if len(text or "") > DESCRIPTION:
        raise invalid(f"Description is too long (maximum is {DESCRIPTION} characters)")

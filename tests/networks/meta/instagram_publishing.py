"""Containers and publishing: D content-publishing, ig-user/media, media_publish, ig-container."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from tests.networks.exchange import Answer, answer
from tests.networks.faults import Kind
from tests.networks.meta.graph import is_yes, quota_is_over
from tests.networks.meta.instagram_state import Container
from tests.networks.meta.pictures import instagram_refusal
from tests.networks.network import Call, Handlers, Refusal

if TYPE_CHECKING:
    from tests.networks.meta.instagram import Instagram

HANDLERS: Final = Handlers()
_CAPTION: Final = 2200  # C
_HASHTAGS: Final = 30  # K
_MENTIONS: Final = 20  # K
_DAY: Final = timedelta(hours=24)
_KINDS: Final = frozenset({"IMAGE", "VIDEO", "REELS", "STORIES", "CAROUSEL"})


@HANDLERS("container_create")
def create(network: Instagram, call: Call) -> Answer:
    """Return the id of a container; Meta fetches its picture from a public address."""
    said = call.fields
    kind = said.get("media_type", "IMAGE")
    _check_kind(network, said, kind)
    _check_caption(network, said.get("caption", ""))
    if kind == "CAROUSEL":
        _check_children(network, call, said.get("children", []))
    elif "image_url" in said:
        data = network.fetch(said["image_url"])
        refusal = instagram_refusal(network, data, story=kind == "STORIES")
        if refusal is not None:
            raise Refusal(refusal)
    made = Container(
        id=network.new_id(),
        user=call.token.account,
        kind=kind,
        fields=said,
        born=call.now,
        ready_at=call.now + timedelta(seconds=network.seconds_of_processing),
        fails=call.fails(Kind.MEDIA),
    )
    network.state.containers[made.id] = made
    return answer(200, {"id": made.id})


@HANDLERS("container_show")
def show(network: Instagram, call: Call) -> Answer:
    """Return how a container stands; ``status`` holds the subcode of an error."""
    found = network.state.containers[call.path["container"]]
    code = _status_seen(network, call, found)
    words = {
        "ERROR": "Error: Media upload has failed with error code 2207053",
        "EXPIRED": "Expired: The container was not published within 24 hours",
        "FINISHED": "Finished: Media has been uploaded and it is ready to be published.",
        "IN_PROGRESS": "In Progress: Media is still being processed.",
        "PUBLISHED": "Published: Media has been successfully published.",
    }[code]
    entity = {"id": found.id, "status_code": code, "status": words}
    return answer(200, network.selected(call, entity, ("id",)))


@HANDLERS("publish")
def publish(network: Instagram, call: Call) -> Answer:
    """Return the id of the new medium."""
    found = network.state.containers.get(call.fields["creation_id"])
    if found is None or found.user != call.token.account:
        raise Refusal(network.error(24, "The media was not found", sub=2207006))
    _check_ready(network, call, found)
    if quota_is_over(call) or _used(network, call) >= network.quota:
        words = "The maximum number of posts that can be published has been reached"
        raise Refusal(network.error(9, words, sub=2207042))
    id_ = network.new_id()
    found.media = id_
    content = found.fields | {"kind": found.kind, "container": found.id}
    network.ledger.create(id_, found.user, content, now=call.now)
    if found.kind == "STORIES":  # a story ends after a day
        network.clock.at(
            call.now + _DAY,
            lambda: network.ledger.delete(id_, now=network.clock.now(), by_network=True),
        )
    return answer(200, {"id": id_})


@HANDLERS("quota")
def quota(network: Instagram, call: Call) -> Answer:
    """Return how many posts of the last 24 hours count, and of how many."""
    config = {"quota_total": network.quota, "quota_duration": 86400}
    used = {"id": call.token.account, "config": config, "quota_usage": _used(network, call)}
    shown = network.selected(call, used, ("quota_usage",))
    shown.pop("id")
    return answer(200, {"data": [shown]})


def _status_seen(network: Instagram, call: Call, found: Container) -> str:
    """Return the status as it stood at the moment that is shown."""
    entry = network.ledger.entries.get(found.media or "")
    if entry is not None and entry.born > call.seen_at:
        return "FINISHED"
    return found.status(call.seen_at)


def _check_kind(network: Instagram, said: dict[str, Any], kind: str) -> None:
    if kind not in _KINDS:
        raise Refusal(network.error(100, "Only photo or video can be accepted as media type"))
    if is_yes(said.get("is_carousel_item")) and "caption" in said:
        raise Refusal(network.error(100, "An item of a carousel has no caption", sub=2207037))
    if kind == "CAROUSEL":
        return
    if "image_url" not in said and "video_url" not in said:
        raise Refusal(network.error(100, "The parameter image_url is required", sub=2207035))


def _check_caption(network: Instagram, caption: str) -> None:
    if len(caption) > _CAPTION:
        raise Refusal(network.error(36004, "The caption is too long", sub=2207010))
    if len(re.findall(r"#\w+", caption)) > _HASHTAGS:
        raise Refusal(network.error(100, "Too many hashtags", sub=2207040))
    if len(re.findall(r"@\w+", caption)) > _MENTIONS:
        raise Refusal(network.error(100, "Too many mentions", sub=2207040))


def _check_children(network: Instagram, call: Call, children: list[str]) -> None:
    if not 2 <= len(children) <= 10:  # C postiz
        raise Refusal(network.error(100, "A carousel has 2 to 10 items", sub=2207028))
    for one in children:
        found = network.state.containers.get(one)
        if found is None or not is_yes(found.fields.get("is_carousel_item")):
            raise Refusal(network.error(100, f"{one} is no item of a carousel", sub=2207028))
        _check_ready(network, call, found)


def _check_ready(network: Instagram, call: Call, found: Container) -> None:
    """Refuse a container that cannot be published (numbers C postiz)."""
    status = found.status(call.now)
    if status == "IN_PROGRESS":
        words = "The media is not ready for publishing, please wait for a moment"
        raise Refusal(network.error(9007, words, sub=2207027))
    if status in {"EXPIRED", "ERROR"}:
        raise Refusal(network.error(-2, "The container has expired or failed", sub=2207008))
    if status == "PUBLISHED" and not network.publishes_twice:
        raise Refusal(network.error(-2, "The container was published", sub=2207006))


def _used(network: Instagram, call: Call) -> int:
    """Return how many posts count: a carousel is one, what was taken away counts too."""
    return sum(
        call.now - entry.born < _DAY for entry in network.ledger.ever(call.token.account)
    )

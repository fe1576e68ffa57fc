"""What a server is and takes: asked for once when an account is connected, kept in its facts.

Source: entities/Instance.md, entities/V1_Instance.md (L); nodeinfo (K); what others answer (M).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from aboveboard.channels.mastodon.calls import body
from aboveboard.channels.port import Busy, MediaLimits, NotSent, Reason, Refused
from aboveboard.core.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aboveboard.channels.sender import Sender
    from aboveboard.core.limits import Limits

_WRITTEN: Final = re.compile(
    r"(?:(?P<scheme>https?)://)?(?:@?[\w.-]+@)?(?P<host>[\w.-]+|\[[\da-f:]+\])(?P<port>:\d+)?(?:/.*)?\Z",
    re.IGNORECASE,
)
_NUMBERS: Final = {
    "max_characters": ("statuses", "max_characters"),
    "characters_reserved_per_url": ("statuses", "characters_reserved_per_url"),
    "max_media_attachments": ("statuses", "max_media_attachments"),
    "image_size_limit": ("media_attachments", "image_size_limit"),
    "image_matrix_limit": ("media_attachments", "image_matrix_limit"),
    "description_limit": ("media_attachments", "description_limit"),
}
_PICTURES: Final = ("image/jpeg", "image/png", "image/webp", "image/gif")
_USUAL: Final = LIMITS["mastodon"]
_USUAL_PICTURES: Final = 4  # entities/Instance.md (L), as what follows
_USUAL_SIZE: Final = 16_777_216
_USUAL_PIXELS: Final = 33_177_600
_NODEINFO: Final = "http://nodeinfo.diaspora.software/ns/schema/"


def address_of(written: str) -> str:
    """Return the address of the server in what somebody wrote: a name, an address or a handle.

    Raises:
        Refused: it names no server.
    """
    found = _WRITTEN.match(written.strip())
    if found is None or not ("." in found["host"] or found["scheme"]):
        raise Refused(Reason.GONE)
    scheme = (found["scheme"] or "https").lower()
    return f"{scheme}://{found['host'].lower()}{found['port'] or ''}"


def host_of(server: str) -> str:
    """Return the name of a server, as it stands in handles."""
    return urlsplit(server).netloc


def facts_of(server: str, sender: Sender) -> dict[str, str]:
    """Return the software of a server, its version and what it takes.

    Raises:
        Refused: ``Reason.GONE``: it speaks nothing like Mastodon.
        ChannelError: it cannot be asked now.
    """
    for version in ("v2", "v1"):
        told = _told(server, f"/api/{version}/instance", sender)
        if "version" in told:
            return _facts(told) | _software(server, sender, str(told["version"]))
    raise Refused(Reason.GONE)


def has_pkce(server: str, sender: Sender) -> bool:
    """Return whether the server checks a code against its verifier: Mastodon since 4.3 (L)."""
    told = _told(server, "/.well-known/oauth-authorization-server", sender)
    methods = told.get("code_challenge_methods_supported")
    return isinstance(methods, list) and "S256" in methods


def keeps_keys(facts: Mapping[str, str]) -> bool:
    """Return whether a post with a known key is not made again; nobody else was seen to (M)."""
    return facts.get("software") == "mastodon"


def limits_of(facts: Mapping[str, str]) -> Limits:
    """Return what a text may measure on the server of these facts."""
    return replace(
        _USUAL,
        characters=_number(facts, "max_characters", _USUAL.characters),
        address=_number(facts, "characters_reserved_per_url", _USUAL.address or 0),
        description=_number(facts, "description_limit", _USUAL.description or 0),
    )


def media_limits_of(facts: Mapping[str, str]) -> MediaLimits:
    """Return what pictures may measure on the server of these facts."""
    told = facts.get("mime_types", "").split()
    return MediaLimits(
        pictures=_number(facts, "max_media_attachments", _USUAL_PICTURES),
        types=tuple(one for one in _PICTURES if not told or one in told),
        bytes=_number(facts, "image_size_limit", _USUAL_SIZE),
        pixels=_number(facts, "image_matrix_limit", _USUAL_PIXELS),
    )


def _number(facts: Mapping[str, str], name: str, usual: int) -> int:
    text = facts.get(name, "")
    return int(text) if text.isdecimal() and int(text) > 0 else usual


def _told(server: str, path: str, sender: Sender) -> dict[str, Any]:
    """Return what the server says there, an empty map where it has nothing to say.

    Raises:
        Busy: it cannot be asked now.
        NotSent: likewise.
    """
    try:
        return body(sender.send("GET", f"{server}{path}").accepted())
    except Refused as refused:
        if refused.reason in {Reason.ADDRESS, Reason.ENCRYPTION}:
            raise
        return {}
    except Busy as busy:
        if busy.reason is not Reason.UNREADABLE:
            raise
        return {}


def _facts(told: Mapping[str, Any]) -> dict[str, str]:
    configuration = told.get("configuration")
    places = configuration if isinstance(configuration, dict) else {}
    facts = {}
    for name, (place, field) in _NUMBERS.items():
        group = places.get(place)
        value = group.get(field) if isinstance(group, dict) else None
        if isinstance(value, int):
            facts[name] = str(value)
    media = places.get("media_attachments")
    types = media.get("supported_mime_types") if isinstance(media, dict) else None
    if isinstance(types, list):
        facts["mime_types"] = " ".join(str(one) for one in types)
    # Pleroma and its kin told it so before there was a configuration (K).
    if isinstance(old := told.get("max_toot_chars"), int):
        facts.setdefault("max_characters", str(old))
    return facts


def _software(server: str, sender: Sender, version: str) -> dict[str, str]:
    """Return what nodeinfo calls the software; nothing is lost where it does not answer."""
    try:
        links = _told(server, "/.well-known/nodeinfo", sender).get("links")
        for one in links if isinstance(links, list) else ():
            address = str(one.get("href", "")) if isinstance(one, dict) else ""
            is_ours = address.startswith(f"{server}/")
            if is_ours and str(one.get("rel", "")).startswith(_NODEINFO):
                told = _told(server, address.removeprefix(server), sender).get("software")
                if isinstance(told, dict) and isinstance(told.get("name"), str):
                    return {"software": told["name"].lower(), "version": version}
    except (Busy, NotSent):
        pass
    return {"version": version}

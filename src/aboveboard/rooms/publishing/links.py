"""From the address of a post to the network's own name for it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urlsplit

_LINKEDIN: Final = re.compile(r"(activity|ugcPost|share)(?::|-)(\d{15,20})")
_BLUESKY: Final = re.compile(r"^/profile/([^/]+)/post/([2-7a-z]{13})/?$")
_MASTODON: Final = re.compile(r"/(\d{5,25}|[0-9A-Z]{26})/?$")
_INSTAGRAM: Final = re.compile(r"^/(?:[\w.]+/)?(?:p|reel)/([\w-]{5,20})")
_FACEBOOK: Final = re.compile(r"(?:/posts/|story_fbid=|/permalink/|/videos/)([\w]{5,80})")


def remote_id_of(network: str, link: str) -> str | None:
    """Return the network's name for the post at ``link``; None when it leads to no post of it.

    Empty where the address says which post it is but not by the name the network's API takes
    (Instagram, Facebook).
    """
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme != "https" or not host:
        return None
    whole = unquote(parts.path + (f"?{parts.query}" if parts.query else ""))
    if network == "linkedin":
        found = _LINKEDIN.search(whole) if host == "linkedin.com" else None
        return f"urn:li:{found[1]}:{found[2]}" if found else None
    if network == "bluesky":
        found = _BLUESKY.match(whole) if host == "bsky.app" else None
        return f"at://{found[1]}/app.bsky.feed.post/{found[2]}" if found else None
    if network == "mastodon":
        found = _MASTODON.search(parts.path)
        return found[1] if found else None
    host_of, pattern = {
        "instagram": ("instagram.com", _INSTAGRAM),
        "facebook": ("facebook.com", _FACEBOOK),
    }[network]
    return "" if host == host_of and pattern.search(whole) else None

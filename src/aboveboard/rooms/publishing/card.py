"""What a page says of itself, for the card under a text that links to it."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, override
from urllib.parse import urljoin, urlsplit

from aboveboard.core.errors import Invalid

if TYPE_CHECKING:
    from aboveboard.channels.sender import Sender

_SIZE: Final = 1024 * 1024
_PICTURE_SIZE: Final = 10 * 1024 * 1024
_TOTAL_SECONDS: Final = 8.0
_LONGEST_TITLE, _LONGEST_DESCRIPTION, _LONGEST_ADDRESS = 400, 600, 2000
_CHARSET: Final = re.compile(rb"charset=[\"']?([\w-]{2,30})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageCard:
    """The title and description that a page gives itself; empty where it gives none.

    ``picture`` is the address of the picture it wants shown.
    """

    title: str
    description: str
    picture: str = ""


def checked_address(link: str) -> str:
    """Return the address of a page.

    Raises:
        Invalid: it is none; rule ``bad_address``.
    """
    link = link.strip()
    try:
        parts = urlsplit(link)
        is_page = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_page = False
    if not is_page or len(link) > _LONGEST_ADDRESS or re.search(r"[\s\x00-\x1f]", link):
        raise Invalid(field="link", rule="bad_address")
    return link


def card_of(link: str, sender: Sender) -> PageCard:
    """Return what the page at ``link`` says of itself. Blocks for a few seconds at most.

    Raises:
        Invalid: that is no address.
        ChannelError: it could not be fetched; addresses that lead inside are refused by the door.
    """
    from aboveboard.channels.http.door import Bounds  # noqa: PLC0415  (brings the HTTP client)

    answer = sender.send(
        "GET",
        checked_address(link),
        headers={"accept": "text/html", "range": f"bytes=0-{_SIZE - 1}"},
        bounds=Bounds(connect=4.0, read=5.0, total=_TOTAL_SECONDS, size=2 * _SIZE),
    ).accepted()
    if "html" not in answer.headers.get("content-type", "html"):
        return PageCard("", "")
    told = told_in(answer.body[:_SIZE], answer.headers.get("content-type", ""))
    return replace(told, picture=_whole(told.picture, answer.url))


def picture_at(address: str, sender: Sender) -> bytes:
    """Return what lies at the address of a card's picture; nobody has looked into it yet.

    Raises:
        Invalid: that is no address.
        ChannelError: it could not be fetched, or is larger than any network takes.
    """
    from aboveboard.channels.http.door import Bounds  # noqa: PLC0415  (brings the HTTP client)

    answer = sender.send(
        "GET",
        checked_address(address),
        headers={"accept": "image/*"},
        bounds=Bounds(connect=4.0, read=5.0, total=_TOTAL_SECONDS, size=_PICTURE_SIZE),
    )
    return answer.accepted().body


def told_in(body: bytes, content_type: str = "") -> PageCard:
    """Return the title and description in a page."""
    named = _CHARSET.search(content_type.encode()) or _CHARSET.search(body[:2048])
    try:
        text = body.decode(named[1].decode("ascii") if named else "utf-8", "replace")
    except (LookupError, UnicodeError):
        text = body.decode("utf-8", "replace")
    reader = _Head()
    with suppress(AssertionError):  # the parser gives up at "<![x[": what came before it counts
        reader.feed(text)
    facts = reader.facts
    title = facts.get("og:title") or facts.get("twitter:title") or reader.title
    description = facts.get("og:description") or facts.get("description") or ""
    return PageCard(
        _short(title, _LONGEST_TITLE),
        _short(description, _LONGEST_DESCRIPTION),
        facts.get("og:image") or facts.get("twitter:image") or "",
    )


def _whole(address: str, page: str) -> str:
    """Return the address of a picture as a page names it, or nothing where it names none."""
    if not address.strip():
        return ""
    try:
        return checked_address(urljoin(page, address.strip()))
    except (Invalid, ValueError):
        return ""


def _short(words: str, longest: int) -> str:
    words = " ".join(words.replace("\x00", "").split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


class _Head(HTMLParser):
    """Keeps the title and the facts of a page's head."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.facts: dict[str, str] = {}
        self._is_title = False

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self._is_title = not self.title
        elif tag == "meta":
            cells = dict(attrs)
            name = (cells.get("property") or cells.get("name") or "").lower()
            if name and name not in self.facts:
                self.facts[name] = cells.get("content") or ""

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._is_title = False

    @override
    def handle_data(self, data: str) -> None:
        if self._is_title:
            self.title += data

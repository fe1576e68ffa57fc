"""Articles of a LinkedIn export: one HTML page each."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from aboveboard.archives.html_text import text_of_html
from aboveboard.archives.linkedin_words import NETWORK, digest_of_row, moment_of
from aboveboard.archives.values import ArchivedPost, Skipped

if TYPE_CHECKING:
    from aboveboard.archives.bundle import Bundle

ARTICLE_NAME: Final = re.compile(r"[^/]+\.html?", re.IGNORECASE)
_ARTICLE_BYTES: Final = 512 * 1024
_PULSE: Final = re.compile(
    r"https?://(?:[a-z0-9-]+\.)?linkedin\.com/pulse/([^/?#\s\"']{1,300})", re.IGNORECASE
)
_WRITTEN: Final = tuple(
    re.compile(word + r" on[:\s]+(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?", re.IGNORECASE)
    for word in ("published", "created")
)
_NOTES: Final = re.compile(r"^(?:Created|Published) on[^\n]{0,60}\n*", re.MULTILINE)
_IN_NAME: Final = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[ T_](?P<clock>\d{2}[:_-]\d{2}[:_-]\d{2})"
)


def read_article(bundle: Bundle, name: str) -> ArchivedPost | Skipped:
    """Return the article in the page ``name``: its title, an empty line, its words.

    The time is the one the page says it was published on, else created on, else the one its
    file name starts with. Raises UnreadableArchive when the page cannot be read at all.
    """
    with bundle.open(name) as stream:
        data = stream.read(_ARTICLE_BYTES + 1)
    if len(data) > _ARTICLE_BYTES:
        return Skipped(where=name, reason="too_large", raw=_shown(data))
    try:
        html = data.decode("utf-8-sig").replace("\0", "\ufffd")
    except UnicodeDecodeError:
        return Skipped(where=name, reason="bad_encoding", raw=_shown(data))
    return _article_of(name, html)


def _article_of(name: str, html: str) -> ArchivedPost | Skipped:
    address = _PULSE.search(html)
    page = _Title()
    page.feed(html)
    page.close()
    title, body = " ".join(page.title.split()), text_of_html(html).text
    if address is None and not title:
        return Skipped(where=name, reason="no_id", raw=html[:2000])
    if not body:
        return Skipped(where=name, reason="no_text", raw=html[:2000])
    moment = moment_of(_written(name, body))
    if moment is None:
        return Skipped(where=name, reason="no_date", raw=html[:2000])
    body = _NOTES.sub("", body).strip()
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}"
    return ArchivedPost(
        network=NETWORK,
        remote_id=address[1] if address else digest_of_row("article", title),
        where=name,
        written_at=moment,
        text=text,
        url=address[0] if address else "",
        visibility="public" if address else "",
    )


def _written(name: str, body: str) -> str:
    for pattern in _WRITTEN:
        found = pattern.search(body)
        if found:
            return f"{found[1]} {found[2]}{found[3] or ':00'}"
    in_name = _IN_NAME.match(name.rpartition("/")[2])
    if in_name is None:
        return ""
    return f"{in_name['day']} {re.sub('[_-]', ':', in_name['clock'])}"


def _shown(data: bytes) -> str:
    return data[:2000].decode("utf-8", "replace").replace("\0", "\ufffd")


class _Title(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self._is_inside = False

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Begin the title; only the first counts."""
        self._is_inside = tag == "title" and not self.title

    def handle_endtag(self, _tag: str) -> None:
        """End the title."""
        self._is_inside = False

    def handle_data(self, data: str) -> None:
        """Take the words of the title."""
        if self._is_inside:
            self.title += data[:500]

"""Plain text out of the HTML of a post, as a reader of the network sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from aboveboard.archives.json_values import web_address_of

_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_BLOCKS: Final = frozenset(
    {"p", "div", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_UNSEEN: Final = frozenset({"script", "style", "head", "title", "template"})
_VOID: Final = frozenset({"br", "img", "hr", "input", "link", "meta", "wbr", "source", "area"})


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The text of a piece of HTML, and the addresses its own links lead to, in order."""

    text: str
    links: tuple[str, ...]


def text_of_html(html: str) -> HtmlText:
    """Return the text of ``html``.

    Paragraphs are parted by an empty line, ``<br>`` by a line break, elements of a list begin
    with ``- `` or their number. An address which the network shows shortened stands in full, as
    its author wrote it. Links to people and to hashtags are not among the links.
    """
    parser = _TextParser()
    parser.feed(html)
    parser.close()
    return HtmlText(parser.text(), tuple(dict.fromkeys(parser.links)))


@dataclass(slots=True)
class _Lists:
    """The lists we are inside, innermost last: the next number, or 0 for bullets."""

    numbers: list[int] = field(default_factory=list)

    def mark(self) -> str:
        if not self.numbers or not self.numbers[-1]:
            return "- "
        self.numbers[-1] += 1
        return f"{self.numbers[-1] - 1}. "


class _TextParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self._pieces: list[str] = []
        self._breaks = 0
        self._unseen: list[str] = []
        self._pre = 0
        self._lists = _Lists()

    def text(self) -> str:
        """Return the text read so far."""
        lines = "".join(self._pieces).split("\n")
        return "\n".join(line.rstrip() for line in lines).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a paragraph or a stretch nobody sees."""
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        if self._unseen or tag in _UNSEEN or "quote-inline" in classes:
            if tag not in _VOID:
                self._unseen.append(tag)
        elif tag == "br":
            self._breaks += 1
        elif tag == "img":
            self._write(given.get("alt") or "")
        elif tag == "li":
            self._breaks = max(self._breaks, 1)
            self._write(self._lists.mark())
        elif tag == "a":
            self._note_link(given, classes)
        elif tag in _BLOCKS:
            self._begin_block(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a line, a paragraph or a stretch nobody sees."""
        if self._unseen:
            if tag in self._unseen:
                while self._unseen.pop() != tag:
                    pass
        elif tag in _BLOCKS:
            self._breaks = max(self._breaks, 2)
            if tag == "pre":
                self._pre = max(0, self._pre - 1)
            if tag in ("ul", "ol") and self._lists.numbers:
                self._lists.numbers.pop()

    def handle_data(self, data: str) -> None:
        """Take the words between tags."""
        if self._unseen:
            return
        if self._pre:
            self._write(data)
            return
        data = _BLANKS.sub(" ", data)
        if self._breaks or not self._pieces or self._pieces[-1].endswith((" ", "\n")):
            data = data.removeprefix(" ")
        self._write(data)

    def _begin_block(self, tag: str) -> None:
        is_first_in_list_element = bool(self._pieces) and self._pieces[-1] == "- "
        if not is_first_in_list_element:
            self._breaks = max(self._breaks, 2)
        if tag == "pre":
            self._pre += 1
        if tag in ("ul", "ol"):
            self._breaks = max(self._breaks, 1)
            self._lists.numbers.append(1 if tag == "ol" else 0)

    def _note_link(self, given: dict[str, str | None], classes: list[str]) -> None:
        address = given.get("href") or ""
        if {"mention", "hashtag"} & set(classes) or "tag" in (given.get("rel") or "").split():
            return
        if web_address_of(address):
            self.links.append(web_address_of(address))

    def _write(self, data: str) -> None:
        if not data:
            return
        if self._breaks and self._pieces:
            self._pieces.append("\n" * min(self._breaks, 3))
        self._breaks = 0
        self._pieces.append(data)

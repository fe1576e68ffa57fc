"""The words in a post's HTML, for comparing and for showing.

A server shows its own HTML: paragraphs, breaks, links with parts hidden from sight, mentions without
their server (L spec/activitypub.md). Elements are known only by their names.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from html import unescape
from typing import Final

from aboveboard.channels.matching import plain

_FAR: Final = re.compile(r"(?<![\w/@])(@\w[\w.-]*)@[\w.-]*\w")
_FIRST: Final = re.compile(r"(?:@\S+\s+)+")
_BLOCKS: Final = frozenset({"p", "div", "ul", "ol", "li", "blockquote", "pre"})
_TAG: Final = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*+)"""
    r"""(?>(?>[^<>"']+|"[^"]*"|'[^']*')*+>|[^<>]*+>)|<[!?][^<>]*+>"""
)
"""A tag, or what readers do not see. Read by ourselves: ``html.parser`` raises at ``<![x[``, and
before Python 3.13.6 takes minutes over many ``<br`` (CVE-2025-6069)."""


def text_of(html: str) -> str:
    """Return the words of a post as readers see them, links in full."""
    parts, place = [], 0
    for tag in _TAG.finditer(html):
        parts.append(unescape(html[place : tag.start()]))
        place = tag.end()
        if not tag["end"]:
            parts.append(_breaks((tag["name"] or "").lower()))
    parts.append(unescape(html[place:]))
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip()


def _breaks(name: str) -> str:
    if name == "br":
        return "\n"
    return "\n\n" if name in _BLOCKS else ""


_ALIKE: Final = 0.66
_COMPARED: Final = 400
_SHORTENED: Final = re.compile(r"https?://\S+|@[\w.-]+(?:@[\w.-]+)?")


def comparable(text: str) -> str:
    """Return words so that those sent and those shown are the same: mentions without server."""
    return plain(_FAR.sub(r"\1", text))


def is_alike(shown: str, sent: str) -> bool:
    """Return whether what a server shows may be what was sent, made up by rules of its own.

    Compared are letters and digits, without addresses and mentions: two thirds of them in order.
    """
    one, other = _bare(shown), _bare(sent)
    return other in one or SequenceMatcher(None, one, other, autojunk=False).ratio() > _ALIKE


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, _SHORTENED.sub("", text))).casefold()[:_COMPARED]


def without_addressee(text: str) -> str:
    """Return an answer's words without the mentions in front."""
    return _FIRST.sub("", text, count=1) if _FIRST.match(text) else text

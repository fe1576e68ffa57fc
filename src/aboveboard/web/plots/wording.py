"""Words inside a drawing: made safe to draw, measured, and cut to the room there is."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NARROW = frozenset("iljtfrI.,:;'|()[]!-/ ")
_BROAD = frozenset("mwMW@%—…")
_CUT = "…"


def plain(text: str) -> str:
    """Return ``text`` on one line, without the characters XML forbids, and not marked as safe.

    Source: Extensible Markup Language 1.0, fifth edition, production 2 (Char).
    """
    return " ".join(_NOT_XML.sub("", text).split())


def width_of(text: str, size: float = 12) -> float:
    """Return about how wide ``text`` is at ``size``, in units of the drawing.

    An estimate on the wide side for Inter; signs of East Asia and pictures count as a full em.
    """
    return size * sum(_ems(letter) for letter in text)


def cut(text: str, room: float, size: float = 12) -> str:
    """Return ``text``, or its beginning and "…" where it is wider than ``room``."""
    if width_of(text, size) <= room:
        return text
    left = room - width_of(_CUT, size)
    kept = 0
    for letter in text:
        left -= size * _ems(letter)
        if left < 0:
            break
        kept += 1
    # A joiner or an accent without the letter after or before it draws as a box.
    while 0 < kept < len(text) and (not _ems(text[kept]) or not _ems(text[kept - 1])):
        kept -= 1
    return text[:kept].rstrip() + _CUT


@lru_cache(4096)
def _ems(letter: str) -> float:
    category = unicodedata.category(letter)
    if category in {"Mn", "Me", "Cf"}:
        return 0
    if category == "So" or unicodedata.east_asian_width(letter) in "WF":
        return 1.3 if category == "So" else 1.0
    if letter in _NARROW:
        return 0.33
    if letter in _BROAD:
        return 0.92
    return 0.72 if letter.isupper() else 0.65 if letter.isdigit() else 0.6

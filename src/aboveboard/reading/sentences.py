"""Where the sentences of a post are, in Dutch, English and French alike."""

from __future__ import annotations

import re
from importlib.resources import files

from aboveboard.core.text import Span

_ABBREVIATIONS = frozenset(
    (files("aboveboard.reading") / "lexicons" / "abbreviations.txt").read_text("utf-8").split()
)
_LINE = re.compile(r"[^\r\n]+")
_PICTURE = (
    "[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\U0001f1e6-\U0001f1ff\u200d\ufe0f"
    "\U0001f3fb-\U0001f3ff]"
)
_CLOSERS = r"[\"'”’»)\]]*"
_AFTER_BREAK = r"(?=\s|$)(?:\s+»)?\s*"
_BREAK = re.compile(rf"(?:[.!?…]+{_CLOSERS}(?:\s*{_PICTURE}+)*|{_PICTURE}+){_AFTER_BREAK}")
_PLAIN_BREAK = re.compile(rf"[.!?…]+{_CLOSERS}{_AFTER_BREAK}")
"""What ``_BREAK`` finds in a text without picture signs, several times as fast."""
_MAY_HAVE_PICTURE = re.compile("[^\0-\u200c\u2010-\u20cf]")
"""Two plain stretches are looked up far faster than the set of picture signs itself."""
_LAST_WORD = re.compile(r"[\w.°-]+$")
_HAS_WORD = re.compile(r"[^\W_]")
_BULLET = re.compile(r"\s*(?:[-–—•*▪►→✓✔✅❌·>]+|\d{1,2}[.)]|[a-z]\))\s+")
_WRAPPED = 64
"""A line at least this long that ends without a stop may go on in the next one (characters)."""


def sentences(text: str) -> list[Span]:
    """Return the sentences of ``text`` in order, without the blanks and bullets around them.

    A sentence ends at ``.``, ``!``, ``?``, ``…``, after a picture sign that closes a thought,
    and at the end of a line. Abbreviations, initials, decimals and list numbers do not end one.
    A stretch without any letter or digit (a row of emoji) belongs to the sentence before it on
    the same line, or to none.
    """
    return [Span(start, end) for start, end in sentence_bounds(text)]


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of ``text`` starts and ends, as :func:`sentences` cuts them."""
    found: list[tuple[int, int]] = []
    breaks = _BREAK if _MAY_HAVE_PICTURE.search(text) else _PLAIN_BREAK
    for start, end in _lines(text):
        _read_line(text, start, end, found, breaks)
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    """Return the lines, a hard-wrapped line joined to the one it continues in."""
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        if lines:
            before_start, before_end = lines[-1]
            if _goes_on(text, before_start, before_end, start):
                lines[-1] = (before_start, end)
                continue
        lines.append((start, end))
    return lines


def _goes_on(text: str, start: int, end: int, following: int) -> bool:
    if following - end > 2 or end - start < _WRAPPED or not text[following].islower():
        return False
    if text.count("\n", end, following) != 1:
        return False
    last = text[end - 1]
    return last.isalnum() or last == ","


def _read_line(
    text: str, start: int, end: int, found: list[tuple[int, int]], breaks: re.Pattern[str]
) -> None:
    bullet = _BULLET.match(text, start, end)
    at = bullet.end() if bullet else start
    first = len(found)
    for match in breaks.finditer(text, at, end):
        sign, stop = match.span()
        if stop < end and not _ends_here(text, at, sign, stop):
            continue
        _add(text, at, stop, found, first)
        at = stop
    if at < end:
        _add(text, at, end, found, first)


def _ends_here(text: str, start: int, sign: int, stop: int) -> bool:
    """Return whether the sign at ``sign`` ends a sentence, given what stands around it."""
    following = text[stop]
    if text[sign] != "." or text.startswith("..", sign):
        return not following.islower()
    if following.islower():
        return False
    last = _last_word(text, max(start, sign - 16), sign)
    if last in _ABBREVIATIONS:
        return last in {"etc", "enz"}
    return not (len(last) == 1 and last.isalpha())


def _last_word(text: str, start: int, end: int) -> str:
    """Return the last word of the stretch in lower case; empty when a sign ends it."""
    pieces = text[start:end].rsplit(None, 1)
    if pieces and pieces[-1].isalpha() and text[end - 1] == pieces[-1][-1]:
        return pieces[-1].lower()
    word = _LAST_WORD.search(text, start, end)
    return word.group().lower().lstrip(".-") if word else ""


def _add(text: str, start: int, end: int, found: list[tuple[int, int]], first: int) -> None:
    """Add the stretch without outer blanks, or lengthen the sentence before when it is wordless."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if text[start].isalnum() or _HAS_WORD.search(text, start, end):
        found.append((start, end))
    elif len(found) > first:
        found[-1] = (found[-1][0], end)

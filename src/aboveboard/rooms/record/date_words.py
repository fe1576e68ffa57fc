"""Where in a line its date stands, and whether the line reads well without it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.record.date_forms import FORMS, Form, When

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(frozen=True, slots=True)
class Found:
    """Date words at ``text[start:end]``.

    ``may_go`` says whether the sentence reads well without them, ``stop`` is the full stop or other
    closing sign that stood behind them.
    """

    when: When
    start: int
    end: int
    may_go: bool
    stop: str = ""


# A date after one of these is a limit or a comparison, not the day it happened.
_ELSEWHERE: Final = re.compile(
    r"(?:\b(?:from|until|till|by|before|after|since|starting|than|like|as|to|versus|vs|for|not|"
    r"vanaf|tot|tegen|voor|vóór|na|sinds|dan|als|zoals|tegenover|niet|"
    r"dès|avant|après|depuis|que|comme|au|à|jusqu['’](?:au|à)|pour|partir\s+(?:du|de)|pas)"
    r"(?:\s+(?:the|le))?|[-–/.\d])\s*$",
    re.IGNORECASE,
)
# "the letter of 3 March": the date belongs to the word before it and stays.
_BELONGS: Final = re.compile(
    r"\b(?:of|van|du|de|d['’]|the|a|an|in|on|at|het|een|op|le|la|les|un|une|en|and|et|or|ou|is|was|"
    r"were|waren|est|était)\s*$",
    re.IGNORECASE,
)
# Dutch turns verb and subject around after a date: "Gisteren verloren we". Without the date it asks.
_TURNED: Final = re.compile(
    r"(?:is|was|were|are|had|has|heb|hebben|heeft|hadden|werd|werden|waren|zijn|est|était|a|"
    r"and|or|en|of|et|ou|zei|kreeg|kregen|kwam|kwamen|ging|gingen|vroeg|belde|verloor|viel|stond|"
    r"moest|moesten|kon|konden|wilde|bleek|begon|stopte|haalde|haalden)\b"
    r"|[\w'’-]+\s+(?:we|wij|ik|ze|zij|hij|je|jij|er)\b",
    re.IGNORECASE,
)
_PARTED: Final = re.compile(r"\s*(?:[,:;]|[-–—](?=\s))\s*")
_GOES_ON: Final = re.compile(r"[\w/%€]|['’]s\b|[-.,:]\d|-\w")


def belongs_to_sentence(before: str) -> bool:
    """Return whether what follows ``before`` is a part of its sentence, and cannot be left out."""
    return _BELONGS.search(before) is not None


def leading(text: str, today: date) -> Found | None:
    """Return the date that ``text`` starts with, or None."""
    best: Found | None = None
    reach = 0
    for form in FORMS:
        match = form.pattern.match(text)
        if match is None or match.end() <= reach or _GOES_ON.match(text, match.end()):
            continue
        when = form.read(match, today)
        if when is None:
            continue
        reach = match.end()
        parted = _PARTED.match(text, reach)
        rest = text[parted.end() if parted else reach :].lstrip()
        may_go = not form.keeps_words and (parted is not None or not _TURNED.match(rest))
        best = Found(when, 0, len(text) - len(rest), may_go)
    return best


def trailing(text: str, today: date) -> Found | None:
    """Return the date that ``text`` ends with, before a closing sign, or None."""
    body = text.rstrip(" .!?…)")
    stop = text[len(body) :]
    best: Found | None = None
    for form, match, when in _occurrences(body, today):
        if match.end() != len(body) or (best is not None and match.start() >= best.start):
            continue
        before = text[: match.start()].rstrip()
        is_closed = ")" not in stop or before.endswith("(")
        may_go = is_closed and not form.keeps_words and not belongs_to_sentence(before)
        best = Found(when, match.start(), len(text), may_go, stop.strip(" )"))
    return best


def first_within(text: str, today: date) -> When | None:
    """Return the first sure date anywhere in ``text`` that is not in the future, or None."""
    found = [
        (match.start(), -match.end(), when)
        for form, match, when in _occurrences(text, today)
        if form.is_sure and when.last <= today
    ]
    return min(found, key=lambda one: one[:2])[2] if found else None


def _occurrences(text: str, today: date) -> Iterator[tuple[Form, re.Match[str], When]]:
    for form in FORMS:
        for match in form.pattern.finditer(text):
            if _GOES_ON.match(text, match.end()) or _ELSEWHERE.search(text, 0, match.start()):
                continue
            when = form.read(match, today)
            if when is not None:
                yield form, match, when

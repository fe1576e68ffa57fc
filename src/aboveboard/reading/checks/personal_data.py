"""Personal data: addresses and numbers by which a person, a company or an account is reached."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlsplit

import numpy as np
from ahocorasick_rs import AhoCorasick

from aboveboard.reading.arrays import nonzero
from aboveboard.reading.characters import DIGIT
from aboveboard.reading.checks.personal_data_numbers import digits_in, lettered_in
from aboveboard.reading.finding import Confidence, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aboveboard.reading.checks.personal_data_numbers import Hits
    from aboveboard.reading.draft import Known
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.pages import Pages

_LOCAL: Final = re.compile(r"[\w.%+'-]{1,64}$")
_DOMAIN: Final = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}")
_LINK: Final = re.compile(r"https?://[^\s<>\"]{4,2000}", re.IGNORECASE)
_SECRET: Final = re.compile(
    r"(?:^|[_-])(?:token|key|apikey|secret|password|passwd|pwd|sig|signature|auth|session|sid|jwt|code)$",
    re.IGNORECASE,
)
_FEWEST: Final = 7
"""Digits of the shortest number that is looked for."""
_APART: Final = 8
"""Most characters between two digits of one number: a bank's letters, and blanks."""
_AROUND: Final = 12
"""Characters before and behind its digits that a number may have."""
_REACH: Final = 120
"""Characters around the name of a street in which its address stands."""
_STREETS: Final = (
    "straat ", "laan ", "weg ", "plein ", "dreef ", "kaai ", "kade ", "singel ", "gracht ", "dijk ",
    "markt ", "lei ", " rue ", " avenue ", " boulevard ", " place ", " chemin ", " allee ", " allée ",
    " impasse ", " quai ", " route ", " chaussée ", " chaussee ", " street ", " road ", " lane ",
    " drive ", " square ", " court ", " crescent ",
)  # fmt: skip
_NUMBER: Final = re.compile(r"\d")
_NAME: Final = r"[A-ZÀ-Þ][\w'’-]{2,30}"
_OF: Final = r"(?:(?:de la|des|du|de|d['’]|la|le|les|l['’]) ?)?"
_ADDRESS: Final = re.compile(
    rf"\b(?:{_NAME} ){{0,3}}[A-ZÀ-Þ][\w'’-]{{0,30}}"
    r"(?:straat|laan|weg|plein|steenweg|dreef|kaai|kade|singel|gracht|dijk|markt|lei)"
    r" \d{1,4}(?: ?(?:bus|[a-z])\b ?\d{0,3})?"
    r"|\b\d{1,4}(?: (?:bis|ter))?,? (?:rue|avenue|boulevard|place|chemin|allée|impasse|quai|route|chaussée)"
    rf" {_OF}{_NAME}"
    rf"|\b(?:rue|avenue|chaussée|boulevard) {_OF}(?:{_NAME}[ -]?){{1,4}},? \d{{1,4}}\b"
    rf"|\b\d{{1,5}} (?:{_NAME} ){{1,3}}(?:Street|Road|Avenue|Lane|Drive|Square|Court|Crescent)\b"
)  # fmt: skip


def find_personal_data(pages: Pages, known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield a finding for each address or number by which somebody is reached or known."""
    taken = bytearray(len(pages.text))
    for rule, weight, start, end in _found(pages):
        if any(taken[start:end]):
            continue
        taken[start:end] = b"\1" * (end - start)
        written = pages.text[start:end]
        yield pages.remark(
            rule,
            weight,
            (start, end),
            reason=rule.replace(".", "_"),
            advice="leave_out",
            confidence=Confidence.MEDIUM if rule in _UNSURE else Confidence.HIGH,
            evidence={"masked": masked(written)},
        )


_UNSURE: Final = frozenset({"personal_data.address", "personal_data.dutch_company"})


def masked(written: str) -> str:
    """Return ``written`` with a dot for every letter and digit but the last two."""
    shown = sum(sign.isalnum() for sign in written) - 2
    signs: list[str] = []
    for sign in written:
        hides = sign.isalnum() and shown > 0
        shown -= sign.isalnum()
        signs.append("•" if hides else sign)
    return "".join(signs)


def _found(pages: Pages) -> Hits:
    """Give what was found, the surest first; what overlaps a former one is not meant."""
    text = pages.text
    yield from _emails(text)
    triggers = _triggers().find_matches_as_indexes(pages.fold)
    yield from _links(text, [start for which, start, _ in triggers if which == 0])
    windows = list(_digit_windows(pages))
    for first, last in windows:
        yield from lettered_in(text, first, last)
    for first, last in windows:
        yield from digits_in(text, first, last)
    yield from _addresses(text, [start for which, start, _ in triggers if which])


@cache
def _triggers() -> AhoCorasick:
    """Return what finds where a link may begin (number 0) and where a street is named."""
    return AhoCorasick([" http", *_STREETS])


def _digit_windows(pages: Pages) -> Iterator[tuple[int, int]]:
    """Yield stretches with as many digits near each other as the shortest number has."""
    digits = nonzero(pages.scan.joined.flags & DIGIT != 0)
    if not digits.size:
        return
    is_apart = np.ones(digits.size, np.bool_)
    np.greater(digits[1:] - digits[:-1], _APART, out=is_apart[1:])
    opens = nonzero(is_apart).tolist()
    for first, last in zip(opens, [*opens[1:], digits.size], strict=True):
        if last - first >= _FEWEST:
            yield max(0, int(digits[first]) - _AROUND), int(digits[last - 1]) + _AROUND


def _emails(text: str) -> Hits:
    at = text.find("@")
    while at >= 0:
        local = _LOCAL.search(text[max(0, at - 64) : at])
        domain = _DOMAIN.match(text, at + 1, at + 256)
        if local and domain:
            start = at - len(local[0].lstrip(".'-%+"))
            if start < at:
                yield "personal_data.email", Weight.CONSIDER, start, domain.end()
        at = text.find("@", at + 1)


def _links(text: str, places: Sequence[int]) -> Hits:
    for place in places:
        link = _LINK.match(text, place + 1)
        if link and _holds_secret(link[0]):
            yield "personal_data.link_token", Weight.STOP, *link.span()


def _holds_secret(link: str) -> bool:
    try:
        parts = urlsplit(link)
        facts = parse_qsl(parts.query) + parse_qsl(parts.fragment)
    except ValueError:
        return False
    named = any(_SECRET.search(name) and len(value) >= 8 for name, value in facts)
    return named or bool(parts.password)


def _addresses(text: str, places: Sequence[int]) -> Hits:
    """Look for an address around each street's name; none reaches further than a line."""
    done = 0
    for place in places:
        before = max(
            text.rfind("\n", 0, place), text.rfind(" ", 0, max(0, place - _REACH)), done - 1
        )
        # Every address has a number; most streets that are named have none near.
        if _NUMBER.search(text, before + 1, place + _REACH) is None:
            continue
        for match in _ADDRESS.finditer(text, before + 1, place + _REACH):
            if match.end() > place:
                done = match.end()
                yield "personal_data.address", Weight.NOTE, *match.span()
                break

"""How long a text may be on each network, counted as that network counts.

Shared by the reading of drafts and by whatever sends them. Figures and their sources are those of
the networks' documentation as read in 2026; where a network publishes none, that is said.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

if TYPE_CHECKING:
    from collections.abc import Mapping


class Counting(StrEnum):
    """What a network counts: code points, or what a reader sees as one sign (graphemes)."""

    CODE_POINTS = "code_points"
    GRAPHEMES = "graphemes"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one network takes; None where it sets no limit, or none that is known.

    ``characters`` are counted as ``counting`` says, ``description`` is the longest description of
    a picture in code points. ``address`` is what every web address counts, whatever its length;
    ``is_escaped`` says that signs with a meaning of their own are sent with a backslash before.
    """

    characters: int
    counting: Counting = Counting.CODE_POINTS
    bytes: int | None = None
    hashtags: int | None = None
    mentions: int | None = None
    description: int | None = None
    address: int | None = None
    has_short_mentions: bool = False
    is_escaped: bool = False


LIMITS: Final[Mapping[str, Limits]] = MappingProxyType(
    {
        # The Posts API names no number; 3,000 is that of the composer and of ugcPosts.
        "linkedin": Limits(3000, description=4086, is_escaped=True),
        # Graph API, container parameters: caption, hashtags, mentions.
        "instagram": Limits(2200, hashtags=30, mentions=20),
        # Not documented for pages; the number the network gave in 2011 and still refuses at.
        "facebook": Limits(63_206),
        # GET /api/v2/instance of an unchanged server; each server may set its own.
        "mastodon": Limits(
            500, Counting.GRAPHEMES, description=1500, address=23, has_short_mentions=True
        ),
        # Lexicon app.bsky.feed.post: maxGraphemes 300, maxLength 3000 bytes.
        "bluesky": Limits(300, Counting.GRAPHEMES, bytes=3000),
    }
)
"""The limits of each network by its name."""

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}'’”»]", re.IGNORECASE)
_MENTION: Final = re.compile(
    r"(?<![\w/@])@\w(?:[\w.-]{0,200}\w)?(?:@(?:[\w-]{1,63}\.){1,8}\w{2,24})?"
)
_HASHTAG: Final = re.compile(r"(?<![\w&/])#\w*[^\W\d_]\w*")
_RESERVED: Final = re.compile(r"[\\|{}@\[\]()<>#*_~]")
_SIGN: Final = regex.compile(r"\X")
_PLAIN_END: Final = 0x300
"""Below it a code point is a sign of its own, but for the two of a line end."""


@dataclass(frozen=True, slots=True)
class Use:
    """How much of a network's limits a text uses.

    ``characters`` are as the network counts them, ``escaped`` with the backslashes that are sent
    too; ``past`` is the code point of the text at which the limit is passed, or None.
    """

    characters: int
    escaped: int
    bytes: int
    hashtags: int
    mentions: int
    past: int | None


def use_of(text: str, limits: Limits) -> Use:
    """Return how much of ``limits`` the text uses. Linear in the text's length."""
    stretches = _stretches(text, limits)
    used = sum(stretch.counts for stretch in stretches)
    hashtags = hashtags_of(text)
    return Use(
        used,
        used + (_escapes(text, hashtags) if limits.is_escaped else 0),
        len(text.encode("utf-8", "surrogatepass")),
        len(hashtags),
        len(_MENTION.findall(text)),
        _past(stretches, limits.characters),
    )


def addresses_of(text: str) -> list[tuple[int, int]]:
    """Return where web addresses stand, in code points, without the punctuation behind them."""
    return [match.span() for match in _ADDRESS.finditer(text)]


def hashtags_of(text: str) -> list[tuple[int, int]]:
    """Return where hashtags stand, in code points; what reads as one in an address is none."""
    found = [match.span() for match in _HASHTAG.finditer(text)]
    if not found or "://" not in text:
        return found
    addresses = addresses_of(text)
    starts = [start for start, _ in addresses]

    def is_inside(place: int) -> bool:
        before = bisect_right(starts, place) - 1
        return before >= 0 and place < addresses[before][1]

    return [(start, end) for start, end in found if not is_inside(start)]


def mentions_of(text: str) -> list[tuple[int, int]]:
    """Return where mentions stand, in code points; those of Mastodon with their server."""
    return [match.span() for match in _MENTION.finditer(text)]


def is_bare_hashtag(text: str, start: int) -> bool:
    """Return whether a hashtag may be sent without a backslash: a letter or digit comes first."""
    return text[start + 1].isalpha() or text[start + 1].isdecimal()


def _escapes(text: str, hashtags: list[tuple[int, int]]) -> int:
    bare = sum(is_bare_hashtag(text, start) for start, _ in hashtags)
    return len(_RESERVED.findall(text)) - bare


class _Stretch(NamedTuple):
    """A part of a text and how much it counts; one that is whole cannot be passed in its midst."""

    start: int
    counts: int
    is_whole: bool


def _past(stretches: list[_Stretch], limit: int) -> int | None:
    counted = 0
    for start, count, is_whole in stretches:
        if counted + count > limit:
            return start if is_whole else start + limit - counted
        counted += count
    return None


def _stretches(text: str, limits: Limits) -> list[_Stretch]:
    special: list[tuple[int, int, int]] = []
    if limits.address is not None:
        special += [(*match.span(), limits.address) for match in _ADDRESS.finditer(text)]
    if limits.has_short_mentions:
        special += [
            (*match.span(), len(match[0].rpartition("@")[0]))
            for match in _MENTION.finditer(text)
            if "@" in match[0][1:]
        ]
    stretches: list[_Stretch] = []
    place = 0
    for start, end, count in sorted(special):
        # An address may hold what reads as a mention: the first one counts.
        if start >= place:
            stretches += _signs(text, place, start, limits.counting)
            stretches.append(_Stretch(start, count, is_whole=True))
            place = end
    return stretches + _signs(text, place, len(text), limits.counting)


def _signs(text: str, start: int, end: int, counting: Counting) -> list[_Stretch]:
    """Return the signs of a part; one entry for all where each code point is one."""
    part = text[start:end]
    if not part:
        return []
    is_plain = counting is Counting.CODE_POINTS or (
        "\r" not in part and (part.isascii() or ord(max(part)) < _PLAIN_END)
    )
    if is_plain:
        return [_Stretch(start, end - start, is_whole=False)]
    return [_Stretch(start + sign.start(), 1, is_whole=True) for sign in _SIGN.finditer(part)]

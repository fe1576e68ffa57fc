"""A long text in several posts: split where a reader pauses, each part counted as its network counts.

Between paragraphs where that fills a post well enough, else between sentences, else between words,
and only a word longer than a post is cut. Never inside an address, a mention, a hashtag or a sign
that readers see as one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from aboveboard.channels.port import Mark, MarkKind, Reason, Refused
from aboveboard.core.limits import addresses_of, hashtags_of, mentions_of, use_of
from aboveboard.core.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aboveboard.core.limits import Limits

MOST: Final = 50
"""Posts in a thread; who has more to say writes a page."""
_WELL_FILLED: Final = 0.4
_SIGN: Final = regex.compile(r"\X")
_SPACE: Final = re.compile(r"\s+")
_ENDS_SENTENCE: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*\Z")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:\w|dhr|mevr|mw|dr|drs|ir|ing|mr|mrs|ms|prof|st|nr|no|blz|bv|ca|vs|jr|mme|mlle)|\.\w)\.\Z",
    re.IGNORECASE,
)


class _Gap(NamedTuple):
    """White space between two parts of a text, and how good a place it is to stop."""

    start: int
    end: int
    worth: int


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds what leads somewhere in a text; ``mention`` tells the target of one, or None."""

    mention: Callable[[str], str | None]

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Return the links, mentions and hashtags of a text in order, none over another."""
        found = [
            Mark(Span(*one), MarkKind.LINK, text[slice(*one)]) for one in addresses_of(text)
        ]
        for one in mentions_of(text):
            target = self.mention(text[slice(*one)])
            if target is not None:
                found.append(Mark(Span(*one), MarkKind.MENTION, target))
        for start, end in hashtags_of(text):
            found.append(Mark(Span(start, end), MarkKind.HASHTAG, text[start + 1 : end]))
        kept: list[Mark] = []
        # An address may hold what reads as a mention; the one that begins first counts.
        for mark in sorted(found, key=lambda mark: mark.span):
            if not kept or kept[-1].span.end <= mark.span.start:
                kept.append(mark)
        return tuple(kept)


def split(text: str, limits: Limits) -> tuple[str, ...]:
    """Return the parts of a text that each fit ``limits``; the whole text when it fits.

    Raises:
        Refused: an address or the like is longer than a post, or there are more than 50 parts.
    """
    rest = text.strip()
    parts: list[str] = []
    while (furthest := _furthest(rest, limits)) < len(rest):
        end, begin = _cut(rest, furthest, limits)
        parts.append(rest[:end])
        rest = rest[begin:]
        if len(parts) >= MOST:
            raise Refused(Reason.TOO_LONG)
    return (*parts, rest) if rest or not parts else tuple(parts)


def _fits(text: str, limits: Limits) -> bool:
    use = use_of(text, limits)
    return use.characters <= limits.characters and (
        limits.bytes is None or use.bytes <= limits.bytes
    )


def _cut(text: str, end: int, limits: Limits) -> tuple[int, int]:
    """Return where the first part of a text ends, at ``end`` at most, and the next begins."""
    whole = _whole(text, end)
    gaps = [gap for gap in _gaps(text, end) if not _is_inside(gap.start, whole)]
    for gap in sorted(gaps, key=lambda gap: (gap.worth, gap.start), reverse=True):
        well = gap.start >= _WELL_FILLED * end or gap.worth == 0
        if well and _fits(text[: gap.start], limits):
            return gap.start, gap.end
    for gap in reversed(gaps):
        if _fits(text[: gap.start], limits):
            return gap.start, gap.end
    return _cut_word(text, end, whole, limits)


def _cut_word(
    text: str, end: int, whole: list[tuple[int, int]], limits: Limits
) -> tuple[int, int]:
    """Return a place inside a word that is longer than a post, between two signs."""
    places = [sign.end() for sign in _SIGN.finditer(text[: end + 64]) if sign.end() <= end]
    for place in reversed(places):
        if not _is_inside(place, whole) and _fits(text[:place], limits):
            return place, place
    raise Refused(Reason.TOO_LONG)


def _furthest(text: str, limits: Limits) -> int:
    """Return the code point before which the first part has to end: its length when all fits."""
    # A long text is not measured whole for each of its parts.
    window = 12 * limits.characters + 4000
    use = use_of(text[:window], limits)
    if use.past is None and len(text) > window:
        use = use_of(text, limits)
    end = len(text) if use.past is None else use.past
    if limits.bytes is not None:
        encoded = text[:end].encode("utf-8", "surrogatepass")[: limits.bytes]
        end = min(end, len(encoded.decode("utf-8", "ignore")))
    return end


def _gaps(text: str, end: int) -> Iterable[_Gap]:
    for space in _SPACE.finditer(text, 0, min(len(text), end + 200)):
        if 0 < space.start() <= end:
            yield _Gap(space.start(), space.end(), _worth(text, space))


def _worth(text: str, space: re.Match[str]) -> int:
    """Return 3 between paragraphs, 2 between lines or sentences, 0 between words."""
    if space[0].count("\n") > 1:
        return 3
    if "\n" in space[0]:
        return 2
    before = text[max(0, space.start() - 12) : space.start()]
    after = text[space.end() : space.end() + 1]
    ends = _ENDS_SENTENCE.search(before) and not _ABBREVIATED.search(before)
    return 2 if ends and not after.islower() else 0


def _whole(text: str, end: int) -> list[tuple[int, int]]:
    """Return the stretches around ``end`` and before it that may not be cut."""
    # One that the limit passes ends far behind it at times: an address counts 23 at most.
    stop = next((at for at in range(end, len(text)) if text[at].isspace()), len(text))
    near = text[:stop]
    return sorted([*addresses_of(near), *mentions_of(near), *hashtags_of(near)])


def _is_inside(place: int, whole: list[tuple[int, int]]) -> bool:
    before = bisect_left(whole, (place, 0)) - 1
    return any(start < place < end for start, end in whole[max(0, before - 2) : before + 1])

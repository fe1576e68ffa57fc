"""Openings that withhold on purpose, so that readers open the post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aboveboard.reading.finding import Confidence, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.reading.draft import Known
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.pages import Pages

_HOOK: Final = "see_more.hook"
_SEEN: Final = 220
"""Characters that networks show of a long post before "see more", or a few more."""
_LINES: Final = 2
_SHORT: Final = 80
"""A line so short, with another short one below it, breaks a thought off."""
_BRIEF: Final = 140
"""Characters of a post that is nothing but such an opening."""
_CLIPPED: Final = 22
"""Characters of a sentence of two or three words."""
_ENOUGH: Final = 3
"""Hints and signs in such a post that together withhold."""
_PLAIN: Final = re.compile(r"\d{1,2}[:.h]\d\d|\d{3}|[€£%@#]|https?:")
"""Hours, amounts and links: such a post tells something."""
_FACT: Final = re.compile(r"\d|(?<=[a-zà-ÿ,;] )(?!I\b)[A-ZÀ-Þ]")
"""A figure or a name: an opening that gives some says what it is about."""


def find_see_more(pages: Pages, known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield a finding for each text whose opening keeps back what it is about."""
    found = _openings(pages, "hook")
    for text, places in _openings(pages, "hint").items():
        if text in found:
            continue
        if opening := _broken_off(pages, text):
            found[text] = [opening]
        elif len(places) + _signs(pages, text) >= _ENOUGH:
            found[text] = places
    kept, added = pages.manner.judged("see_more", found, opening=True)
    found = {text: found[text] for text in sorted(kept)}
    found |= {text: [pages.manner.span(passage)] for text, passage in added.items()}
    for places in found.values():
        yield pages.remark(
            _HOOK,
            Weight.NOTE,
            places[0],
            reason="see_more_hook",
            advice="say_it_first",
            confidence=Confidence.MEDIUM,
            beside=places[1:],
        )


def _signs(pages: Pages, text: int) -> int:
    """Return how many signs of withholding a whole post of few words bears; few if it is long."""
    scanned = pages.scan
    first, behind = scanned.texts.searchsorted([text, text + 1]).tolist()
    start, end = int(scanned.starts[first]), int(scanned.ends[behind - 1])
    if end - start > _BRIEF:
        return -_ENOUGH
    whole = pages.text[start:end]
    return (
        whole.endswith(("…", "...", "?", ":"))
        + ("\n" in whole)
        + any(
            size <= _CLIPPED for size in (scanned.ends - scanned.starts)[first:behind].tolist()
        )
        - bool(_PLAIN.search(whole))
    )


def _broken_off(pages: Pages, text: int) -> tuple[int, int] | None:
    """Return where the opening stands if it is short lines without a figure or a name."""
    first, last = pages.scan.texts.searchsorted([text, text + 1]).tolist()
    start, end = int(pages.scan.starts[first]), int(pages.scan.ends[last - 1])
    seen = pages.text[start : min(end, start + _SEEN)]
    lines = [line for line in seen.split("\n") if line.strip()][:3]
    is_short = len(lines) >= _LINES and all(len(line) <= _SHORT for line in lines)
    if not is_short or any(map(_FACT.search, lines)):
        return None
    return start, start + len(lines[0].rstrip())


def _openings(pages: Pages, name: str) -> dict[int, list[tuple[int, int]]]:
    """Return what stands in the opening of each text, without what lies in a longer phrase."""
    scanned = pages.scan
    placed = pages.phrases.of(f"see_more.{name}")
    texts = scanned.texts[placed.sentences]
    early = placed.starts < scanned.joined.starts[texts] + _SEEN if texts.size else texts > 0
    found: dict[int, list[tuple[int, int]]] = {}
    for text, start, end in zip(
        texts[early].tolist(),
        placed.starts[early].tolist(),
        placed.ends[early].tolist(),
        strict=True,
    ):
        places = found.setdefault(text, [])
        if not places or start >= places[-1][1]:
            places.append((start, end))
    return found

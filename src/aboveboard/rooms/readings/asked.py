"""What somebody asks to have read, out of the form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aboveboard.core.languages import READ, Language
from aboveboard.core.limits import LIMITS
from aboveboard.reading.draft import DraftText
from aboveboard.web.remarks import CHECKS

if TYPE_CHECKING:
    from django.http import QueryDict

MOST_BESIDE: Final = 40
"""Descriptions or links that are read; no network takes so many."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A draft as it stands in the form, with the choices beside it.

    ``alts`` and ``links`` are the fields as written, a line each; ``places`` says where each
    part begins in its field. ``first`` is the text to compare with, or None. ``off`` holds the
    checks that are not wanted; None when the form does not say.
    """

    draft: DraftText
    alts: str
    links: str
    places: dict[str, tuple[str, int]]
    first: DraftText | None
    off: frozenset[str] | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not any(
            part.strip() for part in (self.draft.text, *self.draft.alt_texts, *self.draft.links)
        )


def asked_of(form: QueryDict) -> Asked:
    """Return what the form asks; a browser sends line ends as two signs, a text has one.

    The deed ``compare`` makes the text as it stands the one to compare with, ``put_back`` takes
    that one again, ``forget`` ends comparing.
    """
    text, first, alts, links = (
        _plain(form.get(name, "")) for name in ("text", "first", "alts", "links")
    )
    deed = form.get("deed", "")
    first = {"compare": text, "forget": ""}.get(deed, first)
    text = first if deed == "put_back" and first else text
    places = {"text": ("text", 0)}
    chosen = form.get("language", "")
    draft = DraftText(
        text,
        Language(chosen) if chosen in READ else None,
        _lines(alts, "alt", "alts", places),
        _lines(links, "link", "links", places),
        tuple(name for name in LIMITS if name in form.getlist("network")),
    )
    return Asked(
        draft,
        alts,
        links,
        places,
        replace(draft, text=first) if first.strip() else None,
        frozenset(CHECKS) - frozenset(form.getlist("on")) if "checks" in form else None,
    )


def _plain(written: str) -> str:
    return written.replace("\r\n", "\n").replace("\r", "\n")


def _lines(
    written: str, part: str, field: str, places: dict[str, tuple[str, int]]
) -> tuple[str, ...]:
    """Return the lines with words, and note in ``places`` where each begins."""
    found: list[str] = []
    start = 0
    for line in written.split("\n"):
        if line.strip() and len(found) < MOST_BESIDE:
            found.append(line)
            places[f"{part} {len(found)}"] = (field, start)
        start += len(line) + 1
    return tuple(found)

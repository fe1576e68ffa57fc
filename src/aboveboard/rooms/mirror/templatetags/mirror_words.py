"""The words of the mirror, for its templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from aboveboard.rooms.mirror import wording
from aboveboard.rooms.mirror.drawings import days_words
from aboveboard.rooms.record.models import Openness

if TYPE_CHECKING:
    from aboveboard.rooms.mirror.figures import Told

register = template.Library()

register.filter("share_words", wording.share_words)
register.filter("gap_words", wording.gap_words)
register.filter("kind_name", wording.kind_name)
register.filter("counts_words", wording.counts_words)
register.filter("month_name", wording.month_name)
register.filter("days_words", days_words)


@register.filter
def of_words(told: Told) -> str:
    """Return "3 of 7", or a dash where there is nothing."""
    return wording.of(told.shown, told.n) if told.n else "–"


@register.filter
def kept_words(kinds: tuple[tuple[str, int], ...]) -> str:
    """Return "3 setbacks, 1 lesson" from pairs of kind and count."""
    return ", ".join(wording.count_words(kind, n) for kind, n in kinds)


@register.filter
def openness_name(choice: str) -> str:
    """Return the words of an openness choice, with a capital."""
    words = str(Openness(choice).label)
    return words[:1].upper() + words[1:]


@register.filter
def at(table: dict[str, object], key: str) -> object:
    """Return what ``table`` holds at ``key``."""
    return table[key]

"""The findings of a draft as they are shown beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from aboveboard.core.languages import Language
from aboveboard.reading.comparison import compare
from aboveboard.reading.dismissal import keyed, sort_out
from aboveboard.reading.finding import Confidence, Weight
from aboveboard.rooms.readings.known import known_for
from aboveboard.rooms.readings.salt import salt_of
from aboveboard.rooms.readings.unchanged import while_unchanged
from aboveboard.web.plots.tone import tone_line
from aboveboard.web.remarks import CHECKS, advice_of, name_of, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.utils.functional import _StrPromise

    from aboveboard.reading.arc import Arc
    from aboveboard.reading.dismissal import Keyed, Sorted
    from aboveboard.reading.finding import Finding
    from aboveboard.rooms.readings.asked import Asked

WEIGHTS: Final[Mapping[Weight, _StrPromise]] = {
    Weight.STOP: pgettext_lazy("weight of a finding", "Stop"),
    Weight.CONSIDER: pgettext_lazy("weight of a finding", "Consider"),
    Weight.NOTE: pgettext_lazy("weight of a finding", "Note"),
}
CONFIDENCE: Final[Mapping[Confidence, _StrPromise]] = {
    Confidence.HIGH: _("Seldom wrong"),
    Confidence.MEDIUM: _("Sometimes wrong"),
    Confidence.LOW: _("Often wrong"),
}
LANGUAGES: Final[Mapping[Language, _StrPromise]] = {
    Language.NL: _("Read as Dutch."),
    Language.EN: _("Read as English."),
    Language.FR: _("Read as French."),
    Language.OTHER: _(
        "Not Dutch, English or French, as far as the words tell. Only checks that need no"
        " language looked at it."
    ),
}
_ORDER: Final = tuple(Weight)
MOST_CARDS: Final = 200
"""Findings shown of one text, the heaviest first: a list nobody reads helps nobody."""
_QUOTED: Final = 90
"""Characters of a passage shown on its card."""


type Buttons = Callable[[Weight, str, str], str]
"""Returns markup for a finding's weight, key and rule's name."""


@dataclass(frozen=True, slots=True)
class Card:
    """One finding in words, ready for markup; many are made at every key, so nothing is left to do.

    ``start`` and ``end`` are code points of the form's field ``field``, ``reasons`` is the markup
    of the buttons to dismiss it by.
    """

    number: str
    rule: str
    name: str
    weight: Weight
    reason: str
    advice: str
    evidence: str
    confidence: str
    field: str
    start: str
    end: str
    beside: str
    key: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of one weight."""

    weight: Weight
    name: _StrPromise
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Away:
    """A finding that is not shown as one: its name, its words and its key."""

    name: str
    quote: str
    key: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change of the text did."""

    went: tuple[Away, ...]
    came: tuple[Away, ...]
    stayed: int
    is_same_text: bool


@dataclass(frozen=True, slots=True)
class Course:
    """The course of the tone: a drawing, and its thirds on a scale from -100 to +100."""

    drawing: str
    opening: str
    middle: str
    end: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything beside the text."""

    is_empty: bool
    groups: tuple[Group, ...]
    left_out: int
    dismissed: tuple[Away, ...]
    silenced: int
    changes: Changes | None
    course: Course | None
    language: Language
    is_language_chosen: bool
    characters: int

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards, in order."""
        return tuple(card for group in self.groups for card in group.cards)

    @property
    def language_words(self) -> str:
        """The language it was read as, in a sentence."""
        return str(LANGUAGES[self.language])

    @property
    def stops(self) -> int:
        """How many findings stop."""
        return sum(len(one.cards) for one in self.groups if one.weight is Weight.STOP)

    @property
    def summary(self) -> str:
        """The findings in one line: for the link to them, and for those who listen."""
        count = len(self.cards)
        if not count:
            return gettext("No findings")
        line = ngettext("%(n)d finding", "%(n)d findings", count) % {"n": count}
        parts = [_counted(one.weight, len(one.cards)) for one in self.groups]
        return gettext("%(findings)s: %(parts)s") % {
            "findings": line,
            "parts": ", ".join(parts),
        }


def no_buttons(weight: Weight, key: str, name: str) -> str:
    """Return nothing: for who only reads."""
    return ""


def panel_of(
    asked: Asked,
    workspace_id: int,
    silenced: frozenset[str],
    dismissed: frozenset[str],
    buttons: Buttons = no_buttons,
) -> tuple[Panel, dict[str, Keyed]]:
    """Return the panel of what was asked, and its findings by their keys.

    ``silenced`` are names of rules that are off, ``dismissed`` keys; ``buttons`` makes the markup
    to dismiss a finding by.
    """
    # numpy comes in with the first reading, not with the start of the product.
    from aboveboard.reading.read import read_many  # noqa: PLC0415

    drafts = [asked.draft, *([asked.first] if asked.first else [])]
    off = frozenset(silenced & CHECKS.keys()) if asked.off is None else asked.off
    known = while_unchanged(
        ("known", workspace_id, off, timezone.localdate()),
        lambda: known_for(workspace_id, off),
    )
    readings = read_many(drafts, known)
    salt = salt_of(workspace_id)
    found = [
        sort_out(keyed(draft, reading.findings, salt), dismissed, silenced)
        for draft, reading in zip(drafts, readings, strict=True)
    ]
    now = found[0]
    panel = Panel(
        is_empty=asked.is_empty,
        groups=_groups(now.shown, asked, buttons),
        left_out=max(0, len(now.shown) - MOST_CARDS),
        dismissed=tuple(map(_away, now.dismissed)),
        silenced=len(now.silenced),
        changes=_changes(asked, found),
        course=None if "tone" in off else _course(readings[0].arc),
        language=readings[0].language,
        is_language_chosen=asked.draft.language is not None,
        characters=len(asked.draft.text),
    )
    return panel, {one.key: one for one in (*now.shown, *now.dismissed, *now.silenced)}


def _groups(shown: Sequence[Keyed], asked: Asked, buttons: Buttons) -> tuple[Group, ...]:
    ranked = sorted(shown, key=lambda one: _ORDER.index(one.finding.weight))
    numbered = [
        _card(number, one, asked, buttons) for number, one in enumerate(ranked[:MOST_CARDS], 1)
    ]
    return tuple(
        Group(weight, WEIGHTS[weight], tuple(cards))
        for weight, cards in groupby(numbered, key=lambda card: card.weight)
    )


def _card(number: int, one: Keyed, asked: Asked, buttons: Buttons) -> Card:
    finding = one.finding
    field, offset = asked.places[finding.part]
    spans = [f"{offset + span.start}-{offset + span.end}" for span in finding.beside]
    name = name_of(finding.rule)
    return Card(
        number=str(number),
        rule=finding.rule,
        name=name,
        weight=finding.weight,
        reason=reason_of(finding),
        advice=advice_of(finding),
        evidence=_evidence(one),
        confidence=str(CONFIDENCE[finding.confidence]),
        field=field,
        start=str(offset + finding.span.start),
        end=str(offset + finding.span.end),
        beside=" ".join(spans),
        key=one.key,
        reasons=buttons(finding.weight, one.key, name),
    )


def _evidence(one: Keyed) -> str:
    """Return the words a finding is about, and where they stand when not in the text.

    What is personal is not repeated: its reason names it, masked.
    """
    where = _where(one.finding)
    if "masked" in one.finding.evidence:
        return where
    quoted = gettext("“%(words)s”") % {"words": _quote(one)}
    return f"{where}: {quoted}" if where else quoted


def _quote(one: Keyed) -> str:
    """Return the words a finding is about: short, and what is personal masked."""
    masked = one.finding.evidence.get("masked")
    return masked or Truncator(" ".join(one.passage.split())).chars(_QUOTED)


def _where(finding: Finding) -> str:
    sort, _sign, number = finding.part.partition(" ")
    if sort == "alt":
        return gettext("In description %(number)s") % {"number": number}
    if sort == "link":
        return gettext("In link %(number)s") % {"number": number}
    return ""


def _away(one: Keyed) -> Away:
    return Away(name_of(one.finding.rule), _quote(one), one.key)


def _changes(asked: Asked, found: Sequence[Sorted]) -> Changes | None:
    if asked.first is None:
        return None
    made = compare(found[1].shown, found[0].shown)
    return Changes(
        tuple(map(_away, made.went)),
        tuple(map(_away, made.came)),
        made.stayed,
        asked.first.text == asked.draft.text,
    )


def _course(arc: Arc) -> Course | None:
    """Return the course of a tone, or None when there is not enough to say."""
    if arc.opening is None or arc.middle is None or arc.end is None:
        return None
    thirds = [_signed(one) for one in (arc.opening, arc.middle, arc.end)]
    label = gettext("Tone from opening to end: %(opening)s, %(middle)s, %(end)s") % dict(
        zip(("opening", "middle", "end"), thirds, strict=True)
    )
    points = [(point.tone, point.low, point.high) for point in arc.points]
    return Course(tone_line(points, label), *thirds)


def _signed(tone: float) -> str:
    whole = round(100 * tone)
    return f"{whole:+d}".replace("-", "\N{MINUS SIGN}") if whole else "0"


def _counted(weight: Weight, count: int) -> str:
    words = {
        Weight.STOP: ngettext("%(n)d stop", "%(n)d stops", count),
        Weight.CONSIDER: ngettext("%(n)d to consider", "%(n)d to consider", count),
        Weight.NOTE: ngettext("%(n)d note", "%(n)d notes", count),
    }
    return words[weight] % {"n": count}

"""Precision and recall of findings on labelled texts, with intervals and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aboveboard.core.languages import READ
from aboveboard.measures.rate import share

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from aboveboard.evaluation.labelled_texts import LabelledText

WORST = 25
"""Mistakes of each sort that are shown a language."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled text and the rules that fired on it."""

    labelled: LabelledText
    found: frozenset[str]


def family_figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return the figures of a family of rules, per language and for all.

    For a family as a whole a text counts once: remarked on or not. Then each rule on its own, and
    the sorts of near misses by their note. Intervals are Wilson's, 95 %.
    """
    languages: dict[str, Any] = {}
    for language in READ:
        chosen = [one for one in judged if one.labelled.language is language]
        if chosen:
            languages[language.value] = {**_figures(chosen), "worst": _worst(chosen)}
    return {"languages": languages, "all": _figures(judged)}


def _figures(judged: Sequence[Judged]) -> dict[str, Any]:
    rules = sorted({rule for one in judged for rule in one.labelled.fires | one.found})
    notes = sorted({one.labelled.note for one in judged} - {""})
    return {
        "positives": sum(bool(one.labelled.fires) for one in judged),
        "near_misses": sum(not one.labelled.fires for one in judged),
        **_agreement([(bool(one.labelled.fires), bool(one.found)) for one in judged]),
        "rules": {
            rule: _agreement(
                [(rule in one.labelled.fires, rule in one.found) for one in judged]
            )
            for rule in rules
        },
        "notes": {note: _of_note(judged, note) for note in notes},
    }


def _agreement(pairs: Collection[tuple[bool, bool]]) -> dict[str, Any]:
    """Return precision, recall and the share of near misses remarked on, from (label, found)."""
    right = sum(label and found for label, found in pairs)
    labels = sum(label for label, _ in pairs)
    findings = sum(found for _, found in pairs)
    return {
        "precision": _rate(right, findings),
        "recall": _rate(right, labels),
        "false_alarms": _rate(findings - right, len(pairs) - labels),
    }


def _of_note(judged: Sequence[Judged], note: str) -> Any:
    chosen = [one for one in judged if one.labelled.note == note]
    return {
        "positives": _rate(
            sum(bool(one.found) for one in chosen if one.labelled.fires),
            sum(bool(one.labelled.fires) for one in chosen),
        ),
        "near_misses": _rate(
            sum(bool(one.found) for one in chosen if not one.labelled.fires),
            sum(not one.labelled.fires for one in chosen),
        ),
    }


def _rate(hits: int, n: int) -> Any:
    rate = share(hits, n)
    if rate is None:
        return None
    return {
        "value": round(rate.value, 4), "low": round(rate.low, 4), "high": round(rate.high, 4),
        "hits": hits, "n": n,
    }  # fmt: skip


def _worst(judged: Sequence[Judged]) -> Any:
    missed = [one for one in judged if one.labelled.fires - one.found]
    alarms = [one for one in judged if one.found - one.labelled.fires]
    return {
        name: [
            {
                "text": one.labelled.text,
                "labels": sorted(one.labelled.fires),
                "found": sorted(one.found),
            }
            for one in chosen[:WORST]
        ]
        for name, chosen in (("missed", missed), ("false_alarms", alarms))
    }

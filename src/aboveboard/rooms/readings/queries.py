"""What pages show of dismissals and rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from aboveboard.rooms.readings.models import Dismissal, Reason, RuleCount, SwitchedOff
from aboveboard.rooms.readings.switches import is_rule
from aboveboard.web.explained import check_name
from aboveboard.web.remarks import CHECKS, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(frozen=True, slots=True)
class DismissedRow:
    """A dismissal as it is shown and given out."""

    id: int
    rule: str
    name: str
    reason: str
    reason_words: str
    on: date
    key: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """How often a rule's findings were shown and dismissed here, and for what reasons."""

    rule: str
    name: str
    shown: int
    dismissed: int
    not_true: int
    is_on: bool


def dismissed_keys(workspace_id: int) -> frozenset[str]:
    """Return the keys of all findings dismissed in a workspace."""
    return frozenset(
        Dismissal.objects.filter(workspace=workspace_id).values_list("key", flat=True)
    )


def dismissed_rows(workspace_id: int, most: int | None = None) -> Iterator[DismissedRow]:
    """Yield the dismissals, newest first, at most so many."""
    rows = Dismissal.objects.filter(workspace=workspace_id).order_by("-on", "-pk")[:most]
    for row in rows:
        name = name_of(row.rule) if is_rule(row.rule) else row.rule
        yield DismissedRow(
            row.pk, row.rule, name, row.reason, row.get_reason_display(), row.on, row.key
        )


@dataclass(frozen=True, slots=True)
class OffRow:
    """A check or rule that is off: its name in words, and since when."""

    name: str
    words: str
    on: date


def switched_off_rows(workspace_id: int) -> list[OffRow]:
    """Return what is switched off, newest first."""
    rows = SwitchedOff.objects.filter(workspace=workspace_id).order_by("-on", "name")
    return [
        OffRow(
            row.name,
            name_of(row.name) if is_rule(row.name) else check_name(row.name),
            row.on,
        )
        for row in rows
    ]


def rule_rows(workspace_id: int, off: frozenset[str]) -> list[RuleRow]:
    """Return every rule there is, in the order of checks, with its counts."""
    shown = dict(RuleCount.objects.filter(workspace=workspace_id).values_list("rule", "shown"))
    counts: dict[str, dict[str, int]] = {}
    reasons = Dismissal.objects.filter(workspace=workspace_id).values_list("rule", "reason")
    for rule, reason, count in reasons.annotate(n=Count("pk")).order_by():
        counts.setdefault(rule, {})[reason] = count
    return [
        RuleRow(
            rule,
            str(name),
            # A finding dismissed before its showing was counted was shown all the same.
            max(shown.get(rule, 0), sum(counts.get(rule, {}).values())),
            sum(counts.get(rule, {}).values()),
            counts.get(rule, {}).get(Reason.NOT_TRUE, 0),
            rule not in off and check not in off,
        )
        for check, words in CHECKS.items()
        for rule, name in words.NAMES.items()
    ]

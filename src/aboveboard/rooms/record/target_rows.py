"""Targets as rows for pages, in words and as a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.formats import number_format
from django.utils.translation import gettext

from aboveboard.rooms.record.models import Target
from aboveboard.web.dates import date_format
from aboveboard.web.plots.targets import target_bar

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

_MONEY: Final = frozenset({"€", "$", "£", "¥", "EUR", "USD", "GBP", "CHF"})
"""Units that stand before their number."""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target; ``value`` and ``outcome`` in ``unit``."""

    id: int
    what: str
    value: Decimal
    unit: str
    direction: str
    due_on: date
    state: str
    outcome: Decimal | None
    settled_on: date | None
    note: str

    @property
    def value_words(self) -> str:
        """The promise, with its unit, as the reader's language writes numbers."""
        return in_unit(self.value, self.unit)

    @property
    def outcome_words(self) -> str:
        """What it came to, with its unit; empty while that is not known."""
        return in_unit(self.outcome, self.unit) if self.outcome is not None else ""

    @property
    def difference_words(self) -> str:
        """How far the outcome lies from the promise, without sign."""
        if self.outcome is None:
            return ""
        return in_unit(abs(self.outcome - self.value), self.unit)

    @property
    def bar(self) -> SafeString:
        """The drawing: a bar for the outcome, a tick for the promise."""
        facts = {
            "what": self.what,
            "target": self.value_words,
            "outcome": self.outcome_words or gettext("not known yet"),
        }
        label = gettext("%(what)s: target %(target)s, outcome %(outcome)s") % facts
        outcome = None if self.outcome is None else float(self.outcome)
        return target_bar(float(self.value), outcome, label)

    @property
    def state_words(self) -> str:
        """How it stands, and by how much."""
        if self.state == Target.State.OPEN:
            return gettext("due %(day)s") % {"day": date_format(self.due_on, "j F Y")}
        if self.state == Target.State.DROPPED:
            return gettext("dropped")
        if self.is_exact:
            return gettext("met exactly")
        by_how_much = {"difference": self.difference_words}
        if self.state == Target.State.MET:
            return gettext("met, with %(difference)s to spare") % by_how_much
        return gettext("missed by %(difference)s") % by_how_much

    @property
    def is_exact(self) -> bool:
        """Whether it came to exactly what was promised."""
        return self.outcome == self.value


def in_unit(number: Decimal, unit: str) -> str:
    """Return the number with its unit: a sign of money before it, a word after it."""
    written = number_format(plain(number))
    if not unit:
        return written
    return f"{unit} {written}" if unit in _MONEY else f"{written} {unit}"


def plain(number: Decimal) -> Decimal:
    """Return the number without zeros at its end."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def targets(workspace_id: int, *, limit: int = 200) -> list[TargetRow]:
    """Return the targets: open ones first by due day, then the others, latest due first. One query."""
    rows = _kept(workspace_id).annotate(
        is_settled=Case(
            When(state=Target.State.OPEN, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
    )
    found = [row_of(target) for target in rows.order_by("is_settled", "due_on", "pk")[:limit]]
    still_open = [row for row in found if row.state == Target.State.OPEN]
    settled = [row for row in found if row.state != Target.State.OPEN]
    return still_open + settled[::-1]


def targets_now(workspace_id: int, year: int, *, limit: int = 4) -> list[TargetRow]:
    """Return the targets that are open or were due in the year, soonest first. One query."""
    now = _kept(workspace_id).filter(Q(state=Target.State.OPEN) | Q(due_on__year=year))
    chosen = now.exclude(state=Target.State.DROPPED).order_by("due_on", "pk")
    return [row_of(target) for target in chosen[:limit]]


def row_of(target: Target) -> TargetRow:
    """Return one target as a row."""
    return TargetRow(
        id=target.pk,
        what=target.what,
        value=target.value,
        unit=target.unit,
        direction=target.direction,
        due_on=target.due_on,
        state=target.state,
        outcome=target.outcome,
        settled_on=target.settled_on,
        note=target.note,
    )


def _kept(workspace_id: int) -> QuerySet[Target]:
    return Target.objects.filter(workspace=workspace_id, deleted_at=None)

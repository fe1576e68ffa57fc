"""Count how often findings of each rule are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from aboveboard.rooms.readings.models import RuleCount
from aboveboard.rooms.readings.switches import is_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aboveboard.rooms.workspaces.models import Member

MOST = 1_000
"""Findings of a rule that one text can have shown; more is no honest count."""


@transaction.atomic
def count_shown(shown: Mapping[str, int], *, by: Member) -> None:
    """Add to the counts of rules; names that are no rule are passed over."""
    for rule, count in sorted(shown.items()):
        if not is_rule(rule) or not 0 < count <= MOST:
            continue
        RuleCount.objects.get_or_create(workspace_id=by.workspace_id, rule=rule)
        RuleCount.objects.filter(workspace=by.workspace_id, rule=rule).update(
            shown=F("shown") + count
        )

"""Pages of the readings."""

from __future__ import annotations

from aboveboard.rooms.readings.views.archive import archive, archive_progress
from aboveboard.rooms.readings.views.dismissals import (
    bring_dismissal_back,
    dismissals,
    dismissals_csv,
    dismissals_json,
)
from aboveboard.rooms.readings.views.rules import rule, rules, switch_rule
from aboveboard.rooms.readings.views.texts import (
    page,
    shown,
)

__all__ = [
    "archive",
    "archive_progress",
    "bring_dismissal_back",
    "dismissals",
    "dismissals_csv",
    "dismissals_json",
    "page",
    "rule",
    "rules",
    "shown",
    "switch_rule",
]

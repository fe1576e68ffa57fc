"""Dismissals as files: what can be counted, and no words of any text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aboveboard.rooms.readings.queries import DismissedRow, RuleRow

COLUMNS = ("rule", "reason", "day", "key")


def as_csv(rows: Iterable[DismissedRow]) -> str:
    """Return the dismissals as CSV (RFC 4180) with a header."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([row.rule, row.reason, row.on.isoformat(), row.key])
    return out.getvalue()


def as_json(rows: Iterable[DismissedRow], rules: Iterable[RuleRow]) -> dict[str, object]:
    """Return the dismissals, and the counts of each rule that was ever shown, ready for JSON."""
    return {
        "dismissals": [
            {"rule": row.rule, "reason": row.reason, "day": row.on.isoformat(), "key": row.key}
            for row in rows
        ],
        "rules": [
            {
                "rule": row.rule,
                "shown": row.shown,
                "dismissed": row.dismissed,
                "not_true": row.not_true,
            }
            for row in rules
            if row.shown
        ],
    }

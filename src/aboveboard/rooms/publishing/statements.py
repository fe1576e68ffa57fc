"""What the publisher asks the database many times a minute, in SQL that both databases take.

Putting these together from parts costs more than running them; so they are written out.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from aboveboard.rooms.publishing.budget import A_DAY, WINDOW

if TYPE_CHECKING:
    from datetime import datetime

_BUDGETS: Final = " ".join(f"WHEN '{name}' THEN {most}" for name, most in A_DAY.items())
_FREE: Final = (
    "(p.lease_until IS NULL OR p.lease_until < %(now)s)"
    " AND (l.holder_until IS NULL OR l.holder_until < %(now)s)"
)
_MAY_SEND: Final = (
    "(l.not_before IS NULL OR l.not_before <= %(now)s)"
    " AND (l.counted_from IS NULL OR l.counted_from <= %(window)s"
    f" OR l.sent < CASE a.network {_BUDGETS} ELSE 25 END)"
    " AND NOT EXISTS (SELECT 1 FROM publishing_pause x WHERE x.workspace_id = p.workspace_id)"
)
_WAITING: Final = "('scheduled', 'unclear', 'withdrawing', 'editing')"
_DUE: Final = (
    "SELECT p.id, p.lane_id, p.state, p.token FROM publishing_publication p"
    " JOIN publishing_lane l ON l.id = p.lane_id JOIN accounts_account a ON a.id = p.account_id"
    f" WHERE p.state IN {_WAITING} AND p.try_at <= %(now)s AND a.state = 'connected'"
    f" AND {_FREE} AND (p.state <> 'scheduled' OR ({_MAY_SEND}))"
    " ORDER BY p.try_at, p.id LIMIT %(limit)s"
)
_NEXT: Final = (
    "SELECT p.try_at FROM publishing_publication p"
    " JOIN publishing_lane l ON l.id = p.lane_id JOIN accounts_account a ON a.id = p.account_id"
    f" WHERE p.state IN {_WAITING} AND p.try_at > %(now)s AND a.state = 'connected'"
    " AND p.lease_until IS NULL ORDER BY p.try_at LIMIT 1"
)
_BROKEN_OFF: Final = (
    "SELECT id, state, token FROM publishing_publication"
    " WHERE lease_until < %(now)s AND state IN ('preparing', 'sending') LIMIT 500"
)
_LATE: Final = (
    "SELECT p.id, p.token FROM publishing_publication p WHERE p.state = 'scheduled'"
    " AND p.late_at < %(now)s AND p.lease_until IS NULL AND NOT EXISTS (SELECT 1 FROM"
    " publishing_part x WHERE x.publication_id = p.id AND x.published_at IS NOT NULL) LIMIT 500"
)
_UNUSABLE: Final = (
    "SELECT p.id FROM publishing_publication p JOIN accounts_account a ON a.id = p.account_id"
    " WHERE p.state = 'unclear' AND p.lease_until IS NULL AND a.state <> 'connected' LIMIT 500"
)
_USABLE: Final = (
    "SELECT p.id FROM publishing_publication p JOIN accounts_account a ON a.id = p.account_id"
    " WHERE p.state = 'asked' AND p.reason = 'account' AND a.state = 'connected' LIMIT 500"
)


def due(now: datetime, *, limit: int) -> list[tuple[int, int, str, int]]:
    """Return id, lane, state and token of what can be taken up now, soonest first.

    In a transaction on PostgreSQL the rows and their lanes are locked, and those that another
    worker has locked are passed over.
    """
    lock = " FOR UPDATE OF p, l SKIP LOCKED" if connection.vendor == "postgresql" else ""
    return _rows(_DUE + lock, now=now, window=now - WINDOW, limit=limit)


def next_due(now: datetime) -> datetime | None:
    """Return when something is to be taken up next after ``now``; None: nothing waits."""
    rows = _rows(_NEXT, now=now)
    if not rows:
        return None
    moment: datetime = rows[0][0]
    return (
        moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    )  # SQLite keeps no zone


def broken_off(now: datetime) -> list[tuple[int, str, int]]:
    """Return id, state and token of what was left by a process whose lease has ended."""
    return _rows(_BROKEN_OFF, now=now)


def late(now: datetime) -> list[tuple[int, int]]:
    """Return id and token of what waits too long already, and of which nothing is public."""
    return _rows(_LATE, now=now)


def without_account(now: datetime) -> list[int]:
    """Return what is unclear and cannot be looked for: its account is not connected."""
    return [row[0] for row in _rows(_UNUSABLE, now=now)]


def with_account_again(now: datetime) -> list[int]:
    """Return what was asked for want of an account, and can be looked for again."""
    return [row[0] for row in _rows(_USABLE, now=now)]


def _rows(statement: str, **cells: Any) -> list[Any]:
    values = {
        name: connection.ops.adapt_datetimefield_value(value) if name != "limit" else value
        for name, value in cells.items()
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[Any] = cursor.fetchall()
    return rows

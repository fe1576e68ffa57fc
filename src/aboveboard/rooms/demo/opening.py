"""The day the demo is opened; every day of the story counts back from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Opening:
    """Turns days ago into days. ``now`` is aware; days are those of UTC."""

    now: datetime

    def day(self, ago: int) -> date:
        """Return the day ``ago`` days before the opening; below zero is still to come."""
        return self.now.astimezone(UTC).date() - timedelta(days=ago)

    def day_or_none(self, ago: int | None) -> date | None:
        """Return the day, or None where the story names none."""
        return None if ago is None else self.day(ago)

    def moment(self, ago: int, at: str) -> datetime:
        """Return the time ``at`` (``HH:MM``, UTC) of that day."""
        return datetime.combine(self.day(ago), time.fromisoformat(at), UTC)

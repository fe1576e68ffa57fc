"""The one time by which several processes publish: that of their database."""

from __future__ import annotations

import time
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING, Final

from django.db import DatabaseError, connection
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

FRESH_SECONDS: Final = 60.0
"""How long a measured difference is trusted."""


class DatabaseClock:
    """Tells the database's time by this machine's clock and their measured difference.

    Leases are compared over machines, whose clocks differ. On SQLite there is one machine.
    """

    def __init__(
        self,
        *,
        own: Callable[[], datetime] = timezone.now,
        steady: Callable[[], float] = time.monotonic,
        ask: Callable[[], datetime] | None = None,
    ) -> None:
        self._own = own
        self._steady = steady
        self._ask = ask or _ask_database
        self._ahead = timedelta(0)
        self._measured_at: float | None = None
        self._lock = Lock()

    def __call__(self) -> datetime:
        """Return the present, aware and in UTC."""
        with self._lock:
            if self._is_stale() and not connection.in_atomic_block:
                self._measure()
        return self._own() + self._ahead

    def _is_stale(self) -> bool:
        return self._measured_at is None or self._steady() - self._measured_at >= FRESH_SECONDS

    def _measure(self) -> None:
        before = self._own()
        try:
            told = self._ask()
        except DatabaseError:
            return  # it is away: what was measured before holds on
        after = self._own()
        self._ahead = told - (before + (after - before) / 2)
        self._measured_at = self._steady()


def shared_now() -> Callable[[], datetime]:
    """Return what tells the time to everything that publishes in this process."""
    return DatabaseClock() if connection.vendor == "postgresql" else timezone.now


def _ask_database() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        told: datetime = cursor.fetchone()[0]
    return told

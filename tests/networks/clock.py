"""A clock that only tests move, or that runs from a moment they choose."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

START: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Clock:
    """The present of a stand-in. What is planned with :meth:`at` happens when it is passed."""

    def __init__(self, start: datetime = START, *, runs: bool = False) -> None:
        self._start = start
        self._born = time.monotonic() if runs else None
        self._ahead = timedelta()
        self._planned: list[tuple[datetime, int, Callable[[], None]]] = []
        self._number = itertools.count()
        self._lock = threading.RLock()

    def now(self) -> datetime:
        """Return the present, aware and in UTC."""
        passed = 0.0 if self._born is None else time.monotonic() - self._born
        with self._lock:
            return self._start + self._ahead + timedelta(seconds=passed)

    def at(self, moment: datetime, act: Callable[[], None]) -> None:
        """Plan ``act`` for ``moment``."""
        with self._lock:
            heapq.heappush(self._planned, (moment, next(self._number), act))

    def advance(self, seconds: float) -> datetime:
        """Return the present after ``seconds`` passed; what was planned within them has happened.

        Negative seconds jump back, as clocks of machines do.
        """
        end = self.now() + timedelta(seconds=seconds)
        while (next_ := self._take_due(end)) is not None:
            moment, act = next_
            self._jump(max(moment, self.now()))
            act()
        self._jump(end)
        return self.now()

    def catch_up(self) -> None:
        """Let everything happen that is due by now."""
        while (next_ := self._take_due(self.now())) is not None:
            next_[1]()

    def _jump(self, moment: datetime) -> None:
        with self._lock:
            self._ahead += moment - self.now()

    def _take_due(self, until: datetime) -> tuple[datetime, Callable[[], None]] | None:
        """Return the earliest plan that is due. It runs without the lock: it may ask the time."""
        with self._lock:
            if not self._planned or self._planned[0][0] > until:
                return None
            moment, _, act = heapq.heappop(self._planned)
            return moment, act

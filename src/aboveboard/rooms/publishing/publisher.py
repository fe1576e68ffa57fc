"""The loop that sends what is due, in threads of this process; any number of processes may run it."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from django.db import DatabaseError, close_old_connections, connections

from aboveboard.rooms.publishing.carry_out import carry_out
from aboveboard.rooms.publishing.claim import claim
from aboveboard.rooms.publishing.measure import EVERY as MEASURE_EVERY
from aboveboard.rooms.publishing.measure import measure
from aboveboard.rooms.publishing.resolve_again import resolve_again
from aboveboard.rooms.publishing.statements import next_due
from aboveboard.rooms.publishing.sweep import EVERY, sweep
from aboveboard.rooms.publishing.turns import opened
from aboveboard.rooms.publishing.wakening import WAKENING

if TYPE_CHECKING:
    from concurrent.futures import Future

    from aboveboard.rooms.publishing.held import Tools, Turn

_log = logging.getLogger(__name__)
SLOTS: Final = 8
"""Requests under way at once; each waits for its network most of the time."""
POLL_SECONDS: Final = 1.0
"""How long it takes at most to see what another process scheduled for now."""
_TOGETHER: Final = timedelta(milliseconds=100)
"""How long few free slots wait for others, so that what is due is claimed in batches."""
_STOP_SECONDS: Final = 20.0
_RESOLVE_EVERY: Final = timedelta(days=1)


class Publisher:
    """Takes up what is due, at its second. :meth:`stop` lets what is under way end."""

    def __init__(
        self, tools: Tools, *, slots: int = SLOTS, poll_seconds: float = POLL_SECONDS
    ) -> None:
        self._tools = tools
        self._slots = slots
        self._poll = poll_seconds
        self._stopping = Event()
        self._running: set[Future[None]] = set()
        self._swept_at: datetime | None = None
        self._claimed_at = datetime.min.replace(tzinfo=UTC)
        self._resolved_at: datetime | None = None
        self._measured_at: datetime | None = None
        self._measuring: Future[None] | None = None
        self._thread = Thread(target=self.run, name="publisher", daemon=True)

    def start(self) -> None:
        """Run in a thread of its own."""
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether what is due is still taken up."""
        return self._thread.is_alive()

    def stop(self, seconds: float = _STOP_SECONDS) -> bool:
        """Take up nothing more, wait for what is under way, and return whether it ended."""
        self._stopping.set()
        WAKENING.set()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def run(self) -> None:
        """Take up what is due until :meth:`stop`."""
        with (
            ThreadPoolExecutor(self._slots, "publishing") as pool,
            ThreadPoolExecutor(1, "figures") as aside,
        ):
            while not self._stopping.is_set():
                WAKENING.clear()
                try:
                    pause = self._round(pool)
                    self._measure(aside)
                except DatabaseError:
                    _log.exception("the database is away")
                    close_old_connections()
                    pause = self._poll
                except Exception:  # noqa: BLE001  (a loop that ends sends nothing more)
                    _log.exception("a round failed")
                    pause = self._poll
                if pause > 0:
                    WAKENING.wait(pause)
        connections.close_all()

    def _round(self, pool: ThreadPoolExecutor) -> float:
        """Hand out what is due; return how many seconds may pass until the next round."""
        now = self._tools.now()
        if self._swept_at is None or not timedelta(0) <= now - self._swept_at < EVERY:
            self._swept_at = now
            sweep(now)
        if self._resolved_at is None or now - self._resolved_at >= _RESOLVE_EVERY:
            self._resolved_at = now
            resolve_again(now)
        self._running = {one for one in self._running if not one.done()}
        free = self._slots - len(self._running)
        if free < self._slots // 4 and now - self._claimed_at < _TOGETHER:
            return _TOGETHER.total_seconds()
        self._claimed_at = now
        taken = claim(now, limit=free) if free > 0 else []
        for one in opened(taken, self._tools):
            future = pool.submit(self._carry_out, one)
            self._running.add(future)
            future.add_done_callback(lambda _: WAKENING.set())
        if taken or not free:
            return self._poll
        soonest = next_due(now)
        if soonest is None:
            return self._poll
        return min(self._poll, max(0.0, (soonest - self._tools.now()).total_seconds()))

    def _measure(self, aside: ThreadPoolExecutor) -> None:
        """Have figures asked for now and then, in a thread that publishing never waits for."""
        now = self._tools.now()
        if (
            self._measured_at is None
            or not timedelta(0) <= now - self._measured_at < MEASURE_EVERY
        ):
            self._measured_at = now
            if self._measuring is None or self._measuring.done():
                self._measuring = aside.submit(self._ask_figures)

    def _ask_figures(self) -> None:
        try:
            measure(self._tools)
        except Exception:  # noqa: BLE001  (figures can wait; the loop goes on)
            _log.exception("figures could not be asked for")
        finally:
            close_old_connections()

    def _carry_out(self, turn: Turn) -> None:
        try:
            carry_out(turn)
        except Exception:  # noqa: BLE001  (whatever it is, the loop goes on)
            # The row keeps its lease; the sweep makes of it what can be known.
            _log.exception("failed publication=%d", turn.claim.publication_id)
        finally:
            close_old_connections()

"""Deaths and disturbances at chosen points of the work."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aboveboard.channels.answer import Answer
    from aboveboard.channels.sender import Sender


class Killed(BaseException):
    """The process dies here: what is in memory is gone, an open transaction never was."""


@dataclass
class Interrupts:
    """What happens at which point. A point is before a statement, and before and after a request.

    A point is also before the time is read. Points are counted while :meth:`watched` runs;
    disturbances are tried at the first point from theirs on that lies in no transaction, for that
    is where others can act.

    ``sleeps`` are disturbances that last longer than any doubt. They are not tried between the last
    look at the lease and the first byte: what nobody's code can rule out (docs/publishing.md).
    """

    kills: set[int] = field(default_factory=set)
    locks: set[int] = field(default_factory=set)
    disturbances: dict[int, Callable[[], None]] = field(default_factory=dict)
    sleeps: dict[int, Callable[[], None]] = field(default_factory=dict)
    count: int = 0
    is_watching: bool = False

    def point(self, *, is_sending: bool = False) -> None:
        """Pass one point of the work."""
        if not self.is_watching:
            return
        self.count += 1
        if not connection.in_atomic_block:
            self._disturb(self.disturbances)
            if not is_sending:
                self._disturb(self.sleeps)
        if self.count in self.kills:
            raise Killed

    def _disturb(self, planned: dict[int, Callable[[], None]]) -> None:
        for place in sorted(planned):
            if place <= self.count:
                act = planned.pop(place)
                self.is_watching = False
                try:
                    act()
                finally:
                    self.is_watching = True
                return

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Count points within the block."""
        self.is_watching = True
        try:
            with connection.execute_wrapper(self._execute):
                yield
        finally:
            self.is_watching = False

    def _execute(
        self,
        execute: Any,
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001  (the way of Django)
        context: Any,
    ) -> Any:
        self.point()
        if self.is_watching and self.count in self.locks and not sql.startswith("SELECT"):
            self.locks.discard(self.count)
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)


class WatchedSender:
    """A sender with a point before and after each request."""

    def __init__(self, sender: Sender, interrupts: Interrupts) -> None:
        self._sender = sender
        self._interrupts = interrupts

    def send(self, method: str, url: str, **cells: Any) -> Answer:
        """Send, unless the process dies first; it may also die before it reads the answer."""
        self._interrupts.point(is_sending=True)
        try:
            return self._sender.send(method, url, **cells)
        finally:
            self._interrupts.point()

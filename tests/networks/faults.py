"""What may go wrong on the way, chosen by a test or drawn from a seed."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Kind(StrEnum):
    """A way to fail. "Commits" means: the request had its effect all the same."""

    BEFORE = "before"
    """The connection closes, nothing happened."""
    AFTER = "after"
    """It happened, and the connection closes without a word."""
    LATE = "late"
    """The connection closes, and it happens ``seconds`` later."""
    RESET = "reset"
    """The connection is reset; ``commits`` says whether it happened."""
    SLOW = "slow"
    """Only late, by ``delay``; ``commits`` says whether it happened, and is told."""
    CUT = "cut"
    """It happened, and half of the answer arrives."""
    BROKEN = "broken"
    """An answer with ``status`` 500, 502 or 503; ``commits`` says whether it happened."""
    BUSY = "busy"
    """429 with the headers of the network."""
    BARE_BUSY = "bare busy"
    """429 without any of them."""
    STALE = "stale"
    """A reading shows how things were ``seconds`` ago."""
    EXPIRED = "expired"
    """The token expires just before."""
    REVOKED = "revoked"
    """The token is revoked just before."""
    DUPLICATE = "duplicate"
    """Refused as a copy, rightly or not."""
    MEDIA = "media"
    """The picture or document is taken and fails later."""
    QUOTA = "quota"
    """No more posts today."""
    LATE_KEY = "late key"
    """It happened, and an idempotency key is known only ``seconds`` later."""
    VANISH = "vanish"
    """It happened, and the network removes it ``seconds`` later."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure of the calls whose name matches ``operation``, ``times`` times after ``skip``.

    Whatever it is, it shows only after ``delay`` real seconds.
    """

    kind: Kind
    operation: str = "*"
    times: int = 1
    skip: int = 0
    seconds: float = 30.0
    delay: float = 0.0
    status: int = 500
    commits: bool = False


class Faults:
    """The failures to come, in the order in which they were planned."""

    def __init__(self, *planned: Fault) -> None:
        self._planned = list(planned)
        self._lock = threading.Lock()

    def plan(self, *faults: Fault) -> None:
        """Add failures."""
        with self._lock:
            self._planned += faults

    def clear(self) -> None:
        """Let everything go well from now on."""
        with self._lock:
            self._planned.clear()

    def draw(self, operation: str) -> Fault | None:
        """Return the failure of this call, if it is to fail."""
        with self._lock:
            for place, fault in enumerate(self._planned):
                if not fnmatchcase(operation, fault.operation):
                    continue
                if fault.skip:
                    self._planned[place] = replace(fault, skip=fault.skip - 1)
                    continue
                if fault.times == 1:
                    del self._planned[place]
                else:
                    self._planned[place] = replace(fault, times=fault.times - 1)
                return fault
        return None


class SeededFaults(Faults):
    """Failures drawn from a seed: the same calls in the same order fail the same way."""

    def __init__(
        self, seed: int, *, rate: float, kinds: Sequence[Kind] = tuple(Kind), most: int = 5
    ) -> None:
        super().__init__()
        self._random = random.Random(seed)
        self._rate = rate
        self._kinds = list(kinds)
        self._left = most

    def draw(self, operation: str) -> Fault | None:
        """Return the planned failure, or one from the seed until there were ``most``."""
        if (planned := super().draw(operation)) is not None:
            return planned
        with self._lock:
            fails = self._random.random() < self._rate
            drawn = Fault(
                kind=self._random.choice(self._kinds),
                seconds=self._random.choice((1.0, 20.0, 90.0)),
                status=self._random.choice((500, 502, 503)),
                commits=self._random.random() < 0.5,
            )
            if not fails or self._left <= 0:
                return None
            self._left -= 1
            return drawn

"""Things that are costly to make and the same for the same key, kept in this process."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


class Kept[Thing]:
    """The things asked for latest, at most ``most``; safe to ask from many threads."""

    def __init__(self, most: int) -> None:
        """Begin with nothing."""
        self._most = most
        self._things: OrderedDict[Hashable, Thing] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """Return what is kept under ``key``, made first when it is not there."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
        # Outside the lock: two threads may make the same thing, none waits for another's.
        made = make()
        with self._lock:
            self._things[key] = made
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return made

"""Whether this process is about to stop, for jobs that take long."""

from __future__ import annotations

from threading import Event
from typing import Final

_STOPPING: Final = Event()


def is_stopping() -> bool:
    """Return whether a job should put its work down at the next good moment."""
    return _STOPPING.is_set()


def ask_to_stop() -> None:
    """Ask every job of this process to put its work down."""
    _STOPPING.set()


def go_on() -> None:
    """Take the request back: a worker starts."""
    _STOPPING.clear()

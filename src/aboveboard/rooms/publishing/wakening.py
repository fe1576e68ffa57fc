"""Tell the publisher of this process that something became due sooner than it knows."""

from __future__ import annotations

from threading import Event
from typing import Final

from django.db import transaction

WAKENING: Final = Event()


def wake() -> None:
    """Have the publisher look again, once what this transaction writes can be read."""
    transaction.on_commit(WAKENING.set)

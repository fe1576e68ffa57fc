"""What a name stands for, within a time: the system itself sets none."""

from __future__ import annotations

import queue
import socket
import threading
from ipaddress import ip_address
from typing import TYPE_CHECKING

from aboveboard.channels.port import NotSent, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aboveboard.channels.http.addresses import Address

    type Resolve = Callable[[str, int], Sequence[str]]


def system_addresses(host: str, port: int) -> Sequence[str]:
    """Return the addresses of a name as this system knows them, the preferred ones first."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def look_up(host: str, port: int, *, resolve: Resolve, seconds: float) -> list[Address]:
    """Return the addresses of a name, asked for once.

    Raises:
        NotSent: it has none, or they were not told in time.
    """
    told: queue.SimpleQueue[list[Address] | None] = queue.SimpleQueue()

    def ask() -> None:
        try:
            told.put([ip_address(one) for one in resolve(host, port)])
        except (OSError, ValueError):
            told.put(None)

    # Nothing can stop a look-up that hangs; it is left behind, and dies with the process.
    threading.Thread(target=ask, name="look-up", daemon=True).start()
    try:
        found = told.get(timeout=seconds)
    except queue.Empty:
        raise NotSent(Reason.NAME) from None
    if not found:
        raise NotSent(Reason.NAME)
    return found

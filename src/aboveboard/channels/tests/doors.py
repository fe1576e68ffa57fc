"""Doors for tests: what they may reach, how long they wait, and what they are told of names."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime
from ipaddress import ip_network

from aboveboard.channels.http.door import Bounds, Door
from aboveboard.channels.tests import loopback

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HERE = ip_network("127.0.0.1/32")
LONG = Bounds(size=100_000)
OPEN = b"HTTP/1.1 200 OK\r\n\r\n"
PACKED = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"


def door(
    *, own: bool = True, proxy: str = "", bounds: Bounds = LONG, addresses: str = "127.0.0.1"
) -> Door:
    return Door(
        now=lambda: NOW,
        own=[HERE] if own else [],
        proxy=proxy,
        bounds=bounds,
        resolve=lambda host, port: addresses.split(),
        trust=ssl.create_default_context(cafile=str(loopback.CERTIFICATE)),
    )


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port

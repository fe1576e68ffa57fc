"""A way to a server on which things go wrong, for one request at a time."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_ONCE: Final = struct.pack("ii", 1, 0)
_SECONDS: Final = 30
_OF_THE_WAY: Final = frozenset({"connection", "keep-alive", "transfer-encoding"})


class Trouble(StrEnum):
    """What happens to a request on its way."""

    BEFORE = "before"
    """It is not passed on, and the connection closes."""
    AFTER = "after"
    """It is passed on, and the connection closes without a word."""
    RESET = "reset"
    """It is passed on, and the connection is reset."""
    CUT = "cut"
    """It is passed on, and half of the answer comes back."""
    LATE = "late"
    """The connection closes, and it is passed on a second later."""
    SLOW = "slow"
    """It is passed on, and the answer comes back after two seconds."""
    BROKEN = "broken"
    """It is passed on, and 502 comes back."""


@dataclass(slots=True)
class Proxy:
    """The way, where it begins and what is to happen on it next."""

    server: str
    address: str = ""
    passed: list[str] = field(default_factory=list)
    late: list[threading.Thread] = field(default_factory=list)
    _planned: list[tuple[str, Trouble]] = field(default_factory=list)

    def plan(self, path: str, trouble: Trouble) -> None:
        """Let the next request whose path holds ``path`` meet this."""
        self._planned.append((path, trouble))

    def met_by(self, path: str) -> Trouble | None:
        """Return what the request of this path meets."""
        for place, (part, trouble) in enumerate(self._planned):
            if part in path:
                del self._planned[place]
                return trouble
        return None

    def pass_on(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """Return the answer of the server."""
        self.passed.append(path)
        way = http.client.HTTPConnection(urlsplit(self.server).netloc, timeout=_SECONDS)
        try:
            way.request(method, path, body or None, headers)
            came = way.getresponse()
            return came.status, came.getheaders(), came.read()
        finally:
            way.close()


@contextmanager
def fault_proxy(server: str) -> Iterator[Proxy]:
    """Give a way to ``server`` that a test can trouble."""
    proxy = Proxy(server)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _handle(self, proxy)

        def do_POST(self) -> None:
            _handle(self, proxy)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as here:
        proxy.address = f"http://127.0.0.1:{here.server_address[1]}"
        thread = threading.Thread(target=here.serve_forever, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            here.shutdown()
            thread.join()


def _handle(one: BaseHTTPRequestHandler, proxy: Proxy) -> None:
    trouble = proxy.met_by(one.path)
    body = one.rfile.read(int(one.headers.get("content-length", 0)))
    headers = {
        name: value for name, value in one.headers.items() if name.lower() != "connection"
    }
    if trouble is Trouble.BEFORE:
        one.close_connection = True
        return
    if trouble is Trouble.LATE:
        proxy.late.append(_later(proxy, one.command, one.path, headers, body))
        one.close_connection = True
        return
    status, told, content = proxy.pass_on(one.command, one.path, headers, body)
    if trouble is Trouble.SLOW:
        time.sleep(2)
    if trouble is Trouble.RESET:
        one.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        one.connection.close()
    if trouble in {Trouble.AFTER, Trouble.RESET}:
        one.close_connection = True
        return
    one.send_response(502 if trouble is Trouble.BROKEN else status)
    for name, value in told:
        if name.lower() not in _OF_THE_WAY:
            one.send_header(name, value)
    one.end_headers()
    one.wfile.write(content[: len(content) // 2] if trouble is Trouble.CUT else content)
    one.close_connection = True


def _later(
    proxy: Proxy, method: str, path: str, headers: dict[str, str], body: bytes
) -> threading.Thread:
    def after_a_second() -> None:
        time.sleep(1)
        proxy.pass_on(method, path, headers, body)

    thread = threading.Thread(target=after_a_second, daemon=True)
    thread.start()
    return thread

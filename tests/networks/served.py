"""A stand-in behind a socket of this machine, answering every request in its own thread."""

from __future__ import annotations

import socket
import struct
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final

from tests.networks.exchange import Delivery, Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.networks.exchange import Answer
    from tests.networks.network import Network

_LINGER_NOT: Final = struct.pack("ii", 1, 0)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, network: Network, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.network = network
        self.ended = threading.Event()

    def shutdown_request(self, request: Any) -> None:
        """Close a connection: with a reset, when it is not to linger, else in order."""
        size = len(_LINGER_NOT)
        if request.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, size) == _LINGER_NOT:
            self.close_request(request)
        else:
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_: object) -> None:
        """Keep quiet: the network has its own log."""

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        given = self.server.network.answer(Request(self.command, self.path, headers, body))
        if given.delay and self.server.ended.wait(given.delay):
            self.close_connection = True
            return
        self._deliver(given)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = _serve  # noqa: N815

    def _deliver(self, given: Answer) -> None:
        if given.delivery in {Delivery.NOTHING, Delivery.RESET}:
            if given.delivery is Delivery.RESET:
                option = (socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
                self.connection.setsockopt(*option)
            self.close_connection = True
            return
        message = self._message(given)
        if given.delivery is Delivery.CUT:
            message = message[: len(message) - max(1, len(given.body) - len(given.body) // 2)]
            self.close_connection = True
        self.wfile.write(message)

    def _message(self, given: Answer) -> bytes:
        phrase = self.responses.get(given.status, ("", ""))[0]
        lines = [f"{self.protocol_version} {given.status} {phrase}"]
        lines += [f"{name}: {value}" for name, value in given.headers]
        lines += [f"content-length: {len(given.body)}", "", ""]
        body = b"" if self.command == "HEAD" else given.body
        return "\r\n".join(lines).encode("latin-1") + body


class Served:
    """A network that can be reached. ``stop`` and ``start`` make it unreachable for a while."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._port = 0
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Listen on a free port, or on the one it had before."""
        self._server = _Server(self.network, self._port)
        self._port = self._server.server_address[1]
        self.network.address = self.address
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), name=self.network.name, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop listening; slow answers under way are dropped."""
        assert self._server is not None
        assert self._thread is not None
        self._server.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def served(network: Network) -> Iterator[Served]:
    """Give a network that can be reached until the end of the block."""
    here = Served(network)
    here.start()
    try:
        yield here
    finally:
        here.stop()

"""Servers on this machine that answer as badly as one can."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    type Behaviour = Callable[[socket.socket, bytes], None]

CERTIFICATE = Path(__file__).with_name("cert.pem")
"""Says ``server.example``; signed by itself, so that nobody believes it who was not told to."""
KEY = Path(__file__).with_name("server.pem")


class Server:
    """Hears one request a connection, and behaves. ``heard`` are the requests, as bytes."""

    def __init__(self, behaviour: Behaviour, *, encrypts: bool, listens: bool) -> None:
        self._listens = listens
        self.heard: list[bytes] = []
        self._behaviour = behaviour
        self._tls: ssl.SSLContext | None = None
        if encrypts:
            self._tls = server_side()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def close(self) -> None:
        self._over.set()
        # Wakes the accept, which closing alone does not.
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        for thread in list(self._threads):
            thread.join(10)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._over.is_set():
                connection.close()
                return
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(connection.close)
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
                stack.callback(connection.close)
            request = hear(connection) if self._listens else b""
            self.heard.append(request)
            self._behaviour(connection, request)


def server_side() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(KEY)
    return context


def hear(connection: socket.socket) -> bytes:
    """Return one request, its body included when its length is told."""
    request = b""
    while b"\r\n\r\n" not in request:
        piece = connection.recv(65536)
        if not piece:
            return request
        request += piece
    head, _, body = request.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        piece = connection.recv(65536)
        if not piece:
            break
        body += piece
    return head + b"\r\n\r\n" + body


@contextlib.contextmanager
def serving(
    behaviour: Behaviour, *, encrypts: bool = False, listens: bool = True
) -> Iterator[Server]:
    """Run a server; one that does not listen behaves as soon as it is called."""
    server = Server(behaviour, encrypts=encrypts, listens=listens)
    try:
        yield server
    finally:
        server.close()


def saying(answer: bytes) -> Behaviour:
    """Return what says these bytes, and nothing more."""
    return lambda connection, request: connection.sendall(answer)


def answering(status: int = 200, body: bytes = b"{}", **headers: str) -> Behaviour:
    """Return what answers as one should. Names of headers are written with ``_`` for ``-``."""
    lines = [f"HTTP/1.1 {status} So", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return saying("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def reset(connection: socket.socket, request: bytes = b"") -> None:
    """Break off so that the other side is told of it."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def reset_after(answer: bytes) -> Behaviour:
    def behave(connection: socket.socket, request: bytes) -> None:
        connection.sendall(answer)
        # Only what was read before a reset is kept by the other side.
        connection.settimeout(0.2)
        with contextlib.suppress(OSError):
            connection.recv(1)
        reset(connection)

    return behave


def for_ever(first: bytes, piece: bytes, *, every: float = 0.0) -> Behaviour:
    """Return what never ends, until the other side does."""
    pause = threading.Event()

    def behave(connection: socket.socket, request: bytes) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(piece)
            pause.wait(every)

    return behave


def silent(connection: socket.socket, request: bytes) -> None:
    """Say nothing until the other side has enough of it."""
    connection.recv(1)

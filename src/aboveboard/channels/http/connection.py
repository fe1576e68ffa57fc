"""Connections to addresses that were judged, each step of them ended by the deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, override

import httpcore2

from aboveboard.channels.port import NotSent, Reason

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

    from aboveboard.channels.http.journey import Journey

_TRIES: Final = 3
"""How many addresses of one name are tried."""


class Backend(httpcore2.NetworkBackend):
    """Connects to addresses that were judged, never to a name that could be looked up again."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._plain = httpcore2.SyncBackend()

    @override
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        failed: Exception | None = None
        for address in self._journey.addresses(host, port)[:_TRIES]:
            try:
                left = self._journey.deadline.left(timeout)
                if left == 0:
                    break
                stream = self._plain.connect_tcp(str(address), port, timeout=left)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            else:
                return Stream(stream, self._journey)
        raise NotSent(Reason.CONNECTION) from failed


class Stream(httpcore2.NetworkStream):
    """A connection whose every step ends by the deadline."""

    def __init__(self, inner: httpcore2.NetworkStream, journey: Journey) -> None:
        self._inner = inner
        self._journey = journey

    @override
    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._journey.deadline.left(timeout)
        if left == 0:
            raise httpcore2.ReadTimeout
        data = self._inner.read(max_bytes, left)
        self._journey.has_ended = not data
        return data

    @override
    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = self._journey.deadline.left(timeout)
        if left == 0:
            raise httpcore2.WriteTimeout
        self._inner.write(buffer, left)

    @override
    def close(self) -> None:
        self._inner.close()

    @override
    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left = self._journey.deadline.left(timeout) or 0.001
        try:
            inner = self._inner.start_tls(ssl_context, server_hostname, left)
        except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
            raise NotSent(Reason.ENCRYPTION) from error
        return Stream(inner, self._journey)

    @override
    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

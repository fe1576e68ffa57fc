"""The one door to the outside: every request of this product leaves through :meth:`Door.send`.

What it promises: a request ends in time, takes no more memory than it was allowed, reaches only
addresses it may reach, and when it fails it is told whether a byte of it can have arrived.

It uses httpx2's requests and decoders on httpcore2's connections, without httpx2's client, which
would keep cookies, read proxies from the environment and log whole addresses. Each request has a
connection of its own: an old one may be found closed only after the request is gone, and then
nobody knows what became of it (docs/decisions/0009).
"""

from __future__ import annotations

import contextlib
import logging
import ssl
import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, override

import httpcore2
import httpx2

from aboveboard import __version__
from aboveboard.channels.answer import Answer, Effect, effect_of
from aboveboard.channels.http.addresses import Reach
from aboveboard.channels.http.connection import Backend
from aboveboard.channels.http.journey import Deadline, Journey, TooLarge
from aboveboard.channels.http.lookup import system_addresses
from aboveboard.channels.port import ChannelError, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime
    from typing import BinaryIO

    from aboveboard.channels.http.addresses import Network
    from aboveboard.channels.http.lookup import Resolve
    from aboveboard.channels.sender import File

USER_AGENT: Final = f"Aboveboard/{__version__}"

_log = logging.getLogger(__name__)
# At DEBUG it writes every header that comes back, at any level of ours.
logging.getLogger("httpcore2").setLevel(logging.WARNING)

_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_OPEN_HEADERS: Final = (
    "accept",
    "accept-encoding",
    "accept-language",
    "user-agent",
    "connection",
)
"""What may be told to an address the first one sent us to."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long a request may take and how much may come back.

    In seconds: to connect (for each address of a name), to encrypt, between two pieces read or
    written, and for everything together. ``size`` in bytes, after unpacking.
    """

    connect: float = 10.0
    read: float = 30.0
    write: float = 30.0
    total: float = 60.0
    size: int = 4 * 1024 * 1024
    redirects: int = 5


@cache
def _system_trust() -> ssl.SSLContext:
    return httpx2.create_ssl_context()


class Door:
    """Sends requests. Safe to share between threads; keeps nothing between two requests.

    ``now`` tells the time in UTC. ``proxy`` is the address of an HTTP proxy, or empty; names are
    then resolved by the proxy, which is trusted to keep them outside. ``own`` are networks of
    one's own that may be reached; none, unless the administrator names them. ``resolve`` and
    ``trust`` (which certificates to believe) are those of the system.

    Raises:
        ValueError: ``trust`` would believe any certificate.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        proxy: str = "",
        own: Iterable[Network] = (),
        bounds: Bounds | None = None,
        resolve: Resolve = system_addresses,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._now = now
        self._proxy = _proxy(proxy) if proxy else None
        self._reach = Reach(tuple(own))
        self._bounds = bounds or Bounds()
        self._resolve = resolve
        self._trust = trust or _system_trust()
        if self._trust.verify_mode is not ssl.CERT_REQUIRED or not self._trust.check_hostname:
            raise ValueError("a door that believes any certificate is none")

    def send(
        self,
        method: str,
        url: str,
        *,
        effect: Effect | None = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        json: object = None,
        form: Mapping[str, str | list[str]] | None = None,
        files: Mapping[str, File] | None = None,
        content: bytes | BinaryIO | None = None,
        bounds: Bounds | None = None,
    ) -> Answer:
        """Send one request and return the whole answer, whatever its status.

        Redirects are followed for GET and HEAD only, each judged like the first, and without
        what was secret when they lead elsewhere; of other methods they are an answer.

        Args:
            effect: what the request does, where its method does not say (a POST that only asks,
                or that may arrive twice).
            files: name of the field: (file name, content, MIME type).

        Raises:
            Refused: the address may not be reached, or too much came back of a read.
            NotSent: no byte of the request left.
            Busy: it only read, and no whole answer came.
            Unclear: it left, and no whole answer came.
        """
        bounds = bounds or self._bounds
        effect = effect or effect_of(method)
        began = time.monotonic()
        request = _request(
            method,
            url,
            params=params,
            headers=headers or {},
            json=json,
            data=form,
            files=files,
            content=content,
        )
        try:
            answer = self._follow(request, effect, bounds, Deadline(bounds.total))
        except ChannelError as error:
            self._note(request, str(error), began)
            raise
        self._note(request, str(answer.status), began)
        return answer

    def _note(self, request: httpx2.Request, outcome: str, began: float) -> None:
        """Write a line that holds nothing private: paths and parameters may."""
        took = 1000 * (time.monotonic() - began)
        _log.info("%s %s: %s, %.0f ms", request.method, request.url.host, outcome, took)

    def _follow(
        self, request: httpx2.Request, effect: Effect, bounds: Bounds, deadline: Deadline
    ) -> Answer:
        for _ in range(bounds.redirects + 1):
            answer = self._once(request, effect, bounds, deadline)
            if answer.status not in _MOVED or request.method not in {"GET", "HEAD"}:
                return answer
            if "location" not in answer.headers:
                return answer
            request = _next(request, answer.headers["location"])
        raise Refused(Reason.REDIRECTS)

    def _once(
        self, request: httpx2.Request, effect: Effect, bounds: Bounds, deadline: Deadline
    ) -> Answer:
        journey = Journey(
            request, deadline, self._reach, self._resolve, is_proxied=self._proxy is not None
        )
        journey.judge()
        request.extensions = {
            "timeout": {"connect": bounds.connect, "read": bounds.read, "write": bounds.write},
            "trace": journey.trace,
        }
        try:
            status, headers, body = self._exchange(request, journey, bounds.size)
        except ChannelError:
            raise
        except (
            httpcore2.NetworkError,
            httpcore2.TimeoutException,
            httpcore2.ProtocolError,
            httpcore2.ProxyError,
            httpcore2.UnsupportedProtocol,
            httpx2.DecodingError,
            OSError,  # of a file that was being sent
            TooLarge,
        ) as error:
            raise journey.told(error, effect, now=self._now()) from error
        return Answer(status, headers, body, str(request.url), effect, self._now())

    def _exchange(
        self, request: httpx2.Request, journey: Journey, size: int
    ) -> tuple[int, dict[str, str], bytes]:
        with httpcore2.ConnectionPool(
            ssl_context=self._trust,
            proxy=self._proxy,
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=Backend(journey),
        ) as pool:
            came = pool.handle_request(
                httpcore2.Request(
                    request.method,
                    httpcore2.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
            response = httpx2.Response(came.status, headers=came.headers, stream=_Body(came))
            with contextlib.closing(response):
                body = _read(response, size)
            return came.status, dict(response.headers), body


def _request(
    method: str, url: str, *, headers: Mapping[str, str], **more: Any
) -> httpx2.Request:
    """Return the request as it leaves.

    Raises:
        Refused: its address is none, or something in it cannot be written.
    """
    ours = {
        "User-Agent": USER_AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    try:
        return httpx2.Request(method, url, headers={**ours, **headers}, **more)
    except httpx2.InvalidURL as bad:
        raise Refused(Reason.ADDRESS) from bad
    except UnicodeError as bad:
        raise Refused(Reason.INVALID) from bad


def _proxy(address: str) -> httpcore2.Proxy:
    proxy = httpx2.Proxy(address)
    return httpcore2.Proxy(
        httpcore2.URL(
            scheme=proxy.url.raw_scheme,
            host=proxy.url.raw_host,
            port=proxy.url.port,
            target=b"/",
        ),
        auth=proxy.raw_auth,
    )


def _next(request: httpx2.Request, location: str) -> httpx2.Request:
    """Return the request for where a redirect leads; it is judged like any other."""
    try:
        url = request.url.join(location)
    except (httpx2.InvalidURL, UnicodeError) as bad:
        raise Refused(Reason.ADDRESS) from bad
    if request.url.scheme == "https" and url.scheme != "https":
        raise Refused(Reason.ENCRYPTION)
    is_same = (url.scheme, url.raw_host, url.port) == (
        request.url.scheme,
        request.url.raw_host,
        request.url.port,
    )
    headers = {
        name: value
        for name, value in request.headers.items()
        if name != "host" and (is_same or name in _OPEN_HEADERS)
    }
    return httpx2.Request(request.method, url, headers=headers)


def _read(response: httpx2.Response, size: int) -> bytes:
    """Return the unpacked body; stops reading, and unpacking, once it is too large."""
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if len(body) > size:
            raise TooLarge
    return bytes(body)


class _Body(httpx2.SyncByteStream):
    """The body of an answer as httpx2 wants it."""

    def __init__(self, came: httpcore2.Response) -> None:
        self._came = came

    @override
    def __iter__(self) -> Iterator[bytes]:
        yield from self._came.iter_stream()

    @override
    def close(self) -> None:
        self._came.close()

"""One request on its way: where it may go, how long it may take, and how far it has come."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

import httpcore2
import httpx2

from aboveboard.channels.answer import Effect, unsettled
from aboveboard.channels.http.addresses import PORTS, Reach, is_local_name, is_name, literal
from aboveboard.channels.http.lookup import look_up
from aboveboard.channels.port import ChannelError, NotSent, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from aboveboard.channels.http.addresses import Address
    from aboveboard.channels.http.lookup import Resolve


_USUAL_PORTS: Final = {"http": 80, "https": 443}


class TooLarge(Exception):
    """More came back than was allowed."""


class Deadline:
    """A moment by which all must be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Return the seconds that are left; 0 when it is over."""
        left = max(self._end - time.monotonic(), 0.0)
        return left if at_most is None else min(left, at_most)


class Journey:
    """One request on its way: where it may go, and how far it has come."""

    def __init__(
        self,
        request: httpx2.Request,
        deadline: Deadline,
        reach: Reach,
        resolve: Resolve,
        *,
        is_proxied: bool,
    ) -> None:
        self.deadline = deadline
        self.has_left = False
        self.has_ended = False
        self._url = request.url
        self._reach = reach
        self._resolve = resolve
        self._is_proxied = is_proxied
        port = request.url.port
        self._port = port if port is not None else _USUAL_PORTS.get(request.url.scheme, 0)
        self._is_secret = request.method not in {"GET", "HEAD"} or any(
            name in request.headers for name in ("authorization", "cookie", "dpop")
        )

    def judge(self) -> None:
        """Refuse what can be refused by the spelling of the address.

        Raises:
            Refused: it may not be reached, or not without encryption.
        """
        host = self._url.raw_host.decode("ascii")
        address = literal(host)
        if (
            self._url.scheme not in {"http", "https"}
            or self._url.userinfo
            or not 0 < self._port < 65536
            or (address is None and not is_name(host))
        ):
            raise Refused(Reason.ADDRESS)
        if address is not None:
            self._judge_address(address)
        elif self._is_proxied:
            if is_local_name(host) or self._port not in PORTS:
                raise Refused(Reason.ADDRESS)
            self._judge_encryption()

    def addresses(self, host: str, port: int) -> list[Address]:
        """Return the addresses of a host, looked up once, each of them judged.

        Raises:
            Refused: one of them may not be reached: who mixes them does so on purpose.
            NotSent: there are none.
        """
        known = literal(host)
        if known is not None:
            return [known]
        seconds = self.deadline.left()
        found = look_up(host, port, resolve=self._resolve, seconds=seconds)
        if not self._is_proxied:  # else it is the proxy, which the administrator chose
            for address in found:
                self._judge_address(address)
        return found

    def _judge_address(self, address: Address) -> None:
        if not self._reach.allows(address, self._port):
            raise Refused(Reason.ADDRESS)
        if not self._reach.is_own(address):
            self._judge_encryption()

    def _judge_encryption(self) -> None:
        if self._is_secret and self._url.scheme != "https":
            raise Refused(Reason.ENCRYPTION)

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Note the moment before the first byte of the request, as httpcore2 tells it."""
        if event == "http11.send_request_headers.started":
            # A proxy is asked for a way first; that is not yet the request.
            self.has_left = info["request"].method != b"CONNECT"
        elif event == "http11.send_request_headers.failed" and isinstance(
            info["exception"], httpcore2.LocalProtocolError
        ):
            self.has_left = False  # a header that cannot be written

    def told(self, error: Exception, effect: Effect, *, now: datetime) -> ChannelError:
        """Return what a failure means for the request."""
        if isinstance(error, TooLarge) and effect is Effect.READS:
            return Refused(Reason.SIZE)
        if self.has_left:
            return unsettled(self._reason(error), effect, now=now)
        if isinstance(error, httpcore2.ProxyError):
            return NotSent(Reason.PROXY)
        if isinstance(error, httpcore2.LocalProtocolError):
            return Refused(Reason.INVALID)
        return NotSent(Reason.CONNECTION)

    def _reason(self, error: Exception) -> Reason:
        match error:
            case TooLarge():
                return Reason.SIZE
            case httpcore2.TimeoutException():
                return Reason.SLOW
            case httpcore2.RemoteProtocolError() if not self.has_ended:
                return Reason.UNREADABLE
            case httpx2.DecodingError():
                return Reason.UNREADABLE
        return Reason.LOST

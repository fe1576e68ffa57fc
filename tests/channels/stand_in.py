"""Stand-ins without a socket: what a channel sends with in tests, told like the door tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import httpx2

from aboveboard.channels.answer import Answer, Effect, effect_of, unsettled
from aboveboard.channels.http.door import Bounds
from aboveboard.channels.port import NotSent, Reason, Refused
from tests.networks.exchange import Delivery, Request

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from aboveboard.channels.sender import File
    from tests.networks.network import Network

_MOVED: Final = frozenset({301, 302, 303, 307, 308})


class StandInSender:
    """Asks the stand-in whose address it is. ``test_stand_in`` holds it beside the door.

    The next ``unreachable`` requests never leave.
    """

    def __init__(self, *networks: Network, unreachable: int = 0) -> None:
        self._networks = {urlsplit(one.address).netloc: one for one in networks}
        self.unreachable = unreachable

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
        """Return the answer, or raise what the door would."""
        request = httpx2.Request(
            method,
            url,
            params=params,
            headers=headers,
            json=json,
            data=form,
            files=files,
            content=content,
        )
        bounds, effect = bounds or Bounds(), effect or effect_of(method)
        for _ in range(bounds.redirects + 1):
            answer = self._once(request, effect, bounds)
            place = answer.headers.get("location")
            if answer.status not in _MOVED or method not in {"GET", "HEAD"} or not place:
                return answer
            request = httpx2.Request(method, request.url.join(place), headers=headers)
        raise Refused(Reason.REDIRECTS)

    def _once(self, request: httpx2.Request, effect: Effect, bounds: Bounds) -> Answer:
        network = self._networks.get(request.url.netloc.decode())
        if network is None:
            raise NotSent(Reason.NAME)
        if self.unreachable:
            self.unreachable -= 1
            raise NotSent(Reason.CONNECTION)
        headers = {name.lower(): value for name, value in request.headers.items()}
        target = request.url.raw_path.decode()
        given = network.answer(Request(request.method, target, headers, request.read()))
        now = network.clock.now()
        if given.delay > bounds.read:
            raise unsettled(Reason.SLOW, effect, now=now)
        if given.delivery is not Delivery.WHOLE:
            raise unsettled(Reason.LOST, effect, now=now)
        came = {name.lower(): value for name, value in given.headers}
        return Answer(given.status, came, given.body, str(request.url), effect, now)

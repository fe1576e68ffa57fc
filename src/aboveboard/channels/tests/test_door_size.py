"""How much may come back, and how it is packed."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest

from aboveboard.channels.http.door import Door
from aboveboard.channels.port import ChannelError, NotSent, Reason, Refused, Unclear
from aboveboard.channels.tests.doors import HERE, LONG, NOW, OPEN, PACKED, door
from aboveboard.channels.tests.loopback import (
    answering,
    for_ever,
    saying,
    serving,
)


def test_a_certificate_nobody_vouches_for_is_not_believed() -> None:
    with serving(answering(), encrypts=True) as server:
        system = Door(now=lambda: NOW, own=[HERE], resolve=lambda host, port: ["127.0.0.1"])
        with pytest.raises(NotSent) as told:
            system.send("POST", f"https://server.example:{server.port}/")
        assert told.value.reason is Reason.ENCRYPTION
    assert server.heard == []


@pytest.mark.parametrize(
    ("method", "error"), [("GET", Refused), ("POST", Unclear), ("DELETE", Unclear)]
)
def test_a_body_without_end_is_left_alone(method: str, error: type[ChannelError]) -> None:
    with serving(for_ever(OPEN, b"y" * 60_000)) as server, pytest.raises(error) as told:
        door().send(method, server.url)
    assert told.value.reason is Reason.SIZE


def test_a_body_that_unpacks_to_too_much_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(24 * 1024 * 1024))
    answer = PACKED + b"Content-Length: %d\r\n\r\n" % len(bomb) + bomb
    assert len(bomb) < LONG.size
    with serving(saying(answer)) as server:
        tracemalloc.start()
        try:
            with pytest.raises(Refused) as told:
                door().send("GET", server.url)
            most = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert told.value.reason is Reason.SIZE
    assert most < 6 * 1024 * 1024


def test_a_packed_body_is_unpacked() -> None:
    body = gzip.compress(b'{"a": 1}')
    with serving(answering(body=body, Content_Encoding="gzip")) as server:
        assert door().send("GET", server.url).json() == {"a": 1}

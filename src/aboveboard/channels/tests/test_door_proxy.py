"""A door behind a proxy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.port import NotSent, Reason, Refused
from aboveboard.channels.tests import loopback
from aboveboard.channels.tests.doors import closed_port, door
from aboveboard.channels.tests.loopback import (
    answering,
    reset,
    saying,
    serving,
)

if TYPE_CHECKING:
    import socket

    from aboveboard.channels.tests.loopback import Behaviour

heard: list[bytes] = []


def tunnel(connection: socket.socket, request: bytes) -> None:
    """Let through, and be what stands behind, too."""
    connection.sendall(b"HTTP/1.1 200 Way\r\n\r\n")
    with loopback.server_side().wrap_socket(connection, server_side=True) as inner:
        heard.append(loopback.hear(inner))
        answering(body=b"behind")(inner, b"")


def test_a_proxy_is_asked_for_a_way_by_name() -> None:
    heard.clear()
    with serving(tunnel) as proxy:
        through = f"http://me:word@127.0.0.1:{proxy.port}"
        answer = door(proxy=through).send("POST", "https://server.example/", json={"a": 1})
    assert answer.body == b"behind"
    assert proxy.heard[0].startswith(b"CONNECT server.example:443 ")
    assert b"Proxy-Authorization: Basic" in proxy.heard[0]
    assert b"Proxy-Authorization" not in heard[0]


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (answering(407), Reason.PROXY),
        (answering(502), Reason.PROXY),
        (reset, Reason.CONNECTION),
        (saying(b"HTTP/1.1 200 Way\r\n\r\nno encryption"), Reason.ENCRYPTION),
    ],
)
def test_what_a_proxy_did_not_let_through_is_not_sent(
    behaviour: Behaviour, reason: Reason
) -> None:
    with serving(behaviour) as proxy, pytest.raises(NotSent) as told:
        door(proxy=f"http://127.0.0.1:{proxy.port}").send("POST", "https://server.example/")
    assert told.value.reason is reason


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://server/",
        "http://printer.local/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://0x7f.1/",
        "https://server.example:22/",
    ],
)
def test_a_proxy_is_not_asked_for_what_lies_inside(url: str) -> None:
    with serving(answering()) as proxy, pytest.raises(Refused):
        door(own=False, proxy=f"http://127.0.0.1:{proxy.port}").send("GET", url)
    assert proxy.heard == []


def test_proxies_of_the_surroundings_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port()}")
    with serving(answering()) as server:
        assert door().send("GET", server.url).status == 200

"""What never left: no name, no connection, no encryption."""

from __future__ import annotations

import socket
import ssl
import threading
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.http.door import Bounds, Door
from aboveboard.channels.port import NotSent, Reason, Refused
from aboveboard.channels.tests.doors import HERE, NOW, closed_port, door
from aboveboard.channels.tests.loopback import (
    answering,
    reset,
    serving,
    silent,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aboveboard.channels.tests.loopback import Behaviour


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
def test_a_refused_connection_is_not_sent(method: str) -> None:
    with pytest.raises(NotSent) as told:
        door().send(method, f"http://127.0.0.1:{closed_port()}/")
    assert told.value.reason is Reason.CONNECTION


def test_the_second_address_of_a_name_is_tried_when_the_first_refuses() -> None:
    with serving(answering()) as server:
        both = Door(
            now=lambda: NOW,
            own=[HERE, ip_network("::1/128")],
            resolve=lambda host, port: ["::1", "127.0.0.1"],
        )
        assert both.send("POST", f"http://a.example:{server.port}/").status == 200


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), UnicodeError("too long")])
def test_an_unknown_name_is_not_sent(error: Exception) -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise error

    with pytest.raises(NotSent) as told:
        Door(now=lambda: NOW, resolve=unknown).send("POST", "https://nowhere.example/")
    assert told.value.reason is Reason.NAME


def test_a_look_up_that_hangs_ends_with_the_deadline() -> None:
    over = threading.Event()

    def hanging(host: str, port: int) -> Sequence[str]:
        over.wait(30)
        return []

    with pytest.raises(NotSent) as told:
        Door(now=lambda: NOW, resolve=hanging, bounds=Bounds(total=0.2)).send(
            "POST", "https://slow.example/"
        )
    over.set()
    assert told.value.reason is Reason.NAME


def breaking_off(connection: socket.socket, request: bytes) -> None:
    connection.recv(1)
    reset(connection)


@pytest.mark.parametrize("behaviour", [answering(), breaking_off, silent])
def test_without_encryption_nothing_is_sent(behaviour: Behaviour) -> None:
    with serving(behaviour, listens=False) as server:
        with pytest.raises(NotSent) as told:
            door(bounds=Bounds(connect=0.5)).send(
                "POST", f"https://server.example:{server.port}/", json={"secret": 1}
            )
        assert told.value.reason is Reason.ENCRYPTION


def test_the_certificate_of_another_is_not_believed() -> None:
    with serving(answering(), encrypts=True) as server:
        with pytest.raises(NotSent) as told:
            door().send("POST", f"https://other.example:{server.port}/")
        assert told.value.reason is Reason.ENCRYPTION
    assert server.heard == []


def test_a_door_that_believes_everything_cannot_be_made() -> None:
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE
    with pytest.raises(ValueError, match="any certificate"):
        Door(now=lambda: NOW, trust=trusting)


def test_an_encrypted_server_is_asked_by_name_at_the_address_that_was_looked_up() -> None:
    with serving(answering(body=b'{"a": 1}'), encrypts=True) as server:
        answer = door().send("POST", f"https://server.example:{server.port}/")
    assert answer.accepted().json() == {"a": 1}
    assert f"Host: server.example:{server.port}".encode() in server.heard[0]


def test_a_header_that_cannot_be_written_is_refused_and_not_sent() -> None:
    with serving(answering()) as server:
        for value in ("a\r\nX-Other: b", "é\ud800"):
            with pytest.raises(Refused) as told:
                door().send("POST", server.url, headers={"X-One": value})
            assert told.value.reason is Reason.INVALID
    assert not any(server.heard)

"""Where a redirect may lead, and what goes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.http.door import Door
from aboveboard.channels.port import Reason, Refused
from aboveboard.channels.tests.doors import HERE, LONG, NOW, door
from aboveboard.channels.tests.loopback import (
    answering,
    serving,
)

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence


@pytest.mark.parametrize(
    "place",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://2130706433/",
        "//user:word@127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://127.0.0.1:99999/",
        "http://[",
    ],
)
def test_a_redirect_is_judged_like_the_first_address(place: str) -> None:
    with serving(answering(302, Location=place)) as server, pytest.raises(Refused) as told:
        door().send("GET", server.url)
    assert told.value.reason is Reason.ADDRESS


def test_a_redirect_to_a_name_that_lies_inside_is_refused() -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        return {"here.example": ["127.0.0.1"], "inside.example": ["10.0.0.1"]}[host]

    with serving(answering(301, Location="http://inside.example/")) as server:
        with pytest.raises(Refused) as told:
            Door(now=lambda: NOW, own=[HERE], resolve=resolve).send(
                "GET", f"http://here.example:{server.port}/"
            )
        assert told.value.reason is Reason.ADDRESS


def test_a_redirect_never_leads_out_of_encryption() -> None:
    with serving(answering(302, Location="http://127.0.0.1:1/"), encrypts=True) as server:
        with pytest.raises(Refused) as told:
            door().send("GET", f"https://server.example:{server.port}/")
        assert told.value.reason is Reason.ENCRYPTION


def test_secrets_stay_with_the_server_they_were_for() -> None:
    names = ("Authorization", "DPoP", "Cookie", "X-Own")
    secret = {name: f"hush-{name}" for name in names}
    with serving(answering(body=b"there")) as other:
        with serving(answering(307, Location=other.url + "there")) as server:
            answer = door().send("GET", server.url, headers=secret)
        assert (answer.body, answer.url) == (b"there", other.url + "there")
    assert server.heard[0].count(b"hush-") == len(names)
    assert b"hush-" not in other.heard[0]


def test_at_home_a_redirect_keeps_what_was_sent() -> None:
    def behave(connection: socket.socket, request: bytes) -> None:
        if request.startswith(b"GET /old"):
            answering(308, Location="/new")(connection, request)
        else:
            answering(body=b"there")(connection, request)

    with serving(behave) as server:
        answer = door().send("GET", server.url + "old", headers={"Authorization": "Bearer s"})
    assert answer.body == b"there"
    assert b"Bearer s" in server.heard[1]


def test_redirects_end() -> None:
    with serving(answering(302, Location="/")) as server:
        with pytest.raises(Refused) as told:
            door().send("GET", server.url)
        assert told.value.reason is Reason.REDIRECTS
    assert len(server.heard) == LONG.redirects + 1


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_only_reading_follows_a_redirect(method: str) -> None:
    with serving(answering(307, Location="/again")) as server:
        assert door().send(method, server.url).status == 307
    assert len(server.heard) == 1

"""Where a request may go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.http.door import Door
from aboveboard.channels.port import Reason, Refused
from aboveboard.channels.tests.doors import HERE, NOW, door
from aboveboard.channels.tests.loopback import (
    answering,
    serving,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


def test_a_name_is_looked_up_once_and_its_address_used() -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    with serving(answering()) as server:
        Door(now=lambda: NOW, own=[HERE], resolve=rebinding).send(
            "GET", f"http://swift.example:{server.port}/"
        )
    assert asked == ["swift.example"]


@pytest.mark.parametrize(
    "addresses",
    ["127.0.0.1", "93.184.215.14 127.0.0.1", "::ffff:127.0.0.1", "::1", "fe80::1%1"],
)
def test_a_name_that_leads_here_is_refused_unless_here_is_ours(addresses: str) -> None:
    with pytest.raises(Refused) as told:
        door(own=False, addresses=addresses).send("GET", "http://name.example/")
    assert told.value.reason is Reason.ADDRESS


def test_this_machine_is_refused_by_a_door_that_was_told_nothing() -> None:
    with serving(answering()) as server:
        for url in (server.url, f"http://localhost:{server.port}/"):
            with pytest.raises(Refused) as told:
                Door(now=lambda: NOW).send("GET", url)
            assert told.value.reason is Reason.ADDRESS
    assert server.heard == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "name.example",
        "//name.example/",
        "http:///path",
        "ftp://name.example/",
        "HTTPS+unix://name.example/",
        "http://name.example:22/",
        "http://name.example:0/",
        "http://name.example:-1/",
        "http://user@name.example/",
        "http://:word@name.example/",
        "http://name.example\\@127.0.0.1/",
        "http://127.0.0.1#@name.example/",
        "http://na%6de.example/",
        "http://name..example/",
        "http://name.example./",
        "http://-name.example/",
        "http://name.example\r\nHost: x/",
        "http://ＬＯＣＡＬhost:x/",
        "http://[::1%25lo]/",
        "http://[v1.a]/",
        "http://\ud800.example/",
    ],
)
def test_an_odd_address_is_refused(url: str) -> None:
    with pytest.raises(Refused) as told:
        door(own=False, addresses="127.0.0.1").send("GET", url)
    assert told.value.reason in {Reason.ADDRESS, Reason.INVALID}


@pytest.mark.parametrize(
    ("method", "headers"),
    [("POST", {}), ("GET", {"Authorization": "Bearer s"}), ("GET", {"Cookie": "s"})],
)
def test_nothing_secret_goes_out_in_plain(method: str, headers: dict[str, str]) -> None:
    with pytest.raises(Refused) as told:
        door(addresses="93.184.215.14").send(method, "http://name.example/", headers=headers)
    assert told.value.reason is Reason.ENCRYPTION

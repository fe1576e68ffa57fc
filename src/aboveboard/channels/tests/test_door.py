"""What a request carries and what stays of it."""

from __future__ import annotations

import io
import threading
from datetime import timedelta

import pytest

from aboveboard.channels.http.door import USER_AGENT
from aboveboard.channels.port import Busy, Refused
from aboveboard.channels.tests.doors import NOW, door
from aboveboard.channels.tests.loopback import (
    answering,
    serving,
)


def test_a_request_says_who_sends_it_and_carries_what_it_was_given() -> None:
    with serving(answering(status=201, body=b"", X_RestLi_Id="urn:li:share:1")) as server:
        sender = door()
        sender.send("POST", server.url, params={"q": "a b"}, json={"text": "één"})
        sender.send("POST", server.url, form={"a": "b c", "list[]": ["1", "2"]})
        sender.send(
            "POST", server.url, files={"file": ("p.png", io.BytesIO(b"PNG"), "image/png")}
        )
        answer = sender.send("PUT", server.url, content=io.BytesIO(b"bytes"))
    as_json, as_form, as_files, as_bytes = server.heard
    assert f"User-Agent: {USER_AGENT}".encode() in as_json
    assert as_json.startswith(b"POST /?q=a+b HTTP/1.1") or b"?q=a%20b " in as_json
    assert as_json.endswith('{"text":"één"}'.encode())
    assert as_form.endswith(b"a=b+c&list%5B%5D=1&list%5B%5D=2")
    assert b'name="file"; filename="p.png"' in as_files
    assert b"PNG" in as_files
    assert as_bytes.endswith(b"Content-Length: 5\r\n\r\nbytes")
    assert answer.headers["x-restli-id"] == "urn:li:share:1"
    assert answer.at == NOW


def test_nothing_is_kept_between_two_requests() -> None:
    with serving(answering(Set_Cookie="seen=1")) as server:
        sender = door()
        sender.send("GET", server.url)
        sender.send("GET", server.url)
    assert len(server.heard) == 2
    assert b"cookie" not in server.heard[1].lower()


def test_logs_hold_nothing_private(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with serving(answering(400, b'{"error": "secret"}', X_Secret="secret")) as server:
        answer = door().send(
            "POST",
            server.url + "secret?access_token=secret",
            headers={"Authorization": "secret"},
            json={"text": "secret"},
        )
        with pytest.raises(Refused) as told:
            answer.accepted()
    assert told.value.said == "secret"
    assert "secret" not in caplog.text + str(told.value) + repr(told.value) + repr(answer)
    assert "POST 127.0.0.1: 400" in caplog.text


def test_many_threads_share_a_door() -> None:
    with serving(answering(body=b"[]")) as server:
        sender, came = door(), []
        threads = [
            threading.Thread(target=lambda: came.append(sender.send("GET", server.url).status))
            for _ in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert came == [200] * 20


def test_time_told_by_the_network_is_counted_from_ours() -> None:
    with serving(answering(429, Retry_After="120")) as server, pytest.raises(Busy) as told:
        door().send("POST", server.url).accepted()
    assert told.value.again_at == NOW + timedelta(minutes=2)

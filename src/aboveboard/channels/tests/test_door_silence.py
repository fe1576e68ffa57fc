"""What a request without a whole answer means, once it may have left."""

from __future__ import annotations

import io
import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.answer import PAUSE, Effect
from aboveboard.channels.http.door import Bounds
from aboveboard.channels.port import Busy, ChannelError, Reason, Refused, Unclear
from aboveboard.channels.tests.doors import LONG, NOW, OPEN, PACKED, door
from aboveboard.channels.tests.loopback import (
    for_ever,
    reset,
    reset_after,
    saying,
    serving,
    silent,
)

if TYPE_CHECKING:
    from aboveboard.channels.tests.loopback import Behaviour

SHORT = Bounds(read=0.3, total=0.6, size=100_000)
CUT = b"HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"
CHUNKED = b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n"
LOST: dict[str, tuple[Behaviour, Reason, Bounds]] = {
    "reset before an answer": (reset, Reason.LOST, LONG),
    "closed before an answer": (saying(b""), Reason.LOST, LONG),
    "reset within the headers": (reset_after(b"HTTP/1.1 201 Cre"), Reason.LOST, LONG),
    "reset after the headers": (reset_after(CUT), Reason.LOST, LONG),
    "closed within the body": (saying(CUT), Reason.LOST, LONG),
    "closed within a chunk": (saying(CHUNKED + b"5\r\nab"), Reason.LOST, LONG),
    "closed before the last chunk": (saying(CHUNKED + b"2\r\nab\r\n"), Reason.LOST, LONG),
    "a chunk of no length": (saying(CHUNKED + b"zz\r\nab\r\n"), Reason.UNREADABLE, LONG),
    "another language": (saying(b"220 mail.example ESMTP\r\n\r\n"), Reason.UNREADABLE, LONG),
    "headers without end": (for_ever(OPEN[:-2], b"X: " + b"y" * 999), Reason.UNREADABLE, LONG),
    "silence": (silent, Reason.SLOW, SHORT),
    "slow headers": (for_ever(b"HTTP/1.1 200 OK\r\nX: ", b"y", every=0.05), Reason.SLOW, SHORT),
    "a slow body": (for_ever(OPEN, b"y", every=0.05), Reason.SLOW, SHORT),
    "it goes on for ever": (
        for_ever(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", every=0.01),
        Reason.SLOW,
        SHORT,
    ),
    "badly packed": (
        saying(PACKED + b"Content-Length: 4\r\n\r\nabcd"),
        Reason.UNREADABLE,
        LONG,
    ),
}
cases = pytest.mark.parametrize(("behaviour", "reason", "bounds"), LOST.values(), ids=LOST)


@cases
def test_what_was_to_be_made_once_is_unclear(
    behaviour: Behaviour, reason: Reason, bounds: Bounds
) -> None:
    with serving(behaviour) as server:
        with pytest.raises(Unclear) as told:
            door(bounds=bounds).send("POST", server.url, json={"text": "once"})
        assert (told.value.reason, told.value.may_repeat) == (reason, False)
    assert len(server.heard) == 1, "it was sent again"


@cases
def test_what_only_read_may_be_asked_again(
    behaviour: Behaviour, reason: Reason, bounds: Bounds
) -> None:
    with serving(behaviour) as server:
        with pytest.raises(Busy) as told:
            door(bounds=bounds).send("GET", server.url)
        assert (told.value.reason, told.value.again_at) == (reason, NOW + PAUSE)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_what_does_no_harm_twice_says_so(method: str) -> None:
    with serving(reset) as server, pytest.raises(Unclear) as told:
        door().send(method, server.url)
    assert told.value.may_repeat


@pytest.mark.parametrize(("effect", "error"), [(Effect.READS, Busy), (Effect.CREATES, Unclear)])
def test_a_caller_may_know_better_than_the_method(
    effect: Effect, error: type[ChannelError]
) -> None:
    with serving(reset) as server, pytest.raises(error):
        door().send("POST", server.url, effect=effect)


def test_a_file_that_breaks_while_it_is_sent_leaves_it_unclear() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("the disk is gone")

        def __iter__(self) -> Broken:
            return self

        def __next__(self) -> bytes:
            raise OSError("the disk is gone")

    with serving(silent) as server, pytest.raises(Unclear) as told:
        door().send("POST", server.url, content=Broken(b"picture"))
    assert told.value.reason is Reason.LOST


def test_an_upload_nobody_takes_ends_with_the_deadline() -> None:
    def deaf(connection: socket.socket, request: bytes) -> None:
        over.wait(10)

    over = threading.Event()
    began = time.monotonic()
    with serving(deaf) as server:
        # Says no length, so the server begins to behave with the headers.
        body = io.BytesIO(bytes(64 * 1024 * 1024))
        with pytest.raises(Unclear) as told:
            door(bounds=SHORT).send(
                "POST", server.url, content=body, headers={"Transfer-Encoding": "chunked"}
            )
        took = time.monotonic() - began
        over.set()
    assert told.value.reason is Reason.SLOW
    assert took < 8


def test_an_answer_given_before_all_was_sent_counts() -> None:
    def early(connection: socket.socket, request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass

    with serving(early) as server:
        body = io.BytesIO(bytes(4 * 1024 * 1024))
        answer = door().send(
            "POST", server.url, content=body, headers={"Transfer-Encoding": "chunked"}
        )
    with pytest.raises(Refused) as told:
        answer.accepted()
    assert told.value.reason is Reason.MEDIA


@pytest.mark.parametrize("behaviour", [silent, for_ever(OPEN, b"y", every=0.05)])
def test_an_answer_is_waited_for_until_the_deadline_whatever_one_read_may_take(
    behaviour: Behaviour,
) -> None:
    began = time.monotonic()
    with serving(behaviour) as server, pytest.raises(Busy) as told:
        door(bounds=Bounds(read=20, total=0.3)).send("GET", server.url)
    assert told.value.reason is Reason.SLOW
    assert time.monotonic() - began < 8

from __future__ import annotations

import gzip
import io
import socket
import ssl
import threading
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.answer import PAUSE, Effect
from aboveboard.channels.http.door import USER_AGENT, Bounds, Door
from aboveboard.channels.port import Busy, ChannelError, NotSent, Reason, Refused, Unclear
from aboveboard.channels.tests import loopback
from aboveboard.channels.tests.loopback import (
    answering,
    for_ever,
    reset,
    reset_after,
    saying,
    serving,
    silent,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aboveboard.channels.tests.loopback import Behaviour

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HERE = ip_network("127.0.0.1/32")
SHORT = Bounds(read=0.3, total=0.6, size=100_000)
LONG = Bounds(size=100_000)


def door(
    *, own: bool = True, proxy: str = "", bounds: Bounds = LONG, addresses: str = "127.0.0.1"
) -> Door:
    return Door(
        now=lambda: NOW,
        own=[HERE] if own else [],
        proxy=proxy,
        bounds=bounds,
        resolve=lambda host, port: addresses.split(),
        trust=ssl.create_default_context(cafile=str(loopback.CERTIFICATE)),
    )


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


# What never left -----------------------------------------------------------------------------


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


def test_a_certificate_nobody_vouches_for_is_not_believed() -> None:
    with serving(answering(), encrypts=True) as server:
        system = Door(now=lambda: NOW, own=[HERE], resolve=lambda host, port: ["127.0.0.1"])
        with pytest.raises(NotSent) as told:
            system.send("POST", f"https://server.example:{server.port}/")
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


# What left, and was not answered -------------------------------------------------------------

CUT = b"HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"
CHUNKED = b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n"
OPEN = b"HTTP/1.1 200 OK\r\n\r\n"
PACKED = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
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


# What is too much ----------------------------------------------------------------------------


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


# Redirects -----------------------------------------------------------------------------------


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


# Where to ------------------------------------------------------------------------------------


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


# Through a proxy -----------------------------------------------------------------------------


def tunnel(connection: socket.socket, request: bytes) -> None:
    """Let through, and be what stands behind, too."""
    connection.sendall(b"HTTP/1.1 200 Way\r\n\r\n")
    with loopback.server_side().wrap_socket(connection, server_side=True) as inner:
        heard.append(loopback.hear(inner))
        answering(body=b"behind")(inner, b"")


heard: list[bytes] = []


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


# What is sent, kept and written down ---------------------------------------------------------


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


@pytest.mark.parametrize("behaviour", [silent, for_ever(OPEN, b"y", every=0.05)])
def test_an_answer_is_waited_for_until_the_deadline_whatever_one_read_may_take(
    behaviour: Behaviour,
) -> None:
    began = time.monotonic()
    with serving(behaviour) as server, pytest.raises(Busy) as told:
        door(bounds=Bounds(read=20, total=0.3)).send("GET", server.url)
    assert told.value.reason is Reason.SLOW
    assert time.monotonic() - began < 8

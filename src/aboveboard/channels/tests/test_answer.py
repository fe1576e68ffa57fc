from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from aboveboard.channels.answer import (
    PAUSE,
    Answer,
    Effect,
    effect_of,
    told_again_at,
)
from aboveboard.channels.port import Busy, ChannelError, NotSent, Reason, Refused, Unclear

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def answer(
    status: int, effect: Effect = Effect.CREATES, body: bytes = b"", **headers: str
) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, named, body, "https://network.example/", effect, NOW)


def outcome(one: Answer) -> tuple[type[object], object]:
    try:
        return type(one.accepted()), None
    except ChannelError as told:
        return type(told), told.reason


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "120"}, timedelta(minutes=2)),
        ({"retry-after": " 90 "}, timedelta(seconds=90)),
        ({"retry-after": "Tue, 24 Nov 2026 12:05:00 GMT"}, timedelta(minutes=5)),
        ({"retry-after": "Tuesday, 24-Nov-26 12:05:00 GMT"}, timedelta(minutes=5)),
        ({"x-ratelimit-reset": "2026-11-24T12:10:00.000000Z"}, timedelta(minutes=10)),
        ({"x-ratelimit-reset": "2026-11-24T13:10:00+01:00"}, timedelta(minutes=10)),
        ({"x-ratelimit-reset": "1795522200"}, timedelta(minutes=10)),
        ({"ratelimit-reset": "1795522200"}, timedelta(minutes=10)),
        ({"ratelimit-reset": "1795522200000"}, timedelta(minutes=10)),
        ({"ratelimit-reset": "30"}, timedelta(seconds=30)),
        # The later of two, and what is said of retrying before both.
        ({"x-ratelimit-reset": "60", "ratelimit-reset": "90"}, timedelta(seconds=90)),
        ({"retry-after": "5", "ratelimit-reset": "90"}, timedelta(seconds=5)),
        # Its clock is an hour late: only the difference counts.
        (
            {
                "date": "Tue, 24 Nov 2026 11:00:00 GMT",
                "x-ratelimit-reset": "2026-11-24T11:10:00Z",
            },
            timedelta(minutes=10),
        ),
        # Past, nothing, and never.
        ({"retry-after": "0"}, timedelta(seconds=1)),
        ({"retry-after": "Tue, 24 Nov 2026 11:00:00 GMT"}, timedelta(seconds=1)),
        ({"retry-after": "999999999999999"}, timedelta(days=7)),
        ({"x-ratelimit-reset": "9999-12-31T23:59:59Z"}, timedelta(days=7)),
    ],
)
def test_when_to_ask_again_is_read_as_each_network_says_it(
    headers: dict[str, str], wait: timedelta
) -> None:
    assert told_again_at(headers, now=NOW) == NOW + wait


@pytest.mark.parametrize("text", ["", "soon", "-5", "1e9", "٣", "0001-01-01T00:00:00+14:00x"])
def test_what_says_nothing_is_taken_for_nothing(text: str) -> None:
    assert told_again_at({"retry-after": text}, now=NOW) is None


words = some.one_of(
    some.text(max_size=30),
    some.integers().map(str),
    some.floats().map(str),
    some.datetimes().map(datetime.isoformat),
    some.datetimes(timezones=some.just(timezone(timedelta(hours=14)))).map(datetime.isoformat),
    some.datetimes().map(lambda one: one.strftime("%a, %d %b %Y %H:%M:%S GMT")),
)


@given(retry=words, reset=words, date=words)
def test_whatever_is_said_the_wait_is_between_a_second_and_a_week(
    retry: str, reset: str, date: str
) -> None:
    headers = {"retry-after": retry, "x-ratelimit-reset": reset, "date": date}
    again_at = told_again_at(headers, now=NOW)
    if again_at is not None:
        assert timedelta(seconds=1) <= again_at - NOW <= timedelta(days=7)


@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize("status", [200, 201, 202, 204, 206])
def test_yes_is_yes(status: int, effect: Effect) -> None:
    one = answer(status, effect)
    assert one.accepted() is one


@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (400, Reason.INVALID),
        (401, Reason.SIGN_IN),
        (403, Reason.FORBIDDEN),
        (404, Reason.GONE),
        (410, Reason.GONE),
        (413, Reason.MEDIA),
        (422, Reason.INVALID),
        (426, Reason.OUTDATED),
        (301, Reason.REDIRECTS),
        (307, Reason.REDIRECTS),
        (308, Reason.REDIRECTS),
    ],
)
def test_no_is_no_whatever_was_asked(status: int, reason: Reason, effect: Effect) -> None:
    assert outcome(answer(status, effect)) == (Refused, reason)


@pytest.mark.parametrize("effect", Effect)
def test_too_many_requests_did_nothing(effect: Effect) -> None:
    with pytest.raises(Busy) as told:
        answer(429, effect, retry_after="300").accepted()
    assert told.value.again_at == NOW + timedelta(minutes=5)
    with pytest.raises(Busy) as told:
        answer(429, effect).accepted()
    assert told.value.again_at == NOW + PAUSE


@pytest.mark.parametrize(
    "status", [101, 302, 303, 408, 409, 500, 501, 502, 503, 504, 507, 520, 599, 999]
)
def test_a_fault_leaves_open_whether_it_was_made(status: int) -> None:
    with pytest.raises(Unclear) as made:
        answer(status, retry_after="5").accepted()
    assert (made.value.status, made.value.may_repeat) == (status, False)
    with pytest.raises(Unclear) as removed:
        answer(status, Effect.REPEATS).accepted()
    assert removed.value.may_repeat
    with pytest.raises(Busy) as read:
        answer(status, Effect.READS, retry_after="5").accepted()
    assert read.value.again_at == NOW + timedelta(seconds=5)


@pytest.mark.parametrize("body", [b"", b"{", b"<html>", b"\xff", b"[" * 100_000])
def test_a_yes_that_cannot_be_read_is_no_proof(body: bytes) -> None:
    with pytest.raises(Unclear) as told:
        answer(200, body=body).json()
    assert (told.value.reason, told.value.status) == (Reason.UNREADABLE, 200)
    with pytest.raises(Busy):
        answer(200, Effect.READS, body=body).json()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"error": "Validation failed"}', "Validation failed"),
        (b'{"error": "InvalidToken", "message": "Token is bad"}', "Token is bad"),
        (b'{"error": {"message": "No\\n  permission", "code": 10}}', "No permission"),
        (b'{"error": "invalid_grant", "error_description": "Expired"}', "Expired"),
        (b'{"error_type": "OAuthException", "error_message": "No such code"}', "No such code"),
        (
            b'{"error": "Malformed token EAAB%s, sorry"}' % (b"9xZ_-" * 30),
            "Malformed token …, sorry",
        ),
        (
            b'{"message": "Content is a duplicate of urn:li:share:7141138937766391808"}',
            "Content is a duplicate of urn:li:share:7141138937766391808",
        ),
        (b'{"message": 7}', ""),
        (b"[1]", ""),
        (b"<html>", ""),
        (b'{"message": "%s"}' % (b"x" * 999), "x" * 300),
    ],
)
def test_the_words_of_the_network_are_kept_for_the_writer(body: bytes, said: str) -> None:
    with pytest.raises(Refused) as told:
        answer(400, body=body).accepted()
    assert told.value.said == said


def test_methods_say_what_they_do() -> None:
    assert effect_of("GET") is effect_of("HEAD") is Effect.READS
    assert effect_of("PUT") is effect_of("DELETE") is Effect.REPEATS
    assert effect_of("POST") is effect_of("PATCH") is Effect.CREATES


@pytest.mark.parametrize(
    "error",
    [
        NotSent(Reason.NAME, said="private"),
        Refused(Reason.INVALID, status=400, said="private", existing="private"),
        Busy(Reason.RATE, NOW, status=429, said="private"),
        Unclear(Reason.FAULT, status=500, said="private"),
    ],
)
def test_what_a_network_said_is_in_no_message(error: ChannelError) -> None:
    assert "private" not in f"{error} {error!r} {error.args}"
    assert error.reason.value in str(error)

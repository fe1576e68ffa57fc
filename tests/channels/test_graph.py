"""What the Graph API tells of its limits and its lists, and what is made of odd answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.channels.answer import Answer, Effect
from aboveboard.channels.graph.calls import body_of, items, moment_in
from aboveboard.channels.graph.errors import spare, understood, usage
from aboveboard.channels.port import Busy, ChannelError

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["data", "error", "code", "error_subcode", "paging", "id"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


def answer(status: int, body: Any = None, **headers: str) -> Answer:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, told, json.dumps(body).encode(), "", Effect.CREATES, NOW)


def business(**used: int) -> str:
    return json.dumps({"2001": [{"type": "pages", "call_count": 1}, used]})


def test_the_time_to_regain_access_is_waited_in_minutes() -> None:
    told = answer(
        403,
        {"error": {"code": 4}},
        x_business_use_case_usage=business(estimated_time_to_regain_access=42),
    )
    with pytest.raises(Busy) as busy:
        understood(told)
    assert busy.value.again_at == NOW + timedelta(minutes=42)


def test_the_fullest_of_all_counters_counts() -> None:
    app = json.dumps({"call_count": 10, "total_time": 79, "total_cputime": 3})
    assert usage(answer(200, x_app_usage=app)) == 79
    spare(answer(200, x_app_usage=app))
    full = answer(200, x_app_usage=app, x_business_use_case_usage=business(total_time=80))
    with pytest.raises(Busy) as busy:
        spare(full)
    assert busy.value.again_at == NOW + timedelta(minutes=15)


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"a": [1, {"call_count": "x"}]}', "null"])
def test_a_header_that_says_nothing_means_nothing(text: str) -> None:
    assert usage(answer(200, x_app_usage=text, x_business_use_case_usage=text)) == 0


@given(ODD, st.sampled_from([200, 302, 400, 401, 403, 404, 429, 500]))
def test_whatever_is_answered_is_an_answer_or_an_error_of_the_contract(
    body: Any, status: int
) -> None:
    try:
        came = understood(answer(status, body))
    except ChannelError:
        return
    assert isinstance(body_of(came), dict)
    assert all(isinstance(one, dict) for one in items(came))


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-11-24T12:00:00+0000", NOW),
        ("2026-11-24T13:00:00+0100", NOW),
        ("2026-11-24T12:00:00", NOW),
        ("soon", None),
        (None, None),
    ],
)
def test_moments_are_in_utc(said: Any, moment: datetime | None) -> None:
    assert moment_in({"at": said}, "at") == moment

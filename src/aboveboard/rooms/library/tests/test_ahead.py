from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from aboveboard.rooms.library.ahead import read_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_everything_comes_in_order() -> None:
    with read_ahead(lambda: iter(range(100))) as coming:
        assert list(coming) == list(range(100))


def test_an_error_comes_in_its_place() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise LookupError("two")

    seen: list[int] = []
    with pytest.raises(LookupError, match="two"), read_ahead(broken) as coming:
        seen.extend(coming)
    assert not seen or seen == [1]


def test_the_thread_has_ended_when_the_block_is_left_early() -> None:
    is_closed = threading.Event()

    def endless() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            is_closed.set()

    with read_ahead(endless) as coming:
        assert next(coming) == 1
    assert not [one for one in threading.enumerate() if one.name == "read-ahead"]


def test_little_is_read_before_it_is_asked_for() -> None:
    drawn: list[int] = []

    def counted() -> Iterator[int]:
        for number in range(1000):
            drawn.append(number)
            yield number

    with read_ahead(counted) as coming:
        next(coming)
        threading.Event().wait(0.05)
        assert len(drawn) <= 4

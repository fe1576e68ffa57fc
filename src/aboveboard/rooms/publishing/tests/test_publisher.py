"""The loop's rounds: what is due is handed out, what is not is waited for."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aboveboard.rooms.publishing import publisher as loop
from aboveboard.rooms.publishing.models import State
from aboveboard.rooms.publishing.publisher import Publisher
from aboveboard.rooms.publishing.statements import next_due
from aboveboard.rooms.publishing.tests.scripted import START

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from aboveboard.rooms.publishing.tests.scripted import World


class AtOnce(Executor):
    """Does what it is given before it answers."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work(*args, **more))
        return done


def test_what_comes_next_is_told_with_its_zone(world: World) -> None:
    assert next_due(START) is None
    world.promise(after=3600)
    assert next_due(START) == START + timedelta(hours=1)


def test_a_round_sends_what_is_due_and_says_how_long_to_wait(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "close_old_connections", lambda: None)  # it is that of the test
    now, soon = world.promise(), world.promise("Later.", after=60)
    publisher = Publisher(world.tools, poll_seconds=90)
    publisher._round(AtOnce())  # type: ignore[arg-type]
    for one in (now, soon):
        one.refresh_from_db()
    assert (now.state, soon.state) == (State.PUBLIC, State.SCHEDULED)
    assert publisher._round(AtOnce()) == 60  # type: ignore[arg-type]
    world.clock.pass_by(59.5)
    assert publisher._round(AtOnce()) == 0.5  # type: ignore[arg-type]


def test_a_round_that_fails_does_not_end_the_loop(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher = Publisher(world.tools, poll_seconds=0)
    rounds = []

    def fail(pool: object) -> float:
        rounds.append(pool)
        if len(rounds) == 3:
            publisher._stopping.set()
        raise TypeError

    monkeypatch.setattr(publisher, "_round", fail)
    monkeypatch.setattr(loop, "connections", _Untouched())
    publisher.run()
    assert len(rounds) == 3


class _Untouched:
    """The connection of the test stays open when the loop closes those of its thread."""

    def close_all(self) -> None:
        return None

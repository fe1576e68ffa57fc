"""Figures: asked for ever more seldom, kept as a series."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from aboveboard.channels.port import Ability, Busy, Metrics, Reason, Refused
from aboveboard.rooms.library.models import Metric
from aboveboard.rooms.publishing.measure import STEPS, measure, next_measure
from aboveboard.rooms.publishing.models import Part
from aboveboard.rooms.publishing.tests.scripted import START

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pytest

    from aboveboard.channels.port import Receipt
    from aboveboard.rooms.publishing.tests.scripted import World


def rows(name: str) -> list[int]:
    return list(
        Metric.objects.filter(name=name).order_by("until").values_list("value", flat=True)
    )


def test_a_post_is_asked_for_at_each_step_and_then_no_more(world: World) -> None:
    world.promise()
    world.work()
    asked = 0
    for step in STEPS:
        world.clock.now = START + step - timedelta(seconds=1)
        assert measure(world.tools) == 0
        world.clock.now = START + step
        asked += measure(world.tools)
    assert asked == len(STEPS)
    assert Part.objects.get().measure_at is None
    world.clock.pass_by(10**7)
    assert measure(world.tools) == 0


def test_figures_are_a_series_with_one_a_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    likes = iter((3, 5, 9, 20))

    def told(receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
        return {one.remote_id: Metrics(likes=next(likes), views=0) for one in receipts}

    monkeypatch.setattr(world.channel, "metrics", told)
    world.promise()
    world.work()
    for step in STEPS[:4]:
        world.clock.now = START + step
        measure(world.tools)
    assert rows("likes") == [9, 20]
    assert rows("impressions") == [0, 0]
    assert rows("comments") == []


def test_figures_of_many_posts_are_written_at_once(world: World) -> None:
    for number in range(3):
        world.promise(f"We missed target {number}.")
        world.work()
    first, second, _ = Part.objects.order_by("pk")
    second.remote_id = first.remote_id  # a person gave one link for both
    second.save()
    world.clock.pass_by(3600)
    with CaptureQueriesContext(connection) as asked:
        assert measure(world.tools) == 3
    assert sum("library_metric" in one["sql"] for one in asked) == 1
    assert rows("likes") == [3, 3]


def test_two_processes_ask_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def told(receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
        calls.append(len(receipts))
        measure(world.tools)
        return {}

    monkeypatch.setattr(world.channel, "metrics", told)
    world.promise()
    world.work()
    world.clock.pass_by(3600)
    measure(world.tools)
    assert calls == [1]


def test_an_account_without_figures_is_not_asked(world: World) -> None:
    world.channel.abilities = frozenset(Ability) - {Ability.METRICS}
    world.promise()
    world.work()
    world.clock.pass_by(3600)
    assert measure(world.tools) == 0
    assert Part.objects.get().measure_at is None


def test_a_busy_network_is_asked_when_it_wants(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = START + timedelta(hours=2)

    def busy(receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
        raise Busy(Reason.RATE, again)

    monkeypatch.setattr(world.channel, "metrics", busy)
    world.promise()
    world.work()
    world.clock.now = START + timedelta(hours=1)
    assert measure(world.tools) == 0
    assert Part.objects.get().measure_at == again


def test_a_network_that_lets_nobody_in_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
        raise Refused(Reason.SIGN_IN)

    monkeypatch.setattr(world.channel, "metrics", no)
    world.promise()
    world.work()
    world.clock.pass_by(3600)
    assert measure(world.tools) == 0
    assert world.distrusted == [world.account.pk]


def test_what_was_withdrawn_is_not_asked_for(world: World) -> None:
    from aboveboard.rooms.publishing.withdraw import withdraw

    one = world.promise()
    world.work()
    withdraw(one, by=world.member, now=world.clock.now)
    world.work()
    world.clock.pass_by(3600)
    assert measure(world.tools) == 0


def test_the_steps_after_a_long_silence_are_not_made_up_for() -> None:
    assert next_measure(START, START + timedelta(days=3)) == START + timedelta(days=4)
    assert next_measure(START, START + timedelta(weeks=5)) is None

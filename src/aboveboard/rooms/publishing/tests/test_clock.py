"""The time by which several processes publish."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import OperationalError, connection, transaction

from aboveboard.rooms.publishing.clock import FRESH_SECONDS, DatabaseClock, shared_now

if TYPE_CHECKING:
    from conftest import Cast

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_the_databases_clock_is_told_and_measured_anew_each_minute() -> None:
    steady = 0.0
    ahead = timedelta(seconds=90)
    asked = []

    def ask() -> datetime:
        asked.append(steady)
        return NOON + ahead

    clock = DatabaseClock(own=lambda: NOON, steady=lambda: steady, ask=ask)
    assert clock() == clock() == NOON + timedelta(seconds=90)
    ahead = timedelta(seconds=-5)
    assert clock() == NOON + timedelta(seconds=90)
    steady = FRESH_SECONDS
    assert clock() == NOON - timedelta(seconds=5)
    assert asked == [0.0, FRESH_SECONDS]


def test_while_the_database_is_away_the_last_difference_holds() -> None:
    answers: list[datetime | Exception] = [NOON + timedelta(seconds=7), OperationalError()]
    steady = 0.0

    def ask() -> datetime:
        told = answers.pop(0)
        if isinstance(told, Exception):
            raise told
        return told

    clock = DatabaseClock(own=lambda: NOON, steady=lambda: steady, ask=ask)
    assert clock() == NOON + timedelta(seconds=7)
    steady = 2 * FRESH_SECONDS
    assert clock() == NOON + timedelta(seconds=7)


def test_nothing_is_asked_in_the_midst_of_a_transaction(cast: Cast) -> None:
    def ask() -> datetime:
        raise AssertionError

    with transaction.atomic():
        assert DatabaseClock(own=lambda: NOON, ask=ask)() == NOON


def test_the_clock_of_this_installation_is_aware_and_near(cast: Cast) -> None:
    told = shared_now()()
    assert told.tzinfo is not None
    assert abs(told - datetime.now(UTC)) < timedelta(minutes=5)
    assert isinstance(shared_now(), DatabaseClock) == (connection.vendor == "postgresql")

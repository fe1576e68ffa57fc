"""That verification holds, and that it would notice each safeguard that is missing."""

from __future__ import annotations

import logging
from itertools import count, islice
from typing import TYPE_CHECKING

import pytest

from tests.verify.mutants import MUTANTS
from tests.verify.places import places
from tests.verify.publishing import verdict_of
from tests.verify.scenario import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.verify.places import Place

ENOUGH = 600
"""Schedules after which a mutant has to be found."""


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", places(), ids=lambda place: place.name)
def test_no_promise_is_broken(place: Place) -> None:
    broken = [one for seed in range(12) if not (one := verdict_of(place, seed)).is_kept]
    assert broken == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", MUTANTS)
def test_a_missing_safeguard_is_noticed(name: str) -> None:
    pairs = ((place, seed) for seed in count() for place in places())
    with MUTANTS[name]():
        assert any(not verdict_of(place, seed).is_kept for place, seed in islice(pairs, ENOUGH))


def test_the_same_seed_gives_the_same_schedule() -> None:
    [place, *_] = places()
    assert drawn(7, place) == drawn(7, place)
    assert len({drawn(seed, place) for seed in range(50)}) > 40

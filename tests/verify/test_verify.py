"""That verification holds, and that it would notice each safeguard that is missing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from tests.verify.mutants import MUTANTS, NOTICED_AT, noticed_by
from tests.verify.places import PLACES
from tests.verify.publishing import verdict_of
from tests.verify.scenario import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.verify.places import Place

ENOUGH = 300
"""Schedules after which a mutant has to be noticed; most are within the first thirty."""


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_no_promise_is_broken(place: Place) -> None:
    broken = [one for seed in range(12) if not (one := verdict_of(place, seed)).is_kept]
    assert broken == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", MUTANTS)
def test_a_missing_safeguard_is_noticed(name: str) -> None:
    [place] = [one for one in PLACES if one.name == NOTICED_AT[name]]
    assert noticed_by(name, ENOUGH, place) is not None


def test_the_same_seed_gives_the_same_schedule() -> None:
    [place, *_] = PLACES
    assert drawn(7, place) == drawn(7, place)
    assert len({drawn(seed, place) for seed in range(50)}) > 40

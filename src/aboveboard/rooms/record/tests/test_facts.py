from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.read import read
from aboveboard.rooms.record.facts import record_facts
from aboveboard.rooms.record.models import Target
from aboveboard.rooms.record.tests.made import moment, target

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from conftest import Cast

pytestmark = pytest.mark.django_db


def state_of(cast: Cast, text: str) -> tuple[str | None, str]:
    """Return how the first number of a text stands to the record, and the entry it is beside."""
    known = Known(record=record_facts(cast.noor.workspace_id), today=date(2026, 11, 24))
    claim = read(DraftText(text), known).claims[0]
    return (claim.state and str(claim.state), claim.fact.link if claim.fact else "")


def test_an_outcome_backs_a_number_and_another_number_differs_from_it(cast: Cast) -> None:
    sales = target(cast.noor, what="Omzet", value=600_000, unit="€", outcome=571_000,
                   state=Target.State.MISSED)  # fmt: skip
    link = f"/w/{cast.noor.workspace_id}/record/targets/{sales.pk}/"
    assert state_of(cast, "We haalden € 571.000 omzet.") == ("supported", link)
    assert state_of(cast, "We haalden € 640.000 omzet.") == ("differs", link)
    assert state_of(cast, "Ons doel was € 600.000 omzet.") == ("supported", link)


def test_the_numbers_in_moments_are_facts_of_their_day(cast: Cast) -> None:
    lost = moment(cast.noor, "We verloren drie horecaklanten aan een groothandel")
    link = f"/w/{cast.noor.workspace_id}/record/moments/{lost.pk}/"
    assert state_of(cast, "We verloren drie horecaklanten.") == ("supported", link)
    assert state_of(cast, "We verloren 5 horecaklanten aan een groothandel.") == (
        "differs",
        link,
    )


def test_what_was_removed_or_belongs_to_others_is_not_known(cast: Cast) -> None:
    gone = moment(
        cast.noor,
        "We verloren 40 klanten",
    )
    gone.deleted_at = gone.created_at
    gone.save()
    moment(cast.stranger, "We verloren 40 klanten")
    assert record_facts(cast.noor.workspace_id).size == 0


def test_facts_take_few_queries_and_moments_are_read_again_only_when_one_changed(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        moment(cast.noor, f"We verkochten {number + 100} broden", topics=["brood"])
        target(cast.noor, what="Brood", value=number)
    workspace = cast.noor.workspace_id
    with django_assert_num_queries(4):
        assert record_facts(workspace).size == 60
    with django_assert_num_queries(2):
        record_facts(workspace)
    moment(cast.noor, "We verkochten 900 broden")
    with django_assert_num_queries(4):
        assert record_facts(workspace).size == 61

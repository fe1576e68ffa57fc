from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import translation

from aboveboard.rooms.mirror.decide import confirm
from aboveboard.rooms.mirror.parts import Figures, figures_of
from aboveboard.rooms.mirror.period import Period
from aboveboard.rooms.mirror.tests.made import NOON, link, moment, post
from aboveboard.rooms.record.models import Moment

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from conftest import Cast

pytestmark = pytest.mark.django_db


def _figures(cast: Cast) -> Figures:
    return figures_of(cast.workspace, Period("all", None, None), today=date(2026, 11, 24))


def test_a_look_takes_few_queries_and_a_decision_shows_at_once(
    browser: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tie = link(moment(cast.workspace), post(cast.workspace), "proposed")
    address = reverse("mirror:page", args=[cast.workspace.pk]) + "?period=all"
    assert "0 of 1 win" in browser.get(address).content.decode()
    with django_assert_max_num_queries(10):
        assert "0 of 1 win" in browser.get(address).content.decode()
    confirm(tie, by=cast.noor, now=NOON)
    assert "1 of 1 win" in browser.get(address).content.decode()


def test_kept_parts_speak_the_language_of_the_reader(browser: Client, cast: Cast) -> None:
    link(moment(cast.workspace, day=date(2026, 3, 2)), post(cast.workspace))
    address = reverse("mirror:page", args=[cast.workspace.pk]) + "?period=all"
    assert "March 2026" in browser.get(address).content.decode()
    browser.cookies["aboveboard_language"] = "nl"
    with translation.override("nl"):  # puts back what the request leaves behind
        assert "maart 2026" in browser.get(address).content.decode().lower()


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Another telling."},
        {"language": "fr"},
        {"kind": "lesson"},
        {"openness": "never"},
    ],
)
def test_a_change_shows_though_nothing_says_when_it_was_made(
    cast: Cast, change: dict[str, str]
) -> None:
    one = moment(cast.workspace, "A telling.", openness="free")
    post(cast.workspace)
    before = _figures(cast)
    assert _figures(cast) == before
    Moment.objects.filter(pk=one.pk).update(**change)
    assert _figures(cast) != before


def test_what_happens_elsewhere_leaves_the_figures(cast: Cast) -> None:
    moment(cast.workspace)
    post(cast.workspace)
    before = _figures(cast)
    link(moment(cast.stranger.workspace), post(cast.stranger.workspace))
    assert _figures(cast) == before

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import translation

from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror.decide import confirm, refuse
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.mirror.stamp import stamp
from aboveboard.rooms.mirror.tests.made import NOON, link, moment, post
from aboveboard.rooms.record.models import Moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from conftest import Cast

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(minutes=1)


def _edited(cast: Cast) -> None:
    one = Moment.objects.filter(deleted_at=None).first()
    assert one
    Moment.objects.filter(pk=one.pk).update(openness="never", updated_at=LATER)


def _swapped(cast: Cast) -> None:
    """Remove one moment and put another of the same kind back, at one moment in time."""
    first, second = Moment.objects.order_by("pk")[:2]
    Moment.objects.filter(pk=first.pk).update(deleted_at=NOON)
    Moment.objects.filter(pk=second.pk).update(deleted_at=None)


CHANGES: list[Callable[[Cast], object]] = [
    lambda cast: moment(cast.workspace),
    lambda cast: post(cast.workspace, day=date(2020, 1, 1)),
    lambda cast: Post.objects.filter(pk=Post.objects.earliest("pk").pk).update(kind="lesson"),
    lambda cast: Post.objects.latest("pk").delete(),
    lambda cast: confirm(Link.objects.get(state="proposed"), by=cast.noor, now=LATER),
    lambda cast: refuse(Link.objects.get(state="confirmed"), by=cast.noor, now=LATER),
    lambda cast: Moment.objects.filter(kind="win").update(kind="setback"),
    _edited,
    _swapped,
]


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_makes_another_stamp(cast: Cast, change: Callable[[Cast], object]) -> None:
    first, second, third = (moment(cast.workspace) for _ in range(3))
    Moment.objects.filter(pk=second.pk).update(deleted_at=NOON)
    link(first, post(cast.workspace))
    link(third, post(cast.workspace, kind="win"), "proposed")
    before = stamp(cast.workspace.pk)
    assert stamp(cast.workspace.pk) == before
    change(cast)
    assert stamp(cast.workspace.pk) != before


def test_what_happens_elsewhere_leaves_the_stamp(cast: Cast) -> None:
    before = stamp(cast.workspace.pk)
    link(moment(cast.stranger.workspace), post(cast.stranger.workspace))
    assert stamp(cast.workspace.pk) == before


def test_a_second_look_takes_few_queries_and_a_decision_shows_at_once(
    browser: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tie = link(moment(cast.workspace), post(cast.workspace), "proposed")
    address = reverse("mirror:page", args=[cast.workspace.pk]) + "?period=all"
    assert "0 of 1 win" in browser.get(address).content.decode()
    with django_assert_max_num_queries(7):
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

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django_ox.testing import run_tasks

from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror.ask_for_links import PATIENCE, ask_for_links
from aboveboard.rooms.mirror.likeness import MOST
from aboveboard.rooms.mirror.models import Link, LinkRun, PostTag
from aboveboard.rooms.mirror.propose_links import Proposed, has_news, propose_links, propose_new
from aboveboard.rooms.mirror.tests.made import NOON, link, moment, post
from aboveboard.rooms.record.models import Moment

if TYPE_CHECKING:
    from conftest import Cast

LOST = "Mandelaar ended the contract."
TOLD = "When Mandelaar ended our contract, it hurt."


def pairs(state: str = "proposed") -> set[tuple[int, int]]:
    return set(Link.objects.filter(state=state).values_list("moment_id", "post_id"))


def test_a_likely_pair_is_proposed_with_its_reasons(cast: Cast) -> None:
    what, told = moment(cast.workspace, LOST), post(cast.workspace, TOLD)
    post(cast.workspace, "Open on Sunday.")
    assert propose_links(cast.workspace.pk) == Proposed(1, 0)
    made = Link.objects.get()
    assert (made.moment_id, made.post_id, made.state) == (what.pk, told.pk, "proposed")
    assert ["name", "Mandelaar"] in made.reasons
    assert 0.35 <= made.likeness <= 1


def test_a_second_run_changes_nothing(cast: Cast) -> None:
    moment(cast.workspace, LOST)
    for day in range(1, 10):
        post(cast.workspace, TOLD, date(2026, 3, 2) + timedelta(days=day))
    propose_links(cast.workspace.pk)
    before = list(Link.objects.order_by("pk").values_list("pk", "likeness"))
    assert propose_links(cast.workspace.pk) == Proposed(0, 0)
    assert list(Link.objects.order_by("pk").values_list("pk", "likeness")) == before


def test_at_most_five_wait_at_one_moment_and_they_are_the_likest(cast: Cast) -> None:
    what = moment(cast.workspace, LOST)
    told = [
        post(cast.workspace, TOLD, date(2026, 3, 2) + timedelta(days=10 * day))
        for day in range(9)
    ]
    propose_links(cast.workspace.pk)
    assert pairs() == {(what.pk, one.pk) for one in told[:MOST]}


def test_what_was_refused_or_confirmed_is_left_alone(cast: Cast) -> None:
    what, told, other = (
        moment(cast.workspace, LOST),
        post(cast.workspace, TOLD),
        post(cast.workspace, TOLD),
    )
    link(what, told, "refused")
    link(what, other, "confirmed")
    assert propose_links(cast.workspace.pk) == Proposed(0, 0)
    assert pairs("refused") == {(what.pk, told.pk)}


def test_a_run_for_one_post_looks_at_all_moments_and_no_other_post(cast: Cast) -> None:
    first, second = moment(cast.workspace, LOST), moment(cast.workspace, LOST)
    told = post(cast.workspace, TOLD)
    post(cast.workspace, TOLD)
    propose_links(cast.workspace.pk, post_ids=[told.pk])
    assert pairs() == {(first.pk, told.pk), (second.pk, told.pk)}


def test_a_run_for_one_moment_looks_at_all_posts_and_no_other_moment(cast: Cast) -> None:
    what = moment(cast.workspace, LOST)
    moment(cast.workspace, LOST)
    told, other = post(cast.workspace, TOLD), post(cast.workspace, TOLD)
    propose_links(cast.workspace.pk, moment_ids=[what.pk])
    assert pairs() == {(what.pk, told.pk), (what.pk, other.pk)}


def test_a_liker_new_post_takes_the_place_of_the_least_like(cast: Cast) -> None:
    what = moment(cast.workspace, LOST)
    old = [
        post(cast.workspace, TOLD, date(2026, 4, 2) + timedelta(days=10 * day))
        for day in range(5)
    ]
    propose_links(cast.workspace.pk)
    new = post(cast.workspace, TOLD, date(2026, 3, 3))
    assert propose_links(cast.workspace.pk, post_ids=[new.pk]) == Proposed(1, 1)
    assert pairs() == {(what.pk, one.pk) for one in [*old[:4], new]}


def test_an_edited_moment_loses_proposals_that_no_longer_fit(cast: Cast) -> None:
    what = moment(cast.workspace, LOST)
    post(cast.workspace, TOLD)
    propose_new(cast.workspace.pk, now=NOON)
    assert len(pairs()) == 1
    Moment.objects.filter(pk=what.pk).update(
        text="Griep.", updated_at=NOON + timedelta(hours=1)
    )
    assert propose_new(cast.workspace.pk, now=NOON) == Proposed(0, 1)


def test_reposts_removed_moments_and_other_workspaces_take_no_part(cast: Cast) -> None:
    what = moment(cast.workspace, LOST)
    post(cast.workspace, TOLD, is_repost=True)
    post(cast.stranger.workspace, TOLD)
    gone = moment(cast.workspace, LOST)
    Moment.objects.filter(pk=gone.pk).update(deleted_at=NOON)
    told = post(cast.workspace, TOLD)
    propose_links(cast.workspace.pk)
    assert pairs() == {(what.pk, told.pk)}


def test_only_what_is_new_is_looked_at_and_tags_are_kept(cast: Cast) -> None:
    moment(cast.workspace, LOST)
    post(cast.workspace, TOLD + " #Klanten #klanten")
    assert has_news(cast.workspace.pk)
    assert propose_new(cast.workspace.pk, now=NOON) == Proposed(1, 0)
    assert not has_news(cast.workspace.pk)
    assert propose_new(cast.workspace.pk, now=NOON) == Proposed(0, 0)
    assert list(PostTag.objects.values_list("folded", flat=True)) == ["klanten"]
    post(cast.workspace, TOLD)
    assert has_news(cast.workspace.pk)
    assert propose_new(cast.workspace.pk, now=NOON) == Proposed(1, 0)


def test_a_post_whose_words_changed_is_looked_at_again(cast: Cast) -> None:
    what = moment(cast.workspace, LOST)
    fits, fitted = post(cast.workspace, "Nothing #old"), post(cast.workspace, TOLD)
    propose_new(cast.workspace.pk, now=NOON)
    assert pairs() == {(what.pk, fitted.pk)}
    Post.objects.filter(pk=fits.pk).update(text=f"{TOLD} #new", changed_at=NOON)
    Post.objects.filter(pk=fitted.pk).update(text="Nothing", changed_at=NOON)
    assert has_news(cast.workspace.pk)
    assert propose_new(cast.workspace.pk, now=NOON) == Proposed(1, 1)
    assert pairs() == {(what.pk, fits.pk)}
    assert list(PostTag.objects.values_list("name", flat=True)) == ["new"]
    assert not has_news(cast.workspace.pk)
    assert propose_new(cast.workspace.pk, now=NOON) == Proposed(0, 0)


def test_one_run_is_asked_for_at_a_time_and_a_lost_one_again(cast: Cast) -> None:
    moment(cast.workspace, LOST)
    post(cast.workspace, TOLD)
    assert ask_for_links(cast.workspace.pk, now=NOON)
    assert not ask_for_links(cast.workspace.pk, now=NOON + timedelta(minutes=1))
    assert ask_for_links(cast.workspace.pk, now=NOON + PATIENCE + timedelta(seconds=1))
    run_tasks(raise_failures=True)
    assert len(pairs()) == 1
    assert LinkRun.objects.get().asked_at is None
    assert ask_for_links(cast.workspace.pk, now=NOON)


pytestmark = pytest.mark.django_db

"""Every figure beside one worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from aboveboard.core.kinds import Kind
from aboveboard.rooms.mirror.figures import Told
from aboveboard.rooms.mirror.models import PostTag
from aboveboard.rooms.mirror.period import Period
from aboveboard.rooms.mirror.propose_links import propose_new
from aboveboard.rooms.mirror.queries import mirror, standing
from aboveboard.rooms.mirror.tests.made import NOON, link, moment, post
from aboveboard.rooms.record.models import Moment

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from conftest import Cast

pytestmark = pytest.mark.django_db

YEAR = Period("year", date(2026, 1, 1), date(2027, 1, 1))
ALWAYS = Period("all", None, None)
DAY = date(2026, 3, 2)


def test_only_confirmed_links_count_as_shown(cast: Cast) -> None:
    for state in ("confirmed", "proposed", "refused"):
        link(moment(cast.workspace), post(cast.workspace), state)
    moment(cast.workspace)
    assert mirror(cast.workspace.pk, YEAR).record[Kind.WIN] == Told(shown=1, n=4)


def test_a_moment_told_in_three_posts_is_one_moment_shown(cast: Cast) -> None:
    what = moment(cast.workspace)
    for _ in range(3):
        link(what, post(cast.workspace))
    assert mirror(cast.workspace.pk, YEAR).record[Kind.WIN] == Told(shown=1, n=1)


def test_the_period_holds_its_first_day_and_not_its_end(cast: Cast) -> None:
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)):
        moment(cast.workspace, day=day)
        post(cast.workspace, day=day, kind="win")
    found = mirror(cast.workspace.pk, YEAR)
    assert (found.moments, found.posts) == (2, 2)
    assert mirror(cast.workspace.pk, ALWAYS).moments == 4


def test_what_is_removed_reposted_or_elsewhere_is_left_out(cast: Cast) -> None:
    gone = moment(cast.workspace)
    told = post(cast.workspace, kind="win")
    link(gone, told)
    Moment.objects.filter(pk=gone.pk).update(deleted_at=NOON)
    post(cast.workspace, kind="win", is_repost=True)
    link(moment(cast.stranger.workspace), post(cast.stranger.workspace, kind="win"))
    found = mirror(cast.workspace.pk, YEAR)
    assert (found.moments, found.posts) == (0, 1)
    # A removed moment does not stand behind a post.
    assert found.unrecorded[Kind.WIN] == 1


def test_the_gap_is_that_of_newcombe(cast: Cast) -> None:
    for kind, shown, n in (("win", 22, 26), ("setback", 5, 19)):
        for number in range(n):
            what = moment(cast.workspace, kind=kind)
            if number < shown:
                link(what, post(cast.workspace, kind=kind))
    gap = mirror(cast.workspace.pk, YEAR).gap
    assert gap
    assert (round(100 * gap.value), round(100 * gap.low), round(100 * gap.high)) == (58, 29, 75)
    assert gap.n == 45


def test_too_few_of_one_kind_is_no_gap(cast: Cast) -> None:
    for _ in range(9):
        moment(cast.workspace, kind="win")
    for _ in range(4):
        moment(cast.workspace, kind="setback")
    found = mirror(cast.workspace.pk, YEAR)
    assert found.gap is None
    assert found.record[Kind.SETBACK].rate is None
    assert found.record[Kind.WIN].rate is not None
    moment(cast.workspace, kind="setback")
    assert mirror(cast.workspace.pk, YEAR).gap is not None


def test_record_and_image_are_set_beside_each_other_by_kind(cast: Cast) -> None:
    for kind, moments, posts in (("win", 4, 9), ("setback", 5, 0), ("neutral", 1, 1)):
        for _ in range(moments):
            moment(cast.workspace, kind=kind)
        for _ in range(posts):
            post(cast.workspace, kind=kind)
    mix = {row.kind: row for row in mirror(cast.workspace.pk, YEAR).mix}
    wins, setbacks = mix[Kind.WIN], mix[Kind.SETBACK]
    assert wins.record
    assert wins.image
    assert wins.shift
    assert (wins.record.value, wins.image.value) == (0.4, 0.9)
    assert wins.shift.value == pytest.approx(0.5)
    assert setbacks.shift
    assert setbacks.shift.value == pytest.approx(-0.5)
    assert (mix[Kind.LESSON].moments, mix[Kind.LESSON].posts) == (0, 0)


def test_months_are_without_holes_and_hold_both_sides(cast: Cast) -> None:
    link(
        moment(cast.workspace, day=date(2026, 1, 31)),
        post(cast.workspace, day=date(2026, 4, 1)),
    )
    moment(cast.workspace, day=date(2026, 1, 1), kind="setback")
    found = mirror(cast.workspace.pk, YEAR).months
    assert [row.first for row in found] == [date(2026, month, 1) for month in (1, 2, 3, 4)]
    assert found[0].told[Kind.WIN] == Told(1, 1)
    assert found[0].told[Kind.SETBACK] == Told(0, 1)
    assert found[3].posts[Kind.NEUTRAL] == 1
    assert found[3].unrecorded[Kind.NEUTRAL] == 0


def test_topics_are_counted_each_and_never_shown_ones_found(cast: Cast) -> None:
    both = moment(cast.workspace, topics=("Team", "Money"))
    link(both, post(cast.workspace))
    moment(cast.workspace, kind="setback", topics=("Money",), day=date(2026, 2, 3))
    moment(cast.workspace, kind="setback", topics=("Health",), day=date(2026, 5, 3))
    moment(cast.workspace)
    found = mirror(cast.workspace.pk, YEAR)
    told = {row.name: (row.told[Kind.WIN], row.told[Kind.SETBACK]) for row in found.topics}
    assert told == {
        "Money": (Told(1, 1), Told(0, 1)),
        "Team": (Told(1, 1), Told(0, 0)),
        "Health": (Told(0, 0), Told(0, 1)),
        "": (Told(0, 1), Told(0, 0)),
    }
    assert found.topics[-1].name == ""
    assert [(row.name, row.never_shown) for row in found.untold_topics] == [
        ("Health", ((Kind.SETBACK, 1),)),
        ("Money", ((Kind.SETBACK, 1),)),
    ]
    assert found.untold_topics[1].since == date(2026, 2, 3)


@pytest.mark.parametrize(
    ("until", "told_on", "days"),
    [
        (None, DAY, 0),
        (None, DAY + timedelta(days=41), 41),
        (None, DAY - timedelta(days=3), 0),
        (DAY + timedelta(days=10), DAY + timedelta(days=12), 2),
        (DAY + timedelta(days=10), DAY + timedelta(days=5), 0),
    ],
)
def test_delay_runs_from_the_last_day_to_the_first_post(
    cast: Cast, until: date | None, told_on: date, days: int
) -> None:
    what = moment(cast.workspace, day=DAY, until=until)
    link(what, post(cast.workspace, day=told_on))
    link(what, post(cast.workspace, day=told_on + timedelta(days=30)))
    link(what, post(cast.workspace, day=told_on - timedelta(days=30)), "proposed")
    found = mirror(cast.workspace.pk, YEAR)
    assert found.delays[Kind.WIN] == (days,)


def test_delay_has_its_middle_and_quartiles_and_counts_the_kept_apart(cast: Cast) -> None:
    for days in (0, 2, 4, 10, 20):
        link(
            moment(cast.workspace, day=DAY),
            post(cast.workspace, day=DAY + timedelta(days=days)),
        )
    moment(cast.workspace)
    delay = mirror(cast.workspace.pk, YEAR).delay[Kind.WIN]
    assert delay
    assert (delay.middle, delay.quarter, delay.three_quarters) == (4, 2, 10)
    assert (delay.n, delay.not_shown) == (5, 1)


def test_told_never_recorded_is_counted_by_kind_month_and_hashtag(cast: Cast) -> None:
    post(cast.workspace, "Fair! #Travel", date(2026, 4, 1), "win")
    post(cast.workspace, "Again #travel", date(2026, 5, 1), "setback")
    post(cast.workspace, "Open on Sunday #travel", date(2026, 5, 1), "neutral")
    link(moment(cast.workspace), post(cast.workspace, "#Travel", date(2026, 3, 1), "win"))
    propose_new(cast.workspace.pk, now=NOON)
    found = mirror(cast.workspace.pk, YEAR)
    assert (found.unrecorded[Kind.WIN], found.unrecorded[Kind.SETBACK]) == (1, 1)
    (tag,) = found.tags
    assert (tag.key, tag.n, tag.since) == ("travel", 2, date(2026, 4, 1))
    assert PostTag.objects.count() == 4
    assert found.months[1].unrecorded[Kind.WIN] == 1


def test_openness_is_set_beside_what_was_done(cast: Cast) -> None:
    link(moment(cast.workspace, openness="never"), post(cast.workspace))
    moment(cast.workspace, openness="never")
    moment(cast.workspace, openness="free")
    early = moment(cast.workspace, openness="not_before", open_from=date(2026, 6, 1))
    link(early, post(cast.workspace, day=date(2026, 5, 31)))
    later = moment(cast.workspace, openness="not_before", open_from=date(2026, 6, 1))
    link(later, post(cast.workspace, day=date(2026, 6, 1)))
    found = mirror(cast.workspace.pk, YEAR)
    assert {row.choice: row.all for row in found.openness} == {
        "free": Told(0, 1),
        "ask": Told(0, 0),
        "not_before": Told(2, 2),
        "never": Told(1, 2),
    }
    assert len(found.never_but_shown) == len(found.free_not_shown) == 1
    assert [one.id for one in found.before_their_day] == [early.pk]


def test_the_mirror_takes_eight_queries_however_much_there_is(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for openness in ("free", "never", "not_before"):
        for number in range(6):
            day = date(2026, 2, 1) if openness == "not_before" else None
            what = moment(cast.workspace, openness=openness, topics=("Team",), open_from=day)
            if number % 2:
                link(what, post(cast.workspace, "#Team", kind="win"))
    with django_assert_max_num_queries(8):
        mirror(cast.workspace.pk, YEAR)


def test_standing_says_what_waits_and_what_is_new(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    empty = standing(cast.workspace.pk, now=NOON)
    assert not (empty.has_moments)
    assert not (empty.has_posts)
    assert not (empty.has_news)
    assert not (empty.waiting)
    gone = moment(cast.workspace)
    link(gone, post(cast.workspace), "proposed")
    link(moment(cast.workspace), post(cast.workspace), "proposed")
    Moment.objects.filter(pk=gone.pk).update(deleted_at=NOON)
    with django_assert_num_queries(1):
        found = standing(cast.workspace.pk, now=NOON)
    assert (found.waiting, found.has_news) == (1, True)
    propose_new(cast.workspace.pk, now=NOON)
    assert not standing(cast.workspace.pk, now=NOON).has_news

"""After any edits, imports and undoing, what the page keeps is what the rows say."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror import parts, rows
from aboveboard.rooms.mirror.kept import Kept
from aboveboard.rooms.mirror.models import Link, PostTag
from aboveboard.rooms.mirror.period import Period
from aboveboard.rooms.mirror.propose_links import propose_new
from aboveboard.rooms.mirror.queries import mirror
from aboveboard.rooms.mirror.tests.counted_by_hand import by_hand, of_mirror
from aboveboard.rooms.mirror.tests.made import NOON, link, moment, post
from aboveboard.rooms.record.models import Moment, Topic
from aboveboard.rooms.record.remove import remove, restore
from aboveboard.rooms.record.set_kind import set_kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Cast

pytestmark = pytest.mark.django_db

KINDS = ("win", "setback", "lesson", "neutral")
CHOICES = ("free", "ask", "never", "not_before")
TOPICS = ("Team", "Money", "Health")
YEAR = Period("custom", date(2026, 1, 1), date(2027, 1, 1))
SPRING = Period("custom", date(2026, 3, 2), date(2026, 5, 31))
ALWAYS = Period("all", None, None)
TODAY = date(2026, 11, 24)


def _day(chance: random.Random) -> date:
    return date(2025, 12, 1) + timedelta(days=chance.randrange(340))


def _capture(cast: Cast, chance: random.Random) -> None:
    day = _day(chance)
    moment(
        cast.workspace,
        day=day,
        kind=chance.choice(KINDS),
        openness=chance.choice(CHOICES),
        open_from=_day(chance),
        until=chance.choice([None, day + timedelta(days=chance.randrange(40))]),
        topics=tuple(chance.sample(TOPICS, chance.randrange(3))),
    )


def _take_in(cast: Cast, chance: random.Random) -> None:
    """Bring in some posts, at any hour: near midnight the local day is another one."""
    for _ in range(chance.randrange(1, 4)):
        text = f"Told. #{chance.choice(TOPICS)}"
        made = post(cast.workspace, text, _day(chance), chance.choice(KINDS))
        made.written_at += timedelta(hours=chance.randrange(-12, 12), microseconds=5)
        made.is_repost = chance.random() < 0.2
        made.save()


def _undo(cast: Cast, chance: random.Random) -> None:
    """Take posts away as the undoing of an import does, their links and hashtags with them."""
    some = chance.sample(_ids(cast, Post), min(2, Post.objects.count()))
    PostTag.objects.filter(post__in=some).delete()
    Post.objects.filter(pk__in=some).delete()


def _tie(cast: Cast, chance: random.Random) -> None:
    what, told = _one(cast, Moment, chance), _one(cast, Post, chance)
    if what and told and not Link.objects.filter(moment=what, post=told):
        link(what, told, chance.choice(("confirmed", "confirmed", "proposed", "refused")))


def _decide(cast: Cast, chance: random.Random) -> None:
    for tie in Link.objects.order_by("?")[:1]:
        Link.objects.filter(pk=tie.pk).update(state=chance.choice(("confirmed", "refused")))


def _remove(cast: Cast, chance: random.Random) -> None:
    if one := _one(cast, Moment, chance):
        remove(one, by=cast.noor, now=NOON)


def _restore(cast: Cast, chance: random.Random) -> None:
    for gone in Moment.objects.exclude(deleted_at=None)[:1]:
        restore(gone, by=cast.noor, now=NOON)


def _say_kind(cast: Cast, chance: random.Random) -> None:
    if one := _one(cast, Moment, chance):
        set_kind(one, kind=chance.choice(KINDS), by=cast.noor, now=NOON)


def _move(cast: Cast, chance: random.Random) -> None:
    """Change rows behind the back of every action."""
    if one := _one(cast, Moment, chance):
        Moment.objects.filter(pk=one.pk).update(
            happened_on=_day(chance), until=None, openness=chance.choice(CHOICES[:3])
        )
    if told := _one(cast, Post, chance):
        at = datetime.combine(_day(chance), datetime.min.time(), UTC)
        Post.objects.filter(pk=told.pk).update(written_at=at, kind=chance.choice(KINDS))


def _rename(cast: Cast, chance: random.Random) -> None:
    Topic.objects.filter(folded="team").update(name=chance.choice(("Team", "TEAM")))


def _propose(cast: Cast, chance: random.Random) -> None:
    propose_new(cast.workspace.pk, now=NOON)


STEPS: tuple[Callable[[Cast, random.Random], None], ...] = (
    *(_capture, _take_in, _tie) * 3,
    *(_undo, _decide, _remove, _restore, _say_kind, _move, _rename),
    _propose,
)


def _ids(cast: Cast, model: type[Moment | Post]) -> list[int]:
    return list(model.objects.filter(workspace=cast.workspace).values_list("pk", flat=True))


def _one[Thing: (Moment, Post)](
    cast: Cast, model: type[Thing], chance: random.Random
) -> Thing | None:
    ids = _ids(cast, model)
    return model.objects.get(pk=chance.choice(ids)) if ids else None


def _made_anew(cast: Cast, period: Period, patch: pytest.MonkeyPatch) -> parts.Figures:
    with patch.context() as now:
        for name in ("_records", "_images", "_figures"):
            now.setattr(parts, name, Kept(1))
        for keeping in (rows._month_row, rows._topic_row, rows._tag_row, rows._passing_row):
            keeping.cache_clear()
        return parts.figures_of(cast.workspace, period, today=TODAY)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "America/Los_Angeles"])
def test_the_figures_are_those_of_counting_by_hand(cast: Cast, seed: int, zone: str) -> None:
    chance = random.Random(seed)
    with timezone.override(zone):
        for number in range(60):
            chance.choice(STEPS)(cast, chance)
            if number % 6 == 5:
                for period in (ALWAYS, YEAR, SPRING):
                    seen = of_mirror(mirror(cast.workspace.pk, period))
                    assert seen == by_hand(cast.workspace.pk, period)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_what_would_be_made_anew(
    cast: Cast, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    for _ in range(30):
        chance.choice(STEPS)(cast, chance)
        for period in (ALWAYS, SPRING):
            kept = parts.figures_of(cast.workspace, period, today=TODAY)
            assert kept == _made_anew(cast, period, monkeypatch)

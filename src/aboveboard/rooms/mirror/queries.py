"""Record beside image, read in a handful of queries that do not grow with either."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce

from aboveboard.core.kinds import Kind
from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror.ask_for_links import PATIENCE
from aboveboard.rooms.mirror.figures import (
    Blind,
    Counts,
    Mirror,
    MonthRow,
    OpennessRow,
    Passing,
    Told,
    TopicRow,
)
from aboveboard.rooms.mirror.models import Link, PostTag
from aboveboard.rooms.mirror.sql import DaysFrom, MonthOf
from aboveboard.rooms.record.models import Moment, Openness
from aboveboard.rooms.workspaces.models import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from aboveboard.rooms.mirror.period import Period

MOST_PASSING: Final = 10
"""Moments listed one by one under an openness choice; the rest are counted."""
TOLD_KINDS: Final = (Kind.WIN, Kind.SETBACK, Kind.LESSON)


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits around the mirror: proposals to decide on, and whether there is something new."""

    waiting: int
    has_moments: bool
    has_posts: bool
    has_news: bool
    is_looking: bool
    looked_at: datetime | None


def mirror(workspace_id: int, period: Period) -> Mirror:
    """Return the record beside the image in the period. Eight queries."""
    moments, posts = moments_in(workspace_id, period), posts_in(workspace_id, period)
    cube = _cube(moments)
    image = list(
        posts.annotate(month=MonthOf("written_at"), is_linked=_recorded("pk"))
        .values_list("month", "kind", "is_linked")
        .annotate(n=Count("pk"))
    )
    openness = _openness(cube)
    return Mirror(
        period=period,
        record=_told((kind, is_shown, n) for _, kind, _, is_shown, n in cube),
        image=_counts((kind, n) for _, kind, _, n in image),
        months=_months(cube, image),
        topics=_topics(moments),
        delays=_delays(workspace_id, period),
        unrecorded=_counts((kind, n) for _, kind, is_linked, n in image if not is_linked),
        tags=_tags(workspace_id, period),
        openness=openness,
        **_passings(moments, openness),
    )


def standing(workspace_id: int, *, now: datetime) -> Standing:
    """Return what waits around the mirror. One query."""
    waiting = Link.objects.filter(
        workspace=OuterRef("pk"), state=Link.State.PROPOSED, moment__deleted_at=None
    )
    moments = Moment.objects.filter(workspace=OuterRef("pk"), deleted_at=None)
    posts = Post.objects.filter(workspace=OuterRef("pk"))
    row = (
        Workspace.objects.annotate(
            waiting=_one(waiting, Count("pk")),
            latest_moment=_one(moments, Max("updated_at")),
            latest_post=_one(posts, Max("pk")),
        )
        .values_list(
            "waiting",
            "latest_moment",
            "latest_post",
            "link_run__moments_until",
            "link_run__posts_until_id",
            "link_run__asked_at",
            "link_run__at",
        )
        .get(pk=workspace_id)
    )
    count, moment, post, moments_until, posts_until, asked_at, looked_at = row
    is_moment_new = moment is not None and (moments_until is None or moment > moments_until)
    return Standing(
        waiting=count or 0,
        has_moments=moment is not None,
        has_posts=post is not None,
        has_news=is_moment_new or (post or 0) > (posts_until or 0),
        is_looking=asked_at is not None and asked_at >= now - PATIENCE,
        looked_at=looked_at,
    )


def _one(
    rows: QuerySet[Link] | QuerySet[Moment] | QuerySet[Post], what: Count | Max
) -> Subquery:
    return Subquery(rows.order_by().values("workspace").annotate(one=what).values("one"))


def _confirmed(side: str) -> QuerySet[Link]:
    return Link.objects.filter(state=Link.State.CONFIRMED, **{side: OuterRef("pk")})


def _recorded(post: str) -> Exists:
    """Return whether a moment stands behind the post; a removed one does not."""
    return Exists(
        Link.objects.filter(
            state=Link.State.CONFIRMED, moment__deleted_at=None, post=OuterRef(post)
        )
    )


def _links_of(side: str) -> Exists:
    return Exists(_confirmed(side))


def moments_in(workspace_id: int, period: Period) -> QuerySet[Moment]:
    """Return the moments that began in the period."""
    moments = Moment.objects.filter(workspace_id=workspace_id, deleted_at=None)
    if period.start:
        moments = moments.filter(happened_on__gte=period.start)
    if period.end:
        moments = moments.filter(happened_on__lt=period.end)
    return moments.order_by()


def posts_in(workspace_id: int, period: Period) -> QuerySet[Post]:
    """Return the own posts of the period, without reposts."""
    return Post.objects.filter(
        workspace_id=workspace_id, is_repost=False, **_within(period, "written_at")
    ).order_by()


def _within(period: Period, field: str) -> dict[str, datetime]:
    bounds = {"gte": period.start, "lt": period.end}
    return {f"{field}__{bound}": _midnight(day) for bound, day in bounds.items() if day}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


_Cell = tuple[str, str, str, bool, int]


def _cube(moments: QuerySet[Moment]) -> list[_Cell]:
    """Return (month, kind, openness, is shown, count)."""
    return list(
        moments.annotate(month=MonthOf("happened_on"), is_shown=_links_of("moment"))
        .values_list("month", "kind", "openness", "is_shown")
        .annotate(n=Count("pk"))
    )


def _told(cells: Iterable[tuple[str, bool, int]]) -> dict[Kind, Told]:
    shown, all_of = Counter[str](), Counter[str]()
    for kind, is_shown, n in cells:
        all_of[kind] += n
        shown[kind] += n if is_shown else 0
    return {kind: Told(shown[kind], all_of[kind]) for kind in Kind}


def _counts(cells: Iterable[tuple[str, int]]) -> Counts:
    found = Counter[str]()
    for kind, n in cells:
        found[kind] += n
    return {kind: found[kind] for kind in Kind}


def _months(cube: list[_Cell], image: list[tuple[str, str, bool, int]]) -> tuple[MonthRow, ...]:
    """Return every month from the first to the last with something in it, none left out."""
    cells: dict[str, list[tuple[str, bool, int]]] = defaultdict(list)
    posts: dict[str, list[tuple[str, bool, int]]] = defaultdict(list)
    for month, kind, _, is_shown, n in cube:
        cells[month].append((kind, is_shown, n))
    for month, kind, is_linked, n in image:
        posts[month].append((kind, is_linked, n))
    seen = sorted({*cells, *posts})
    if not seen:
        return ()
    return tuple(
        MonthRow(
            first=day,
            told=_told(cells[f"{day:%Y-%m}"]),
            posts=_counts((kind, n) for kind, _, n in posts[f"{day:%Y-%m}"]),
            unrecorded=_counts(
                (kind, n) for kind, is_linked, n in posts[f"{day:%Y-%m}"] if not is_linked
            ),
        )
        for day in _months_between(seen[0], seen[-1])
    )


def _months_between(first: str, last: str) -> Iterable[date]:
    day, end = date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01")
    while day <= end:
        yield day
        day = (day + timedelta(days=31)).replace(day=1)


def _topics(moments: QuerySet[Moment]) -> tuple[TopicRow, ...]:
    """Return the topics with most moments first; moments without a topic come last."""
    cells: dict[tuple[int | None, str], list[tuple[str, bool, int]]] = defaultdict(list)
    since: dict[int | None, date] = {}
    rows = (
        moments.annotate(is_shown=_links_of("moment"))
        .values_list("topics__id", "topics__name", "kind", "is_shown")
        .annotate(n=Count("pk"), first=Min("happened_on"))
    )
    for topic, name, kind, is_shown, n, first in rows:
        cells[topic, name or ""].append((kind, is_shown, n))
        since[topic] = min(first, since.get(topic, first))
    found = [
        TopicRow(id=topic, name=name, told=_told(of), since=since[topic])
        for (topic, name), of in cells.items()
    ]
    return tuple(
        sorted(
            found, key=lambda row: (row.id is None, -row.n, row.name.casefold(), row.id or 0)
        )
    )


def _delays(workspace_id: int, period: Period) -> dict[Kind, tuple[int, ...]]:
    """Return the days from each shown moment to its first post, by kind, from few to many.

    A post from before the end of the moment counts as told on the same day.
    """
    links = Link.objects.filter(
        workspace_id=workspace_id, state=Link.State.CONFIRMED, moment__deleted_at=None
    )
    if period.start:
        links = links.filter(moment__happened_on__gte=period.start)
    if period.end:
        links = links.filter(moment__happened_on__lt=period.end)
    rows = (
        links.order_by()
        .values("moment_id")
        .annotate(
            kind=F("moment__kind"),
            days=DaysFrom(
                Coalesce("moment__until", "moment__happened_on"), Min("post__written_at")
            ),
        )
        .values_list("kind", "days")
    )
    found: dict[str, list[int]] = defaultdict(list)
    for kind, days in rows:
        found[kind].append(max(0, days))
    return {kind: tuple(sorted(found[kind])) for kind in Kind}


def _tags(workspace_id: int, period: Period) -> tuple[Blind, ...]:
    """Return the hashtags of told posts without a moment, those with most posts first."""
    rows = (
        PostTag.objects.filter(
            ~_recorded("post_id"),
            workspace_id=workspace_id,
            post__kind__in=TOLD_KINDS,
            post__is_repost=False,
            **_within(period, "post__written_at"),
        )
        .order_by()
        .values_list("folded", "post__kind")
        .annotate(name=Max("name"), n=Count("pk"), first=Min("post__written_at"))
    )
    counts: dict[str, list[tuple[str, int]]] = defaultdict(list)
    names: dict[str, str] = {}
    since: dict[str, date] = {}
    for folded, kind, name, n, first in rows:
        counts[folded].append((kind, n))
        names[folded] = max(name, names.get(folded, ""))
        since[folded] = min(first.date(), since.get(folded, first.date()))
    found = [
        Blind(key=folded, name=names[folded], counts=_counts(of), since=since[folded])
        for folded, of in counts.items()
    ]
    return tuple(sorted(found, key=lambda blind: (-blind.n, blind.key)))


def _openness(cube: list[_Cell]) -> tuple[OpennessRow, ...]:
    cells: dict[str, list[tuple[str, bool, int]]] = defaultdict(list)
    for _, kind, openness, is_shown, n in cube:
        cells[openness].append((kind, is_shown, n))
    order = (Openness.FREE, Openness.ASK, Openness.NOT_BEFORE, Openness.NEVER)
    return tuple(OpennessRow(choice.value, _told(cells[choice])) for choice in order)


def _passings(
    moments: QuerySet[Moment], openness: tuple[OpennessRow, ...]
) -> dict[str, tuple[Passing, ...]]:
    """Return the moments that went another way than chosen; nothing is asked where none can be."""
    of = {row.choice: row.all for row in openness}
    early = _confirmed("moment").filter(post__written_at__date__lt=OuterRef("open_from"))
    lists = {
        "never_but_shown": (of["never"].shown, _links_of("moment"), Openness.NEVER),
        "free_not_shown": (of["free"].kept, ~_links_of("moment"), Openness.FREE),
        "before_their_day": (of["not_before"].shown, Exists(early), Openness.NOT_BEFORE),
    }
    return {
        name: _passing(moments.filter(which, openness=choice)) if count else ()
        for name, (count, which, choice) in lists.items()
    }


def _passing(moments: QuerySet[Moment]) -> tuple[Passing, ...]:
    """Return the latest moments, at most :data:`MOST_PASSING`."""
    rows = moments.order_by("-happened_on", "-pk").values_list(
        "pk", "text", "happened_on", "kind", "language"
    )
    return tuple(Passing(*row) for row in rows[:MOST_PASSING])

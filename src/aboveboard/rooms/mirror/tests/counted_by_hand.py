"""The mirror counted row by row, as one would on paper: slow, and plain enough to be believed."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.utils import timezone

from aboveboard.core.kinds import Kind
from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror.models import Link, PostTag
from aboveboard.rooms.record.models import Moment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from aboveboard.rooms.mirror.figures import Mirror, Told
    from aboveboard.rooms.mirror.period import Period


def day(post: Post) -> date:
    """Return the local day of a post."""
    return timezone.localdate(post.written_at)


def by_hand(workspace_id: int, period: Period) -> dict[str, object]:
    """Return what the figures must be."""
    moments = [
        one
        for one in Moment.objects.filter(workspace_id=workspace_id, deleted_at=None)
        if _is_in(one.happened_on, period)
    ]
    posts = [
        one
        for one in Post.objects.filter(workspace_id=workspace_id, is_repost=False)
        if _is_in(day(one), period)
    ]
    links = Link.objects.filter(state="confirmed", moment__deleted_at=None)
    days: dict[int, list[date]] = defaultdict(list)
    for link in links.select_related("post"):
        days[link.moment_id].append(day(link.post))
    recorded = set(links.values_list("post_id", flat=True))
    untold = [one for one in posts if one.pk not in recorded and one.kind != "neutral"]
    return {
        "record": Counter((one.kind, one.pk in days) for one in moments),
        "image": Counter(one.kind for one in posts),
        "months": Counter((f"{one.happened_on:%Y-%m}", one.kind) for one in moments),
        "months of posts": Counter((f"{day(one):%Y-%m}", one.kind) for one in posts),
        "openness": Counter((one.openness, one.pk in days) for one in moments),
        "topics": Counter(
            (topic.name, one.kind, one.pk in days)
            for one in moments
            for topic in one.topics.all()
        ),
        "delays": Counter(
            (one.kind, max(0, (min(days[one.pk]) - (one.until or one.happened_on)).days))
            for one in moments
            if one.pk in days
        ),
        "tags": Counter(
            PostTag.objects.filter(post__in=untold).values_list("folded", flat=True)
        ),
        "early": [
            one.pk
            for one in sorted(moments, key=lambda one: (one.happened_on, one.pk), reverse=True)
            if one.openness == "not_before" and one.open_from
            if any(told < one.open_from for told in days.get(one.pk, ()))
        ][:10],
    }


def of_mirror(seen: Mirror) -> dict[str, object]:
    """Return the same from the figures."""
    return {
        "record": _told((kind, seen.record[kind]) for kind in Kind),
        "image": +Counter(seen.image),
        "months": +Counter(
            {
                (f"{row.first:%Y-%m}", kind): row.told[kind].n
                for row in seen.months
                for kind in Kind
            }
        ),
        "months of posts": +Counter(
            {
                (f"{row.first:%Y-%m}", kind): row.posts[kind]
                for row in seen.months
                for kind in Kind
            }
        ),
        "openness": _told((row.choice, row.all) for row in seen.openness),
        "topics": +Counter(
            {
                (row.name, kind, is_shown): row.told[kind].shown
                if is_shown
                else row.told[kind].kept
                for row in seen.topics
                if row.name
                for kind in Kind
                for is_shown in (True, False)
            }
        ),
        "delays": Counter((kind, days) for kind in Kind for days in seen.delays[kind]),
        "tags": Counter({blind.key: blind.n for blind in seen.tags}),
        "early": [one.id for one in seen.before_their_day],
    }


def _told(rows: Iterable[tuple[str, Told]]) -> Counter[tuple[str, bool]]:
    found = Counter[tuple[str, bool]]()
    for name, told in rows:
        found[name, True] += told.shown
        found[name, False] += told.kept
    return +found


def _is_in(one: date, period: Period) -> bool:
    is_after = period.start is None or period.start <= one
    return is_after and (period.end is None or one < period.end)

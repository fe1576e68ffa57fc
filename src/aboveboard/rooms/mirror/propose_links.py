"""Propose links between moments and posts that look alike; a person decides on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Q

from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror.likeness import MOST, THRESHOLD, Rarity, features, rarity
from aboveboard.rooms.mirror.local_days import local_day
from aboveboard.rooms.mirror.models import Link, LinkRun, PostTag
from aboveboard.rooms.mirror.nearest_posts import NearestPosts
from aboveboard.rooms.mirror.words import hashtags
from aboveboard.rooms.record.models import Moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from aboveboard.rooms.mirror.likeness import Features, Reason

_BATCH = 500
_Found = tuple[float, int, list["Reason"]]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What one run changed."""

    added: int
    taken_back: int


@dataclass(slots=True)
class _Known:
    """The links of a workspace before the run, by moment."""

    settled: dict[int, set[int]]
    waiting: dict[int, dict[int, float]]


def propose_links(
    workspace_id: int,
    *,
    moment_ids: Collection[int] | None = None,
    post_ids: Collection[int] | None = None,
) -> Proposed:
    """Propose the likest posts of each moment, at most five, and return what changed.

    With ids only the pairs of these moments with all posts, and of all moments with these
    posts, are looked at; without both, every pair. What was confirmed or refused is never
    touched or proposed again. A second run over the same record changes nothing.
    """
    is_all = moment_ids is None and post_ids is None
    moments, posts = _moments(workspace_id), _posts(workspace_id)
    rare = rarity([*moments.values(), *posts.values()])
    known = _known(workspace_id)
    anew = set(moments) if is_all else set(moment_ids or ()) & set(moments)
    links = _Links(workspace_id, known)
    if anew:
        everything = NearestPosts(posts, rare)
        for moment_id in sorted(anew):
            links.settle(moment_id, everything.likest(moments[moment_id], THRESHOLD), {})
    fresh = {post_id: posts[post_id] for post_id in set(post_ids or ()) & set(posts)}
    if fresh:
        _look_at_fresh(links, fresh, moments, rare, known, without=anew)
    return links.write()


def propose_new(workspace_id: int, *, now: datetime) -> Proposed:
    """Propose links for what came or changed since the last run, and return what changed."""
    run, _ = LinkRun.objects.get_or_create(workspace_id=workspace_id)
    changed = Moment.objects.filter(workspace_id=workspace_id, deleted_at=None)
    if run.moments_until:
        changed = changed.filter(updated_at__gt=run.moments_until)
    moments = dict(changed.values_list("pk", "updated_at"))
    posts = dict(_news(workspace_id, run).values_list("pk", "changed_at"))
    post_ids = list(posts)
    # What is asked for from here on is not in this run.
    LinkRun.objects.filter(pk=run.pk).update(asked_at=None)
    _keep_tags(workspace_id, post_ids)
    done = Proposed(0, 0)
    if moments or post_ids:
        done = propose_links(workspace_id, moment_ids=moments.keys(), post_ids=post_ids)
    LinkRun.objects.filter(pk=run.pk).update(
        moments_until=max(moments.values(), default=run.moments_until),
        posts_until_id=max([run.posts_until_id, *posts]),
        posts_until=max(filter(None, [run.posts_until, *posts.values()]), default=None),
        at=now,
    )
    return done


def has_news(workspace_id: int) -> bool:
    """Return whether a moment or post came or changed since the last run. Three queries."""
    run = LinkRun.objects.filter(workspace_id=workspace_id).first()
    moments = Moment.objects.filter(workspace_id=workspace_id, deleted_at=None)
    latest = moments.aggregate(latest=Max("updated_at"))["latest"]
    if latest and (run is None or run.moments_until is None or latest > run.moments_until):
        return True
    return _news(workspace_id, run or LinkRun()).exists()


def _news(workspace_id: int, run: LinkRun) -> QuerySet[Post]:
    """Return the posts that came, or whose text changed, since ``run``."""
    since = Q(changed_at__isnull=False)
    if run.posts_until:
        since = Q(changed_at__gt=run.posts_until)
    return Post.objects.filter(since | Q(pk__gt=run.posts_until_id), workspace_id=workspace_id)


class _Links:
    """The changes of one run, written together at its end."""

    def __init__(self, workspace_id: int, known: _Known) -> None:
        self._workspace_id, self._known = workspace_id, known
        self._new: list[Link] = []
        self._gone: list[tuple[int, int]] = []

    def settle(self, moment_id: int, found: Iterable[_Found], stay: dict[int, float]) -> None:
        """Keep the likest of ``found`` and of the waiting posts that ``stay``."""
        settled = self._known.settled.get(moment_id, set())
        waiting = self._known.waiting.get(moment_id, {})
        best: dict[int, _Found] = {post: (score, post, []) for post, score in stay.items()}
        for one in found:
            if one[1] not in settled:
                best.setdefault(one[1], one)
        keep = sorted(best.values(), key=lambda one: (-one[0], one[1]))[:MOST]
        kept = {one[1] for one in keep}
        self._gone += [(moment_id, post) for post in waiting if post not in kept]
        self._new += [
            Link(
                workspace_id=self._workspace_id,
                moment_id=moment_id,
                post_id=post,
                likeness=score,
                reasons=[list(reason) for reason in reasons],
            )
            for score, post, reasons in keep
            if post not in waiting
        ]

    @transaction.atomic
    def write(self) -> Proposed:
        """Write the changes; a pair decided on meanwhile is left as it is."""
        waiting = Link.objects.filter(
            workspace_id=self._workspace_id, state=Link.State.PROPOSED
        )
        gone = 0
        by_pair = {
            (moment, post): pk
            for pk, moment, post in (
                waiting.values_list("pk", "moment_id", "post_id") if self._gone else ()
            )
        }
        ids = [by_pair[pair] for pair in self._gone if pair in by_pair]
        for start in range(0, len(ids), _BATCH):
            gone += waiting.filter(pk__in=ids[start : start + _BATCH]).delete()[0]
        Link.objects.bulk_create(self._new, batch_size=_BATCH, ignore_conflicts=True)
        return Proposed(len(self._new), gone)


def _look_at_fresh(
    links: _Links,
    fresh: dict[int, Features],
    moments: dict[int, Features],
    rare: Rarity,
    known: _Known,
    *,
    without: set[int],
) -> None:
    nearest = NearestPosts(fresh, rare)
    for moment_id in sorted(set(moments) - without):
        found = nearest.likest(moments[moment_id], THRESHOLD)
        waiting = known.waiting.get(moment_id, {})
        stay = {post: score for post, score in waiting.items() if post not in fresh}
        if found or len(stay) < len(waiting):
            links.settle(moment_id, found, stay)


def _moments(workspace_id: int) -> dict[int, Features]:
    topics: dict[int, list[str]] = {}
    tied = Moment.topics.through.objects.filter(moment__workspace_id=workspace_id)
    for moment_id, name in tied.values_list("moment_id", "topic__name"):
        topics.setdefault(moment_id, []).append(name)
    rows = Moment.objects.filter(workspace_id=workspace_id, deleted_at=None).values_list(
        "pk", "text", "happened_on", "until"
    )
    return {
        pk: features(text, first, last, topics.get(pk, ()))
        for pk, text, first, last in rows.iterator()
    }


def _posts(workspace_id: int) -> dict[int, Features]:
    rows = Post.objects.filter(workspace_id=workspace_id, is_repost=False).exclude(text="")
    return {
        pk: features(text, local_day(written_at))
        for pk, text, written_at in rows.values_list("pk", "text", "written_at").iterator()
    }


def _known(workspace_id: int) -> _Known:
    known = _Known({}, {})
    rows = Link.objects.filter(workspace_id=workspace_id)
    for moment, post, state, score in rows.values_list(
        "moment_id", "post_id", "state", "likeness"
    ):
        if state == Link.State.PROPOSED:
            known.waiting.setdefault(moment, {})[post] = score
        else:
            known.settled.setdefault(moment, set()).add(post)
    return known


def _keep_tags(workspace_id: int, post_ids: list[int]) -> None:
    for start in range(0, len(post_ids), _BATCH):
        # A text that changed may have lost a tag.
        PostTag.objects.filter(post__in=post_ids[start : start + _BATCH]).delete()
        rows = Post.objects.filter(pk__in=post_ids[start : start + _BATCH], text__contains="#")
        tags = [
            PostTag(workspace_id=workspace_id, post_id=pk, folded=folded, name=name)
            for pk, text in rows.values_list("pk", "text")
            for folded, name in {
                tag.casefold()[:100]: tag[:100] for tag in hashtags(text)
            }.items()
        ]
        PostTag.objects.bulk_create(tags, ignore_conflicts=True)

"""Read all own posts of a workspace and count what the rules find."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from aboveboard.measures.rate import share
from aboveboard.rooms.library.models import Media, Post
from aboveboard.rooms.readings.known import known_for
from aboveboard.rooms.readings.queries import dismissed_keys
from aboveboard.rooms.readings.salt import salt_of
from aboveboard.rooms.readings.switches import switched_off
from aboveboard.web.remarks import CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.db.models import QuerySet

    from aboveboard.reading.dismissal import Keyed
    from aboveboard.reading.draft import DraftText

AT_ONCE: Final = 200
EXAMPLES: Final = 3
"""Posts named for each rule, the newest first."""


class Stopped(Exception):
    """The process is about to end; the reading begins anew later."""


@dataclass
class _Rule:
    findings: int = 0
    posts: int = 0
    dismissed: int = 0
    examples: list[int] = field(default_factory=list)


@dataclass
class _Tally:
    """What was counted so far. ``loads`` holds findings per 1,000 characters, one a post."""

    posts: int = 0
    characters: int = 0
    loads: list[float] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    rules: dict[str, _Rule] = field(default_factory=dict)


def _nobody(done: int, count: int) -> None:
    """Tell nobody how far it is."""


def own_posts(workspace_id: int) -> QuerySet[Post]:
    """Return the posts somebody wrote: with words, and no reposts."""
    return Post.objects.filter(workspace=workspace_id, is_repost=False).exclude(Q(text=""))


def read_archive(
    workspace_id: int,
    *,
    progress: Callable[[int, int], None] | None = None,
    is_stopping: Callable[[], bool] = lambda: False,
) -> dict[str, Any]:
    """Return what the rules find in all own posts, in counts and numbers of posts only.

    Keys: ``posts``, ``characters``, ``per_1000_median`` (findings per 1,000 characters, the middle
    of all posts), ``languages`` and ``rules``, each with ``findings``, ``posts``, ``share`` of the
    posts with its 95 % interval ``low`` and ``high``, ``per_1000`` characters of all posts,
    ``dismissed`` and ``examples`` (numbers of posts). Findings that were dismissed count, and are
    said apart; rules that are switched off are not read.

    Raises:
        Stopped: ``is_stopping`` said so between two steps.
    """
    from aboveboard.reading.dismissal import keyed, sort_out  # noqa: PLC0415  (numpy, later)
    from aboveboard.reading.read import read_many  # noqa: PLC0415

    off, dismissed = switched_off(workspace_id), dismissed_keys(workspace_id)
    posts, salt = own_posts(workspace_id), salt_of(workspace_id)
    known = known_for(workspace_id, off & CHECKS.keys(), with_record=False)
    count, tally = posts.count(), _Tally()
    tell = progress or _nobody
    tell(0, count)
    for some in _portions(posts):
        if is_stopping():
            raise Stopped
        drafts = [draft for _pk, draft in some]
        for (pk, draft), reading in zip(some, read_many(drafts, known), strict=True):
            found = sort_out(keyed(draft, reading.findings, salt), dismissed, off)
            _add(tally, pk, draft, (*found.shown, *found.dismissed), dismissed)
            tally.languages[reading.language.value] += 1
        tell(min(tally.posts, count), count)
    return _told(tally)


def _portions(posts: QuerySet[Post]) -> Iterator[list[tuple[int, DraftText]]]:
    """Yield posts with the descriptions of their pictures, newest first."""
    from aboveboard.reading.draft import DraftText  # noqa: PLC0415

    rows = posts.order_by("-written_at", "-pk").values_list("pk", "text", "network")
    start = 0
    while some := list(rows[start : start + AT_ONCE]):
        alts: dict[int, list[str]] = {}
        told = Media.objects.filter(post__in=[pk for pk, *_ in some]).exclude(alt="")
        for pk, alt in told.order_by("pk").values_list("post_id", "alt").distinct():
            if alt not in alts.setdefault(pk, []):
                alts[pk].append(alt)
        yield [
            (pk, DraftText(text, None, tuple(alts.get(pk, ())), (), (network,)))
            for pk, text, network in some
        ]
        start += len(some)


def _add(
    tally: _Tally, pk: int, draft: DraftText, found: Iterable[Keyed], dismissed: frozenset[str]
) -> None:
    counts: Counter[str] = Counter()
    for one in found:
        counts[one.finding.rule] += 1
        rule = tally.rules.setdefault(one.finding.rule, _Rule())
        rule.dismissed += one.key in dismissed
    for name, n in counts.items():
        rule = tally.rules[name]
        rule.findings += n
        rule.posts += 1
        if len(rule.examples) < EXAMPLES:
            rule.examples.append(pk)
    tally.posts += 1
    tally.characters += len(draft.text)
    tally.loads.append(counts.total() * 1000 / max(len(draft.text), 1))


def _told(tally: _Tally) -> dict[str, Any]:
    rules = {}
    for name, rule in sorted(tally.rules.items()):
        rate = share(rule.posts, tally.posts)
        assert rate is not None  # noqa: S101  (a rule was found in a post)
        rules[name] = {
            "findings": rule.findings,
            "posts": rule.posts,
            "share": round(rate.value, 4),
            "low": round(rate.low, 4),
            "high": round(rate.high, 4),
            "per_1000": round(rule.findings * 1000 / max(tally.characters, 1), 3),
            "dismissed": rule.dismissed,
            "examples": rule.examples,
        }
    return {
        "posts": tally.posts,
        "characters": tally.characters,
        "per_1000_median": round(median(tally.loads), 3) if tally.loads else None,
        "languages": dict(tally.languages),
        "rules": rules,
    }

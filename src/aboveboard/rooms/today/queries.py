"""What the first page shows, and where one can go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext

from aboveboard.rooms.accounts.expiry import Ending, endings
from aboveboard.rooms.library.models import Import, Post
from aboveboard.rooms.library.queries import Filters, search_posts
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.publishing.calendar_rows import Choice, Entry, entries, needing
from aboveboard.rooms.publishing.models import Publication
from aboveboard.rooms.record.models import Moment, Target
from aboveboard.rooms.record.queries import search
from aboveboard.web.dates import date_format

if TYPE_CHECKING:
    from collections.abc import Iterable

RECENT = timedelta(days=90)
"""How far the two figures of the first page look back."""

FOUND_AT_MOST = 8
"""Results a kind in the palette."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many happened, and how many of these a confirmed post tells of."""

    happened: int
    shown: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A moment that no post tells of."""

    pk: int
    text: str
    kind: str
    language: str
    happened_on: date
    posts_near: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A moment and the post that may tell of it."""

    moment: str
    moment_language: str
    kind: str
    post: str
    post_language: str


@dataclass(frozen=True, slots=True)
class DueTarget:
    """A target whose day has come, without an outcome."""

    pk: int
    what: str
    due_on: date


@dataclass(frozen=True, slots=True)
class RunningImport:
    """An import that has not ended, or whose file cannot be read."""

    pk: int
    file_name: str
    state: str


@dataclass(frozen=True, slots=True)
class Today:
    """Everything of the first page."""

    is_empty: bool
    proposals: int
    pairs: tuple[Pair, ...]
    due: tuple[DueTarget, ...]
    undecided: tuple[Entry, ...]
    going_out: tuple[Entry, ...]
    endings: tuple[Ending, ...]
    imports: tuple[RunningImport, ...]
    prompt: Kept | None
    wins: Tally
    setbacks: Tally

    @property
    def waiting(self) -> int:
        """How many things need the person."""
        return self.proposals + len(self.due) + len(self.undecided) + len(self.endings)


def today(workspace_id: int, *, on: date, now: datetime) -> Today:
    """Return the first page of a workspace as of ``now``, on the day ``on``. At most eleven queries."""
    moments = Moment.objects.filter(workspace=workspace_id, deleted_at=None)
    told = Exists(Link.objects.filter(moment=OuterRef("pk"), state=Link.State.CONFIRMED))
    recent = moments.filter(happened_on__gt=on - RECENT, happened_on__lte=on).annotate(
        told=told
    )
    counts = recent.aggregate(
        wins=Count("pk", filter=Q(kind="win")),
        wins_told=Count("pk", filter=Q(kind="win", told=True)),
        setbacks=Count("pk", filter=Q(kind="setback")),
        setbacks_told=Count("pk", filter=Q(kind="setback", told=True)),
    )
    proposals, pairs = _proposals(workspace_id)
    is_empty = not any(
        rows.exists()
        for rows in (
            moments,
            Post.objects.filter(workspace=workspace_id),
            Publication.objects.filter(workspace=workspace_id),
        )
    )
    return Today(
        is_empty=is_empty,
        proposals=proposals,
        pairs=pairs,
        due=_due(workspace_id, on),
        undecided=tuple(needing(workspace_id)),
        going_out=tuple(entries(workspace_id, on, on, Choice(group="planned"))),
        endings=tuple(endings(workspace_id, now=now)),
        imports=_imports(workspace_id),
        prompt=None if is_empty else _prompt(workspace_id, recent.filter(told=False), on),
        wins=Tally(counts["wins"], counts["wins_told"]),
        setbacks=Tally(counts["setbacks"], counts["setbacks_told"]),
    )


def _proposals(workspace_id: int) -> tuple[int, tuple[Pair, ...]]:
    """Return how many proposals wait, and the likeliest three."""
    waiting = Link.objects.filter(
        workspace=workspace_id, state=Link.State.PROPOSED, moment__deleted_at=None
    )
    likeliest = waiting.select_related("moment", "post").order_by("-likeness", "pk")[:3]
    pairs = tuple(
        Pair(
            link.moment.text,
            link.moment.language,
            link.moment.kind,
            link.post.text[:240],
            link.post.language,
        )
        for link in likeliest
    )
    return waiting.count(), pairs


def _due(workspace_id: int, on: date) -> tuple[DueTarget, ...]:
    rows = Target.objects.filter(
        workspace=workspace_id, state=Target.State.OPEN, due_on__lte=on, deleted_at=None
    ).order_by("due_on", "pk")[:5]
    return tuple(DueTarget(row.pk, row.what, row.due_on) for row in rows)


def _imports(workspace_id: int) -> tuple[RunningImport, ...]:
    going = [Import.State.UPLOADING, Import.State.WAITING, Import.State.RUNNING]
    rows = Import.objects.filter(workspace=workspace_id, state__in=going).order_by("-pk")[:3]
    return tuple(RunningImport(row.pk, row.file_name, row.state) for row in rows)


def _prompt(workspace_id: int, kept: Iterable[Moment], on: date) -> Kept | None:
    """Return the heaviest untold moment that its owner did not lock; the newest among equals."""
    row = (
        kept.exclude(openness="never")  # type: ignore[attr-defined]  # a queryset of moments
        .exclude(kind="neutral")
        .exclude(openness="not_before", open_from__gt=on)
        .order_by("-weight", "-happened_on", "-pk")
        .first()
    )
    if row is None:
        return None
    week = timedelta(days=7)
    near = Post.objects.filter(
        workspace=workspace_id,
        is_repost=False,
        written_at__date__range=(row.happened_on, row.happened_on + week),
    ).count()
    return Kept(row.pk, row.text, row.kind, row.language, row.happened_on, near)


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: its name, its address, its icon and a fact beside it."""

    name: str
    address: str
    icon: str
    fact: str = ""
    language: str = ""


def places(workspace_id: int, words: str) -> list[Place]:
    """Return rooms and actions whose name holds ``words``, then moments and posts that do."""
    rooms = [
        place for place in _rooms(workspace_id) if words.casefold() in place.name.casefold()
    ]
    if not words.strip():
        return rooms
    return [*rooms, *_moments(workspace_id, words), *_posts(workspace_id, words)]


def _rooms(workspace_id: int) -> list[Place]:
    def at(name: str) -> str:
        return reverse(name, args=[workspace_id])

    return [
        Place(gettext("Today"), at("today:page"), "today", "G T"),
        Place(gettext("Record"), at("record:timeline"), "record", "G R"),
        Place(gettext("Mirror"), at("mirror:page"), "mirror", "G M"),
        Place(gettext("Try a text"), at("readings:page"), "try", "G E"),
        Place(gettext("Boundaries"), at("boundaries:page"), "boundaries", "G B"),
        Place(gettext("Calendar"), at("publishing:calendar"), "calendar", "G C"),
        Place(gettext("Accounts"), at("accounts:page"), "accounts", "G A"),
        Place(gettext("Library"), at("library:page"), "library", "G L"),
        Place(gettext("Hold everything back"), at("publishing:calendar"), "hold", "P"),
        Place(gettext("Slots of the accounts"), at("publishing:slots"), "clock"),
        Place(gettext("Proposed links"), at("mirror:links"), "mirror"),
        Place(gettext("Targets and outcomes"), at("record:targets"), "record"),
        Place(gettext("People and consent"), at("boundaries:people"), "boundaries"),
        Place(gettext("The rules"), at("readings:rules"), "try"),
        Place(gettext("What you dismissed"), at("readings:dismissals"), "try"),
        Place(gettext("Your past posts"), at("readings:archive"), "try"),
        Place(gettext("Import an archive"), at("library:page"), "library"),
        Place(gettext("Settings"), at("workspaces:preferences"), "settings"),
    ]


def _opening(text: str) -> str:
    return Truncator(text).chars(120)


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _moments(workspace_id: int, words: str) -> list[Place]:
    return [
        Place(
            _opening(row.text),
            reverse("record:moment", args=[workspace_id, row.id]),
            "record",
            _day(row.happened_on),
            row.language,
        )
        for row in search(workspace_id, words)[:FOUND_AT_MOST]
    ]


def _posts(workspace_id: int, words: str) -> list[Place]:
    return [
        Place(
            _opening(row.text),
            reverse("library:post", args=[workspace_id, row.id]),
            "library",
            _day(timezone.localdate(row.written_at)),
            row.language,
        )
        for row in search_posts(workspace_id, Filters(words=words)).rows[:FOUND_AT_MOST]
    ]

"""What the record holds, as rows for pages. Nothing removed is ever among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import connection
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext

from aboveboard.rooms.record import shown
from aboveboard.rooms.record.filtered import EVERYTHING, Filters, filtered
from aboveboard.rooms.record.models import (
    Attachment,
    Kind,
    Moment,
    Openness,
    PerceptionNote,
    RejectedRow,
    Topic,
)
from aboveboard.web.dates import date_format

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE: Final = 50
"""Rows of a list at once."""
COUNTED: Final = 5_000
"""Moments of a kind counted one by one; of more it is only said that there are more."""
MAX_CHOICES: Final = 300
"""Most topics offered as a choice."""


@dataclass(frozen=True, slots=True)
class MomentRow:
    """A moment in a list. ``shown_words`` says where it was shown; empty when it was not."""

    id: int
    text: str
    happened_on: date
    until: date | None
    kind: str
    is_kind_chosen: bool
    weight: int
    language: str
    openness: str
    open_from: date | None
    has_note: bool
    topics: tuple[str, ...]
    attachments: int
    shown_words: str

    @property
    def is_shown(self) -> bool:
        """Whether others saw it."""
        return bool(self.shown_words)

    @property
    def is_heavy(self) -> bool:
        """Whether it weighs more than usual."""
        return self.weight > 3

    @property
    def month(self) -> tuple[int, int]:
        """Year and month it stands under."""
        return self.happened_on.year, self.happened_on.month

    @property
    def sign_words(self) -> str:
        """What the sign says to who cannot see it."""
        kind = str(Kind(self.kind).label).capitalize()
        if shown.SHOWN is None:
            return kind
        words = gettext("%(kind)s, shown") if self.is_shown else gettext("%(kind)s, not shown")
        return words % {"kind": kind}

    @property
    def openness_words(self) -> str:
        """The choice of openness, when it holds the moment back."""
        if self.openness == Openness.NEVER:
            return gettext("not to be told")
        if self.openness == Openness.NOT_BEFORE and self.open_from is not None:
            day = date_format(self.open_from, "j F Y")
            return gettext("not before %(day)s") % {"day": day}
        return ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page; the next page starts after it. Written ``2026-11-20.123``."""

    happened_on: date
    id: int

    def __str__(self) -> str:
        return f"{self.happened_on.isoformat()}.{self.id}"

    @classmethod
    def read(cls, written: str) -> Cursor | None:
        """Return the cursor, or None for anything that is not one."""
        day, _, number = written.partition(".")
        try:
            return cls(date.fromisoformat(day), int(number)) if number.isascii() else None
        except ValueError:
            return None


class Written(NamedTuple):
    """What a row needs of a moment; a list is read so in half the time whole moments take."""

    id: int
    text: str
    happened_on: date
    until: date | None
    kind: str
    is_kind_chosen: bool
    weight: int
    language: str
    openness: str
    open_from: date | None
    note: str


_WRITTEN: Final = tuple(Written.__annotations__)


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, newest first, and where the next page starts when there is one."""

    rows: tuple[MomentRow, ...]
    after: Cursor | None


def timeline(
    workspace_id: int,
    filters: Filters = EVERYTHING,
    *,
    after: Cursor | None = None,
    limit: int = PAGE,
) -> Page:
    """Return a page of moments, newest first.

    Three queries, one more for a topic, one more for words, and what :data:`.shown.SHOWN` takes.
    """
    chosen = filtered(workspace_id, filters)
    if after is not None:
        chosen = chosen.filter(
            Q(happened_on__lt=after.happened_on)
            | Q(happened_on=after.happened_on, pk__lt=after.id),
            # Said twice so that SQLite enters its index at the right day.
            happened_on__lte=after.happened_on,
        )
    read = chosen.order_by("-happened_on", "-pk").values_list(*_WRITTEN)[: limit + 1]
    moments = [Written(*row) for row in read]
    kept = moments[:limit]
    last = kept[-1] if len(moments) > limit else None
    return Page(
        rows_of(workspace_id, kept), Cursor(last.happened_on, last.id) if last else None
    )


def search(workspace_id: int, words: str, *, limit: int = PAGE) -> tuple[MomentRow, ...]:
    """Return the latest moments that hold all of ``words``; the last word may be unfinished."""
    return timeline(workspace_id, Filters(words=words), limit=limit).rows


def row_of(moment: Moment) -> MomentRow:
    """Return one moment as a row."""
    return rows_of(moment.workspace_id, [moment])[0]


def rows_of(workspace_id: int, moments: Sequence[Moment | Written]) -> tuple[MomentRow, ...]:
    """Return the moments as rows, in their order. Two queries for all of them."""
    ids = [moment.id for moment in moments]
    if not ids:
        return ()
    topics: dict[int, list[str]] = defaultdict(list)
    links = Moment.topics.through.objects.filter(moment__in=ids)
    for moment_id, name in links.values_list("moment_id", "topic__name"):
        topics[moment_id].append(name)
    files = Attachment.objects.filter(moment__in=ids)
    counts = Counter(files.values_list("moment_id", flat=True))
    words = shown.shown_words(workspace_id, ids)
    return tuple(
        MomentRow(
            id=moment.id,
            text=moment.text,
            happened_on=moment.happened_on,
            until=moment.until,
            kind=moment.kind,
            is_kind_chosen=moment.is_kind_chosen,
            weight=moment.weight,
            language=moment.language,
            openness=moment.openness,
            open_from=moment.open_from,
            has_note=bool(moment.note),
            topics=tuple(sorted(topics[moment.id], key=str.casefold)),
            attachments=counts[moment.id],
            shown_words=words.get(moment.id, ""),
        )
        for moment in moments
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many moments there are of each kind; more than :data:`COUNTED` count as one more."""

    win: int = 0
    setback: int = 0
    lesson: int = 0
    neutral: int = 0

    @property
    def all(self) -> int:
        """All of them."""
        return min(COUNTED + 1, self.win + self.setback + self.lesson + self.neutral)

    @property
    def words(self) -> dict[str, str]:
        """Each count as it is said: "9,812", or "5,000+" where counting stopped."""
        counts = {"all": self.all} | {kind: getattr(self, kind) for kind in Kind.values}
        return {
            name: number_format(min(n, COUNTED)) + ("+" if n > COUNTED else "")
            for name, n in counts.items()
        }


_OF_ONE_KIND: Final = (
    "(SELECT COUNT(*) FROM (SELECT 1 FROM record_moment WHERE workspace_id = %s"
    " AND deleted_at IS NULL AND kind = %s LIMIT %s) AS counted)"
)


def tally(workspace_id: int) -> Tally:
    """Return how many moments the record holds by kind. One query, answered by the index."""
    # By hand: putting these four together takes the query builder longer than the database.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join([_OF_ONE_KIND] * len(Kind.values)),
            [part for kind in Kind.values for part in (workspace_id, kind, COUNTED + 1)],
        )
        return Tally(**dict(zip(Kind.values, cursor.fetchone(), strict=True)))


def topic_names(workspace_id: int) -> list[str]:
    """Return the topics of the record by name, at most :data:`MAX_CHOICES`."""
    names = Topic.objects.filter(workspace=workspace_id).order_by("folded")
    return list(names.values_list("name", flat=True)[:MAX_CHOICES])


def years(workspace_id: int) -> list[int]:
    """Return the years from the latest moment back to the first. Two queries."""
    days = Moment.objects.filter(workspace=workspace_id, deleted_at=None).values_list(
        "happened_on", flat=True
    )
    last = days.order_by("-happened_on", "-pk").first()
    first = days.order_by("happened_on", "pk").first()
    return list(range(last.year, first.year - 1, -1)) if first and last else []


@dataclass(frozen=True, slots=True)
class PerceptionRow:
    """What people think, and how it is."""

    id: int
    people_think: str
    it_is_so: str


def perceptions(workspace_id: int, *, limit: int = PAGE) -> list[PerceptionRow]:
    """Return the latest perception notes. One query."""
    notes = PerceptionNote.objects.filter(workspace=workspace_id, deleted_at=None)
    return [
        PerceptionRow(note.pk, note.people_think, note.it_is_so)
        for note in notes.order_by("-pk")[:limit]
    ]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row of a CSV file that could not be taken."""

    id: int
    file_name: str
    row: int
    reason: str
    raw: str


def rejected(workspace_id: int, *, before: int | None = None) -> list[Rejected]:
    """Return at most :data:`PAGE` rejected rows, latest first, from before the id. One query."""
    rows = RejectedRow.objects.filter(workspace=workspace_id)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [
        Rejected(row.pk, row.file_name, row.row, row.reason, row.raw)
        for row in rows.order_by("-pk")[:PAGE]
    ]


def rejected_count(workspace_id: int) -> int:
    """Return how many rejected rows are kept."""
    return RejectedRow.objects.filter(workspace=workspace_id).count()

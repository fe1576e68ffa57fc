"""What the pages show: rules in sentences, people with what they said, lines not taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from aboveboard.rooms.boundaries.agree import folded
from aboveboard.rooms.boundaries.models import Boundary, Consent, RejectedLine
from aboveboard.rooms.boundaries.words import sentence_of
from aboveboard.rooms.library.models import Connection
from aboveboard.rooms.record.models import Target, Topic

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

PAGE: Final = 100
"""Rows on one page."""
_FOUND: Final = 20
"""Connections shown of a search."""


@dataclass(frozen=True, slots=True)
class BoundaryRow:
    """A rule in a sentence; ``is_past`` when its day has come."""

    id: int
    sentence: SafeString
    plain: str
    reason: str
    words: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """Somebody and what they said."""

    id: int
    name: str
    company: str
    state: str
    state_words: str
    said_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class ConnectionRow:
    """Somebody of the connections."""

    name: str
    company: str


def boundaries(
    workspace_id: int, *, today: date, before: int | None = None
) -> list[BoundaryRow]:
    """Return the rules, the newest first; one query. ``before`` is the id of the last one seen."""
    rows = Boundary.objects.filter(workspace=workspace_id, deleted_at=None)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [
        row_of(one, today=today) for one in rows.select_related("target").order_by("-pk")[:PAGE]
    ]


def row_of(one: Boundary, *, today: date) -> BoundaryRow:
    """Return one rule as a row."""
    sentence, plain = sentence_of(one)
    words = ", ".join(one.words.splitlines())
    is_past = one.until is not None and one.until <= today
    return BoundaryRow(one.pk, sentence, plain, one.reason, words, is_past)


def boundary_count(workspace_id: int) -> int:
    """Return how many rules there are."""
    return Boundary.objects.filter(workspace=workspace_id, deleted_at=None).count()


def consents(workspace_id: int, *, words: str = "") -> list[ConsentRow]:
    """Return the people by name; with ``words`` those whose name or company holds them."""
    rows = Consent.objects.filter(workspace=workspace_id, deleted_at=None)
    if words:
        rows = rows.filter(folded__contains=" ".join(words.casefold().split()))
    return [consent_row(one) for one in rows.order_by("folded")[: 5 * PAGE]]


def consent_row(one: Consent) -> ConsentRow:
    """Return one person as a row."""
    return ConsentRow(
        one.pk, one.name, one.company, one.state, one.get_state_display(), one.said_on, one.note
    )


def connections_named(workspace_id: int, words: str) -> list[ConnectionRow]:
    """Return connections whose name or company holds ``words``, without those with a consent."""
    there = set(
        Consent.objects.filter(workspace=workspace_id, deleted_at=None).values_list(
            "folded", flat=True
        )
    )
    found = Connection.objects.filter(workspace=workspace_id).filter(
        Q(name__icontains=words) | Q(company__icontains=words)
    )
    rows = found.order_by("name", "pk").values_list("name", "company")[: 3 * _FOUND]
    fresh = [row for row in dict.fromkeys(rows) if folded(*row) not in there]
    return [ConnectionRow(*row) for row in fresh[:_FOUND]]


def has_connections(workspace_id: int) -> bool:
    """Return whether there is anybody to search for."""
    return Connection.objects.filter(workspace=workspace_id).exists()


def topic_names(workspace_id: int) -> list[str]:
    """Return the topics of the record, to choose from."""
    return list(
        Topic.objects.filter(workspace=workspace_id)
        .order_by("folded")
        .values_list("name", flat=True)[:300]
    )


def open_targets(workspace_id: int) -> QuerySet[Target]:
    """Return the targets whose outcome is not known yet."""
    return Target.objects.filter(
        workspace=workspace_id, state=Target.State.OPEN, deleted_at=None
    ).order_by("due_on", "pk")


def rejected(workspace_id: int) -> list[RejectedLine]:
    """Return the lines that were not taken, in their order."""
    return list(RejectedLine.objects.filter(workspace=workspace_id).order_by("row", "pk")[:500])

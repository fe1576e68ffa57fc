"""What went out together, account by account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from aboveboard.rooms.accounts.models import Network
from aboveboard.rooms.publishing.models import Part, Publication, State
from aboveboard.rooms.publishing.publication_page import (
    is_moving,
    may_of,
    standing_of,
)
from aboveboard.rooms.publishing.wish import wall_of
from aboveboard.rooms.publishing.words import SIGNS, reason_words

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.publishing.models import Release


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One account of a release."""

    pk: int
    network_name: str
    account: str
    state: str
    state_name: str
    sign: str
    standing: str
    why: str
    due: datetime
    zone: str
    text: str
    language: str
    url: str
    may: frozenset[str]
    is_moving: bool


def release_rows(release: Release, *, now: datetime) -> tuple[ReleaseRow, ...]:
    """Return the publications of a release. Two queries."""
    out = Part.objects.filter(publication=OuterRef("pk"), published_at__isnull=False)
    rows = list(
        Publication.objects.filter(release=release)
        .select_related("account")
        .annotate(has_begun=Exists(out))
        .order_by("pk")
    )
    urls = dict(
        Part.objects.filter(publication__in=rows, position=0).values_list("publication", "url")
    )
    return tuple(_row(row, urls.get(row.pk, ""), now) for row in rows)


def _row(row: Publication, url: str, now: datetime) -> ReleaseRow:
    state = State(row.state)
    has_begun: bool = row.has_begun  # type: ignore[attr-defined]  # annotated above
    return ReleaseRow(
        pk=row.pk,
        network_name=Network(row.account.network).label,
        account=row.account.name,
        state=state.value,
        state_name=str(state.label),
        sign=SIGNS[state],
        standing=standing_of(row, has_begun=has_begun),
        why=reason_words(row.reason, state),
        due=wall_of(row.due_at, row.zone),
        zone=row.zone,
        text=row.text,
        language=row.language,
        url=url,
        may=may_of(row, has_begun=has_begun),
        is_moving=is_moving(row, now=now),
    )

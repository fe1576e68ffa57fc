"""What the record knows, as plain values that a draft is compared with."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Max
from django.urls import reverse

from aboveboard.core.languages import READ, Language
from aboveboard.reading.fact import Fact, FactKind, Record, record_of
from aboveboard.reading.quantities.periods import Period
from aboveboard.rooms.record.models import Moment, Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MOST_MOMENTS: Final = 10_000
"""The latest moments that are looked at."""
MOST_TARGETS: Final = 2_000
_KEPT: Final = 8
"""Workspaces whose moments stay read in memory."""


def record_facts(workspace_id: int) -> Record:
    """Return targets, outcomes and the numbers in moments of a workspace, ready to be compared.

    Two queries; two more when a moment changed since it was asked last.
    """
    stamp = Moment.objects.filter(workspace=workspace_id, deleted_at=None).aggregate(
        changed=Max("updated_at"), count=Count("id")
    )
    moments = _moments_read(workspace_id, stamp["changed"], stamp["count"])
    return record_of(_targets(workspace_id), beside=moments)


def _targets(workspace_id: int) -> Iterator[Fact]:
    kept = Target.objects.filter(workspace=workspace_id, deleted_at=None)
    link = reverse("record:target", args=[workspace_id, 0]).removesuffix("0/")
    for target in kept.order_by("-due_on", "-pk")[:MOST_TARGETS]:
        for kind, number in (
            (FactKind.TARGET, target.value),
            (FactKind.OUTCOME, target.outcome),
        ):
            if number is not None:
                yield Fact(
                    id=f"{kind}-{target.pk}",
                    kind=kind,
                    text=target.what,
                    number=number,
                    unit=target.unit,
                    period=Period(target.due_on, target.due_on),
                    direction=target.direction,
                    link=f"{link}{target.pk}/",
                )


@lru_cache(_KEPT)
def _moments_read(workspace_id: int, changed: datetime | None, count: int) -> Record:
    """Return the moments as they were when the last one ``changed`` and there were so many."""
    return record_of(_moments(workspace_id) if count else ())


def forget_moments() -> None:
    """Forget the moments that were read; the next asking reads them again."""
    _moments_read.cache_clear()


def _moments(workspace_id: int) -> Iterator[Fact]:
    latest = Moment.objects.filter(workspace=workspace_id, deleted_at=None).order_by(
        "-happened_on", "-pk"
    )
    topics: dict[int, list[str]] = defaultdict(list)
    named = Moment.topics.through.objects.filter(
        moment__workspace=workspace_id, moment__deleted_at=None
    )
    for moment_id, name in named.values_list("moment_id", "topic__name"):
        topics[moment_id].append(name)
    link = reverse("record:moment", args=[workspace_id, 0]).removesuffix("0/")
    columns = ("pk", "text", "language", "happened_on", "until")
    for pk, text, language, first, last in latest.values_list(*columns)[:MOST_MOMENTS]:
        yield Fact(
            id=f"moment-{pk}",
            kind=FactKind.MOMENT,
            text=text,
            period=Period(first, last or first),
            topics=tuple(topics[pk]),
            link=f"{link}{pk}/",
            language=Language(language) if language in READ else None,
        )

"""What of the record to show, as a query that enters an index from the side with fewer rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, F, OuterRef, Q

from aboveboard.rooms.record import shown
from aboveboard.rooms.record.models import Moment, Topic
from aboveboard.web.search import first_matching, ids_matching

if TYPE_CHECKING:
    from django.db.models import QuerySet

FEW: Final = 1000
"""Up to so many moments of a topic, or with some words, are looked up one by one and sorted."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the record to show; empty shows all."""

    kind: str = ""
    topic: str = ""
    words: str = ""
    year: int | None = None
    is_unshown: bool = False

    def __bool__(self) -> bool:
        return bool(
            self.kind or self.topic or self.words.strip() or self.year or self.is_unshown
        )


EVERYTHING: Final = Filters()


def filtered(workspace_id: int, filters: Filters) -> QuerySet[Moment]:
    """Return the moments that fit every filter. At most two queries are made before it."""
    found = _about(workspace_id, filters)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.year is not None:
        found = found.filter(
            happened_on__gte=date(filters.year, 1, 1),
            happened_on__lte=date(filters.year, 12, 31),
        )
    if filters.is_unshown and shown.WAS_SHOWN is not None:
        found = found.filter(~shown.WAS_SHOWN())
    return found


def _about(workspace_id: int, filters: Filters) -> QuerySet[Moment]:
    """Return the moments with the topic and the words."""
    moments = Moment.objects.filter(deleted_at=None)
    are_few = False
    if filters.topic:
        of_topic = _of_topic(workspace_id, filters.topic)
        are_few = not of_topic[FEW : FEW + 1].exists()
        # A topic of many moments: the timeline is walked, and each of them asked for it.
        moments = moments.filter(
            Q(pk__in=of_topic) if are_few else Exists(of_topic.filter(moment=OuterRef("pk")))
        )
    if filters.words.strip():
        some = first_matching(filters.words, table="record_moment", most=FEW + 1)
        are_few = are_few or len(some) <= FEW
        # Few are named one by one: to search for them again would take as long as the first time.
        matching = None
        if len(some) > FEW:
            matching = ids_matching(filters.words, table="record_moment")
        moments = moments.filter(pk__in=some if matching is None else matching)
    if not are_few:
        return moments.filter(workspace=workspace_id)
    # The sum says the same as the number alone, and keeps SQLite from going through the whole
    # timeline for the few rows that are wanted.
    return moments.alias(place=F("workspace_id") + 0).filter(place=workspace_id)


def _of_topic(workspace_id: int, topic: str) -> QuerySet[Any, int]:
    # As a single value, so that the database enters the links by their topic.
    about = Topic.objects.filter(workspace=workspace_id, folded=topic.casefold())
    links = Moment.topics.through.objects.filter(topic=about.values("pk")[:1])
    return links.order_by().values_list("moment_id", flat=True)

"""Topics by the words a person wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.rooms.record.models import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable


def topics_named(workspace_id: int, names: Iterable[str]) -> list[Topic]:
    """Return the topics of these names, made where they are new; capitals make no difference.

    At most three queries, however many names.
    """
    wanted = {name.casefold()[:60]: name for name in names}
    if not wanted:
        return []
    known = Topic.objects.filter(workspace=workspace_id, folded__in=wanted)
    found = {topic.folded: topic for topic in known}
    missing = [
        Topic(workspace_id=workspace_id, name=name, folded=folded)
        for folded, name in wanted.items()
        if folded not in found
    ]
    if missing:
        # Someone may make the same topic at the same moment; theirs is as good.
        Topic.objects.bulk_create(missing, ignore_conflicts=True)
        found = {topic.folded: topic for topic in known.all()}
    return [found[folded] for folded in wanted if folded in found]


def drop_unused(workspace_id: int) -> None:
    """Remove the topics of the workspace that no moment has."""
    Topic.objects.filter(workspace=workspace_id, moments__isnull=True).delete()

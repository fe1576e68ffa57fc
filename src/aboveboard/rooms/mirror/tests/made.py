"""Moments, posts and links of the tests, with only what matters said."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import count
from typing import TYPE_CHECKING

from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.record.models import Moment, Topic

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Workspace

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
_numbers = count(1)


def moment(
    workspace: Workspace,
    text: str = "Something happened.",
    day: date = date(2026, 3, 2),
    kind: str = "win",
    openness: str = "ask",
    topics: tuple[str, ...] = (),
    until: date | None = None,
    open_from: date | None = None,
) -> Moment:
    """Return a new moment."""
    made = Moment.objects.create(
        workspace=workspace,
        text=text,
        happened_on=day,
        until=until,
        kind=kind,
        openness=openness,
        open_from=open_from,
        created_at=NOON,
        updated_at=NOON,
    )
    for name in topics:
        topic, _ = Topic.objects.get_or_create(
            workspace=workspace, folded=name.casefold(), defaults={"name": name}
        )
        made.topics.add(topic)
    return made


def post(
    workspace: Workspace,
    text: str = "A post.",
    day: date = date(2026, 3, 5),
    kind: str = "neutral",
    *,
    is_repost: bool = False,
) -> Post:
    """Return a new post of noon that day."""
    return Post.objects.create(
        workspace=workspace,
        network="mastodon",
        remote_id=f"post-{next(_numbers)}",
        where="outbox.json:1",
        written_at=datetime.combine(day, time(12), UTC),
        text=text,
        kind=kind,
        is_repost=is_repost,
    )


def link(what: Moment, told: Post, state: str = "confirmed") -> Link:
    """Return a new link."""
    return Link.objects.create(
        workspace_id=what.workspace_id,
        moment=what,
        post=told,
        state=state,
        likeness=0.5,
        reasons=[["name", "Mandelaar"], ["days", "3"]],
    )

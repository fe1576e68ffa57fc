"""What is usual in the posts of a workspace: their tone and layout, learnt once and kept."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Max, Q, Subquery

from aboveboard.rooms.library.models import Import, Post
from aboveboard.rooms.workspaces.models import Workspace

if TYPE_CHECKING:
    from aboveboard.reading.usual import Usual

LATEST: Final = 300
"""Posts it is learnt from, the newest: habits change over the years."""


def usual_of(workspace_id: int) -> Usual:
    """Return what is usual in the newest posts of a workspace, reposts left out.

    Two queries when posts came in, went or changed since the last time, one otherwise.
    """
    return learnt(workspace_id, _state(workspace_id))


def _state(workspace_id: int) -> tuple[Any, ...]:
    """Return what is another one as soon as imports or posts changed what is learnt from."""
    posts = Post.objects.filter(workspace=workspace_id)
    changed = posts.filter(changed_at__isnull=False)
    (found,) = Workspace.objects.filter(pk=workspace_id).values(
        ended=Max("imports__ended_at"),
        done=Count("imports", filter=Q(imports__state=Import.State.DONE)),
        newest=Subquery(posts.order_by("-written_at", "-pk").values("pk")[:1]),
        changed=Subquery(changed.order_by("-changed_at").values("changed_at")[:1]),
    )
    return tuple(found.values())


@lru_cache(maxsize=64)
def learnt(workspace_id: int, _as_of: tuple[Any, ...]) -> Usual:
    """Return what is usual in a workspace as it was then."""
    # The reading brings numpy; it comes in with the first draft, not with the start.
    from aboveboard.reading.usual import learn_usual  # noqa: PLC0415

    own = Post.objects.filter(workspace=workspace_id, is_repost=False).exclude(text="")
    return learn_usual(
        list(own.order_by("-written_at", "-pk").values_list("text", flat=True)[:LATEST])
    )

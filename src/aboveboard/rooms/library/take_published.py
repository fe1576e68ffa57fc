"""Take what was published from here into the library, with its proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from aboveboard.rooms.library.jobs import read_new_posts
from aboveboard.rooms.library.models import Post

_READ_AFTER: Final = timedelta(seconds=2)
_MARGIN: Final = timedelta(seconds=1)
"""Longer than the transaction in which a post comes in."""
_planned: dict[int, datetime] = {}
"""When a job reads the new posts of a workspace next, as far as this process planned one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One post that is public. ``where`` says what it came from, as a file's place does."""

    network: str
    remote_id: str
    url: str
    text: str
    written_at: datetime
    visibility: str = "public"
    language: str = ""
    where: str = ""


_TOLD = ("text", "url", "written_at", "visibility", "language", "is_read")


@transaction.atomic
def take_published(workspace_id: int, posts: list[Published]) -> None:
    """Keep the posts in the library; one that is there already gets these words.

    Of several under one name (a person may give one link for each part of a thread) the last counts.
    """
    rows = [
        Post(
            workspace_id=workspace_id,
            network=one.network,
            remote_id=one.remote_id,
            where=one.where,
            text=one.text,
            url=one.url,
            written_at=one.written_at,
            visibility=one.visibility,
            language=one.language or "other",
            is_read=False,
        )
        for one in {(one.network, one.remote_id): one for one in posts}.values()
    ]
    if rows:
        Post.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["workspace", "network", "remote_id"],
            update_fields=_TOLD,
        )
        _plan_reading(workspace_id)


def _plan_reading(workspace_id: int) -> None:
    """Have the posts read soon; one job for all that come in within a second."""
    now = timezone.now()
    if now + _MARGIN < _planned.get(workspace_id, now) <= now + _READ_AFTER:
        return
    at = now + _READ_AFTER
    read_new_posts.using(run_after=at).enqueue(workspace_id)
    transaction.on_commit(lambda: _planned.update({workspace_id: at}))

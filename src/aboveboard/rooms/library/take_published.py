"""Take what was published from here into the library, with its proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.rooms.library.jobs import read_new_posts
from aboveboard.rooms.library.models import Post

if TYPE_CHECKING:
    from datetime import datetime


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
        read_new_posts.enqueue(workspace_id)

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


@transaction.atomic
def take_published(workspace_id: int, posts: list[Published]) -> list[Post]:
    """Return the posts as they are in the library; one that is there already gets these words."""
    taken = []
    for one in posts:
        cells = {
            "text": one.text,
            "url": one.url,
            "written_at": one.written_at,
            "visibility": one.visibility,
            "language": one.language or "other",
            "is_read": False,
        }
        post, _ = Post.objects.update_or_create(
            workspace_id=workspace_id,
            network=one.network,
            remote_id=one.remote_id,
            defaults=cells,
            create_defaults={**cells, "where": one.where},
        )
        taken.append(post)
    if taken:
        read_new_posts.enqueue(workspace_id)
    return taken

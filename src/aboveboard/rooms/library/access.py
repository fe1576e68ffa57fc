"""The only doors from a seat to the things of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.core.errors import NotFound
from aboveboard.rooms.library.models import Import, Post

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Member


def access_import(member: Member, import_id: int) -> Import:
    """Return the import when it lies in the member's workspace.

    Raises:
        NotFound: there is none, or it is someone else's; the two are told apart nowhere.
    """
    found = Import.objects.filter(pk=import_id, workspace=member.workspace_id).first()
    if found is None:
        raise NotFound(what="import")
    return found


def access_post(member: Member, post_id: int) -> Post:
    """Return the post when it lies in the member's workspace.

    Raises:
        NotFound: there is none, or it is someone else's.
    """
    found = Post.objects.filter(pk=post_id, workspace=member.workspace_id).first()
    if found is None:
        raise NotFound(what="post")
    return found

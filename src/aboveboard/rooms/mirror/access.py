"""The only door from a request to a link, and to the two things it ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.core.errors import NotFound
from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.record.models import Moment

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Member


def link_here(member: Member, link_id: int) -> Link:
    """Return the link with its moment and post, when it lies in the member's workspace.

    Raises:
        NotFound: no such link here.
    """
    link = (
        Link.objects.select_related("moment", "post")
        .filter(pk=link_id, workspace_id=member.workspace_id, moment__deleted_at=None)
        .first()
    )
    if link is None:
        raise NotFound(what="link")
    return link


def moment_here(member: Member, moment_id: int) -> Moment:
    """Return the moment, when it lies in the member's workspace and is not removed.

    Raises:
        NotFound: no such moment here.
    """
    moment = Moment.objects.filter(
        pk=moment_id, workspace_id=member.workspace_id, deleted_at=None
    ).first()
    if moment is None:
        raise NotFound(what="moment")
    return moment


def post_here(member: Member, post_id: int) -> Post:
    """Return the post, when it lies in the member's workspace.

    Raises:
        NotFound: no such post here.
    """
    post = Post.objects.filter(pk=post_id, workspace_id=member.workspace_id).first()
    if post is None:
        raise NotFound(what="post")
    return post

"""Say whether a post tells of a moment: confirm, refuse, take back, tie by hand, untie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import NotFound
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.library.models import Post
    from aboveboard.rooms.record.models import Moment
    from aboveboard.rooms.workspaces.models import Member

BY_HAND = "hand"
"""The reason of a link that was never proposed."""


def confirm(link: Link, *, by: Member, now: datetime) -> None:
    """Say that the post tells of the moment. Twice is the same as once."""
    _move(link, Link.State.CONFIRMED, "confirm", by=by, now=now)


def refuse(link: Link, *, by: Member, now: datetime) -> None:
    """Say that the post does not tell of the moment; the pair is never proposed again."""
    _move(link, Link.State.REFUSED, "refuse", by=by, now=now)


def reconsider(link: Link, *, by: Member, now: datetime) -> None:
    """Take a decision back; the link waits again."""
    _move(link, Link.State.PROPOSED, "reconsider", by=by, now=now)


@transaction.atomic
def link_by_hand(moment: Moment, post: Post, *, by: Member, now: datetime) -> Link:
    """Tie a post to a moment and return the confirmed link, new or known.

    Raises:
        NotFound: the two do not lie in the member's workspace.
    """
    if {moment.workspace_id, post.workspace_id} != {by.workspace_id}:
        raise NotFound(what="moment")
    link, is_new = Link.objects.get_or_create(
        moment=moment,
        post=post,
        defaults={
            "workspace_id": by.workspace_id,
            "state": Link.State.CONFIRMED,
            "likeness": 1.0,
            "reasons": [[BY_HAND, ""]],
            "decided_at": now,
        },
    )
    if is_new:
        note(by, "link", "link", link.pk, now=now)
    else:
        confirm(link, by=by, now=now)
    return link


@transaction.atomic
def unlink(link: Link, *, by: Member, now: datetime) -> None:
    """Untie: a link made by hand is gone, a proposed one is refused."""
    if link.reasons == [[BY_HAND, ""]]:
        note(by, "unlink", "link", link.pk, now=now)
        link.delete()
    else:
        refuse(link, by=by, now=now)


@transaction.atomic
def _move(link: Link, to: Link.State, deed: str, *, by: Member, now: datetime) -> None:
    decided_at = None if to is Link.State.PROPOSED else now
    row = Link.objects.filter(pk=link.pk, workspace_id=by.workspace_id).exclude(state=to)
    if row.update(state=to, decided_at=decided_at):
        note(by, deed, "link", link.pk, now=now)
    link.state, link.decided_at = to, decided_at

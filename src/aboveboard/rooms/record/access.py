"""The only doors from a seat to the things of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.core.errors import NotFound
from aboveboard.rooms.record.models import Attachment, Moment, PerceptionNote, Target

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Member


def access_moment(member: Member, moment_id: int, *, is_removed: bool = False) -> Moment:
    """Return the moment when it lies in the member's workspace.

    ``is_removed`` opens the door to those whose removal can still be undone, and to no others.

    Raises:
        NotFound: there is none, or it is someone else's; the two are told apart nowhere.
    """
    moment = Moment.objects.filter(
        pk=moment_id, workspace=member.workspace_id, deleted_at__isnull=not is_removed
    ).first()
    if moment is None:
        raise NotFound(what="moment")
    return moment


def access_attachment(member: Member, attachment_id: int) -> Attachment:
    """Return the attachment when its moment lies in the member's workspace and is not removed.

    Raises:
        NotFound: there is none, or it is someone else's.
    """
    attachment = (
        Attachment.objects.select_related("moment")
        .filter(
            pk=attachment_id,
            moment__workspace=member.workspace_id,
            moment__deleted_at__isnull=True,
        )
        .first()
    )
    if attachment is None:
        raise NotFound(what="attachment")
    return attachment


def access_target(member: Member, target_id: int, *, is_removed: bool = False) -> Target:
    """Return the target when it lies in the member's workspace.

    Raises:
        NotFound: there is none, or it is someone else's.
    """
    target = Target.objects.filter(
        pk=target_id, workspace=member.workspace_id, deleted_at__isnull=not is_removed
    ).first()
    if target is None:
        raise NotFound(what="target")
    return target


def access_perception(
    member: Member, note_id: int, *, is_removed: bool = False
) -> PerceptionNote:
    """Return the perception note when it lies in the member's workspace.

    Raises:
        NotFound: there is none, or it is someone else's.
    """
    found = PerceptionNote.objects.filter(
        pk=note_id, workspace=member.workspace_id, deleted_at__isnull=not is_removed
    ).first()
    if found is None:
        raise NotFound(what="perception note")
    return found

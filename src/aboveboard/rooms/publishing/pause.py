"""Hold everything of a workspace back with one key, and let it go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.publishing.models import Pause
from aboveboard.rooms.publishing.wakening import wake
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def pause(*, by: Member, now: datetime) -> None:
    """Send nothing more of the workspace; what is under way ends.

    Raises:
        NotAllowed: ``by`` may not publish here.
    """
    if not by.may_write:
        raise NotAllowed
    _, is_new = Pause.objects.get_or_create(
        workspace_id=by.workspace_id, defaults={"member": by, "since": now}
    )
    if is_new:
        note(by, "pause", "publishing", now=now)


@transaction.atomic
def go_on(*, by: Member, now: datetime) -> None:
    """Send again what is due; what came too late meanwhile goes back to its writer.

    Raises:
        NotAllowed: ``by`` may not publish here.
    """
    if not by.may_write:
        raise NotAllowed
    if Pause.objects.filter(workspace=by.workspace_id).delete()[0]:
        note(by, "go on", "publishing", now=now)
        wake()

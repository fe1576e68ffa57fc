"""Remove the demo with everything of it, the files on disk too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.rooms.library.models import Import
from aboveboard.rooms.library.upload_files import drop_file
from aboveboard.rooms.record.attachments import drop_unused_files
from aboveboard.rooms.record.models import Attachment
from aboveboard.rooms.workspaces.remove import remove_demo

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def remove(by: Member) -> None:
    """Remove the demo's workspace, what was added to it, and the files that nothing else needs.

    Raises:
        NotAllowed: this is not the demo, or ``by`` does not own it.
    """
    attached = Attachment.objects.filter(moment__workspace=by.workspace_id)
    hashes = list(attached.values_list("sha256", flat=True).distinct())
    uploads = list(
        Import.objects.filter(workspace=by.workspace_id).values_list("pk", flat=True)
    )
    remove_demo(by)
    drop_unused_files(hashes)
    for number in uploads:
        transaction.on_commit(partial(drop_file, number))

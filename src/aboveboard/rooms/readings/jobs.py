"""What the worker calls."""

from __future__ import annotations

from django.tasks import task
from django.utils import timezone

from aboveboard.rooms.readings.models import ArchiveReading
from aboveboard.rooms.readings.read_archive import Stopped, read_archive
from aboveboard.work.stopping import is_stopping


@task
def read_posts_again(workspace_id: int) -> None:
    """Read all own posts and keep the counts."""
    row = ArchiveReading.objects.filter(workspace=workspace_id)

    def progress(done: int, count: int) -> None:
        row.update(state=ArchiveReading.State.RUNNING, posts_done=done, posts_all=count)

    try:
        summary = read_archive(workspace_id, progress=progress, is_stopping=is_stopping)
    except Stopped:
        row.update(state=ArchiveReading.State.WAITING)
        read_posts_again.enqueue(workspace_id)
        return
    row.update(state=ArchiveReading.State.DONE, summary=summary, done_at=timezone.now())

"""What the worker calls."""

from __future__ import annotations

import logging

from django.db import Error, transaction
from django.tasks import task
from django.utils import timezone

from aboveboard.rooms.library.fail import fail
from aboveboard.rooms.library.finished import tell_finished
from aboveboard.rooms.library.models import Import
from aboveboard.rooms.library.read_posts import read_posts
from aboveboard.rooms.library.settle import Overtaken
from aboveboard.rooms.library.take_in import Stopped, take_in
from aboveboard.rooms.library.undo_import import undo
from aboveboard.rooms.library.upload_files import drop_file, part_of
from aboveboard.work.stopping import is_stopping

_log = logging.getLogger(__name__)


@task
def take_in_upload(import_id: int) -> None:
    """Take in one upload, from where it was left."""
    try:
        source = take_in(
            import_id, part_of(import_id), clock=timezone.now, is_stopping=is_stopping
        )
        drop_file(import_id)
        read_new_posts.enqueue(source.workspace_id)
        tell_finished(source.workspace_id)
    except Stopped:
        with transaction.atomic():
            Import.objects.filter(pk=import_id, state=Import.State.RUNNING).update(
                state=Import.State.WAITING
            )
            take_in_upload.enqueue(import_id)
    except Import.DoesNotExist:
        drop_file(import_id)  # its workspace was removed meanwhile
    except Overtaken:
        _log.warning("another process works on import=%d", import_id)
    except Error:
        raise  # the database is away or locked: the queue tries again, from rows_done on
    except Exception as fault:  # noqa: BLE001  (a reader must not keep an import running for ever)
        _log.exception("reading failed import=%d", import_id)
        fail(import_id, reason="fault", detail=type(fault).__name__, now=timezone.now())
        drop_file(import_id)


@task
def read_new_posts(workspace_id: int) -> None:
    """Read the posts that wait for it."""
    try:
        read_posts(workspace_id, is_stopping=is_stopping)
    except Stopped:
        read_new_posts.enqueue(workspace_id)


@task
def undo_one(import_id: int) -> None:
    """Take one import back, from where it was left."""
    try:
        source = undo(import_id, now=timezone.now(), is_stopping=is_stopping)
        read_new_posts.enqueue(source.workspace_id)
        tell_finished(source.workspace_id)
    except Stopped:
        undo_one.enqueue(import_id)

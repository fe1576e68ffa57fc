"""Ask the worker to propose links, when there is something new to look at."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from aboveboard.rooms.mirror.jobs import propose
from aboveboard.rooms.mirror.models import LinkRun

if TYPE_CHECKING:
    from datetime import datetime

PATIENCE = timedelta(minutes=10)
"""A job asked for longer ago than this is taken to be lost, and asked for again."""


@transaction.atomic
def ask_for_links(workspace_id: int, *, now: datetime) -> bool:
    """Enqueue one run for the workspace; return False when one waits already."""
    LinkRun.objects.get_or_create(workspace_id=workspace_id)
    free = Q(asked_at=None) | Q(asked_at__lt=now - PATIENCE)
    if not LinkRun.objects.filter(free, workspace_id=workspace_id).update(asked_at=now):
        return False
    propose.enqueue(workspace_id)
    return True


def ask_after_import(workspace_id: int) -> None:
    """Ask for a run when an import has ended; called through the library's hook."""
    ask_for_links(workspace_id, now=timezone.now())

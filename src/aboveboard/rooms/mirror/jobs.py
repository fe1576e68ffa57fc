"""Entry points of the worker."""

from __future__ import annotations

from django.tasks import task
from django.utils import timezone

from aboveboard.rooms.mirror.propose_links import propose_new


@task
def propose(workspace_id: int) -> None:
    """Propose links for what came or changed since the last run."""
    propose_new(workspace_id, now=timezone.now())

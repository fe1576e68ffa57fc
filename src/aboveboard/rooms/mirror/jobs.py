"""Entry points of the worker."""

from __future__ import annotations

from django.tasks import task
from django.utils import timezone


@task
def propose(workspace_id: int) -> None:
    """Propose links for what came or changed since the last run."""
    # numpy comes in with the first run, not with the start.
    from aboveboard.rooms.mirror.propose_links import propose_new  # noqa: PLC0415

    propose_new(workspace_id, now=timezone.now())

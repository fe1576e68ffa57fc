"""What the worker calls."""

from __future__ import annotations

from django.tasks import task
from django.utils import timezone

from aboveboard.rooms.publishing.drop_unused import drop_unused


@task
def drop_unused_pictures() -> None:
    """Drop the pictures that nothing needs; run once a day."""
    drop_unused(timezone.now())

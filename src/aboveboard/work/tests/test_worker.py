from __future__ import annotations

import gc
import os
import socket
import subprocess
import sys

import pytest
from django.utils import timezone
from django_ox.models import OxTask

from aboveboard.work.stopping import ask_to_stop, go_on, is_stopping
from aboveboard.work.worker import start_worker, take_back_from_dead

HERE = socket.gethostname()[:40]


def running(holder: str) -> OxTask:
    return OxTask.objects.create(
        task_path="a.b",
        backend_name="default",
        status=OxTask.Status.RUNNING,
        locked_by=holder,
        locked_at=timezone.now(),
        enqueued_at=timezone.now(),
    )


@pytest.mark.parametrize(
    ("holder", "is_taken_back"),
    [
        (f"{HERE}-7-abcdefgh", True),
        (f"{HERE}-8-abcdefgh", False),
        ("elsewhere-7-abcdefgh", False),
        (f"{HERE}-x-abcdefgh", False),
        ("", False),
    ],
)
@pytest.mark.django_db
def test_only_tasks_of_dead_processes_of_this_machine_are_taken_back(
    holder: str, *, is_taken_back: bool
) -> None:
    task = running(holder)
    assert take_back_from_dead(is_running=lambda process: process == 8) == is_taken_back
    task.refresh_from_db()
    assert (task.status == OxTask.Status.READY) == is_taken_back
    assert task.lease_epoch == is_taken_back


# The queue's own helper threads leave their connections to the collector of garbage.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.django_db(transaction=True)
def test_a_worker_starts_and_stops() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    mine, dead = running(f"{HERE}-{os.getppid()}-abcdefgh"), running(f"{HERE}-{ended.pid}-x")
    ask_to_stop()
    worker = start_worker(poll_seconds=0.01)
    assert worker.is_alive
    assert not is_stopping()
    assert worker.stop()
    gc.collect()
    assert is_stopping()
    go_on()
    mine.refresh_from_db()
    dead.refresh_from_db()
    assert mine.status == OxTask.Status.RUNNING
    assert dead.status != OxTask.Status.RUNNING
    OxTask.objects.all().delete()

"""The worker beside the web server: takes up tasks in a thread of the same process."""

from __future__ import annotations

import logging
import os
import socket
from threading import Thread
from typing import TYPE_CHECKING, Final

from django.db import connections
from django.db.models import F
from django.utils import timezone
from django_ox.models import OxTask
from django_ox.worker import Worker as Queue

from aboveboard.work.stopping import ask_to_stop, go_on

if TYPE_CHECKING:
    from collections.abc import Callable

POLL_SECONDS: Final = 1.0
"""How long a task waits at most before it is taken up; one small query each time."""

_STOP_SECONDS: Final = 15.0
_log = logging.getLogger(__name__)


class Worker:
    """A running worker; :meth:`stop` ends it."""

    def __init__(self, queue: Queue, thread: Thread) -> None:
        self._queue = queue
        self._thread = thread

    @property
    def is_alive(self) -> bool:
        """Whether tasks are still taken up."""
        return self._thread.is_alive()

    def stop(self, seconds: float = _STOP_SECONDS) -> bool:
        """Ask the running job to put its work down, wait for it, and return whether it did."""
        ask_to_stop()
        self._queue.request_stop()
        self._thread.join(seconds)
        return not self._thread.is_alive()


def start_worker(*, is_alone: bool = True, poll_seconds: float = POLL_SECONDS) -> Worker:
    """Start a worker in a thread and return it.

    ``is_alone`` says that the tasks of this machine have no other worker than those of running
    processes; then what a dead process left running is taken up at once, not after its lease.
    """
    go_on()
    if is_alone:
        take_back_from_dead(is_running=_is_running)
    queue = Queue(concurrency=1, poll_interval=poll_seconds)
    thread = Thread(target=_run, args=[queue], name="worker", daemon=True)
    thread.start()
    return Worker(queue, thread)


def _run(queue: Queue) -> None:
    try:
        queue.run()
    finally:
        connections.close_all()


def take_back_from_dead(*, is_running: Callable[[int], bool]) -> int:
    """Put tasks of dead processes of this machine back on the queue; return how many.

    ``is_running`` tells whether a process with an id lives. Raising the epoch of the lease makes
    sure that the earlier holder, should it live after all, cannot write over the new one.
    """
    machine = socket.gethostname()[:40]
    back = 0
    running = OxTask.objects.filter(status=OxTask.Status.RUNNING)
    for pk, holder, epoch in running.values_list("pk", "locked_by", "lease_epoch"):
        process = _process_of(holder or "", machine)
        if process is None or is_running(process):
            continue
        back += OxTask.objects.filter(
            pk=pk, status=OxTask.Status.RUNNING, lease_epoch=epoch
        ).update(
            status=OxTask.Status.READY,
            locked_by=None,
            locked_at=None,
            lease_expires_at=None,
            lease_epoch=F("lease_epoch") + 1,
            run_after=timezone.now(),
        )
    if back:
        _log.warning("took back tasks of dead processes count=%d", back)
    return back


def _process_of(holder: str, machine: str) -> int | None:
    """Return the process id in a worker's name (machine, process, chance), if it is of here."""
    if not holder.startswith(f"{machine}-"):
        return None
    process = holder.removeprefix(f"{machine}-").partition("-")[0]
    return int(process) if process.isdecimal() else None


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return False  # an earlier worker of this very process has ended; this one starts
    if os.name == "nt":
        return True  # signal 0 would end the process there; the lease tells after 30 seconds
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

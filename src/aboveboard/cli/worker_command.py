"""Background work and publishing without pages, in a process of its own, on PostgreSQL."""

from __future__ import annotations

import signal
import sys
import threading
from typing import TYPE_CHECKING

import click

from aboveboard.cli.main import NOT_DONE

if TYPE_CHECKING:
    from types import FrameType


@click.command("worker")
@click.option(
    "--slots", type=click.IntRange(1, 200), help="Publications under way at once (default: 8)."
)
def command(slots: int | None) -> None:
    """Work and publish beside a running server, on PostgreSQL.

    Any number may run, on any machine; each publication is taken up by one of them. On SQLite
    `aboveboard serve` does all of it.

    \b
    Examples:
      aboveboard worker
      aboveboard worker --slots 50
    """
    from aboveboard.cli.ready import ready

    ready(is_migrating=False)
    reason = _why_not()
    if reason:
        click.echo(reason, err=True)
        sys.exit(NOT_DONE)
    _work(slots)


def _why_not() -> str:
    """Return why no worker can run here, or nothing."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if connection.vendor != "postgresql":
        return "On SQLite `aboveboard serve` does all the work. Workers need PostgreSQL."
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "The tables are not up to date. Start `aboveboard serve` first: it does that."
    return ""


def _work(slots: int | None) -> None:
    from aboveboard.rooms.publishing.publisher import SLOTS, Publisher
    from aboveboard.rooms.publishing.tools import make_tools
    from aboveboard.work.worker import start_worker

    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker = start_worker()
    publisher = Publisher(make_tools(), slots=slots or SLOTS)
    publisher.start()
    click.echo("A worker runs. Stop: Ctrl C")
    sys.stdout.flush()
    # Woken now and then: on some systems a signal does not end a wait.
    while not stopping.wait(1) and publisher.is_alive:
        pass
    publisher.stop()
    worker.stop()

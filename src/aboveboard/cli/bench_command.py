"""Speed and memory, on real code."""

from __future__ import annotations

import json
import os
import platform
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


def _machine() -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }


def _print(name: str, figures: Mapping[str, object], *, is_json: bool) -> None:
    if is_json:
        click.echo(json.dumps({"bench": name, "machine": _machine(), **figures}))
        return
    click.echo(name)
    for key, value in figures.items():
        click.echo(f"  {key}: {value}")


@click.group("bench")
def command() -> None:
    """Measure speed and memory on data made for it, in a folder that goes away.

    \b
    Examples:
      aboveboard bench start
      aboveboard bench import --messages 1000000 --json
    """


@command.command("import")
@click.option("--posts", default=50_000, show_default=True)
@click.option("--comments", default=50_000, show_default=True)
@click.option("--messages", default=1_000_000, show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def import_(posts: int, comments: int, messages: int, *, is_json: bool) -> None:
    """Rows a second from a LinkedIn archive into the database, memory, and against the csv module."""
    from aboveboard.project.scratch import scratch

    with scratch():
        from aboveboard.rooms.library.benchmark import import_rate

        figures = import_rate(posts=posts, comments=comments, messages=messages)
    _print("import", figures, is_json=is_json)


@command.command("mirror")
@click.option("--posts", default=10_000, show_default=True)
@click.option("--moments", default=10_000, show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def mirror(posts: int, moments: int, *, is_json: bool) -> None:
    """Time and queries of the mirror's page."""
    from aboveboard.project.scratch import scratch

    with scratch():
        from aboveboard.rooms.mirror.benchmark import mirror_page

        figures = mirror_page(posts=posts, moments=moments)
    _print("mirror", figures, is_json=is_json)


@command.command("pages")
@click.option("--rows", default=100_000, show_default=True)
@click.option("--messages", default=1_000_000, show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def pages(rows: int, messages: int, *, is_json: bool) -> None:
    """Lists of 50 and searches over many rows."""
    from aboveboard.project.scratch import scratch

    with scratch():
        from aboveboard.project.benchmark import lists_and_searches

        figures = lists_and_searches(rows=rows, messages=messages)
    _print("pages", figures, is_json=is_json)


@command.command("calendar")
@click.option("--publications", default=1_000, show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def calendar(publications: int, *, is_json: bool) -> None:
    """Time and queries of the calendar over a month of so many publications."""
    from aboveboard.project.scratch import scratch

    with scratch():
        from aboveboard.rooms.publishing.calendar_benchmark import calendar_views

        figures = calendar_views(publications)
    _print("calendar", figures, is_json=is_json)


@command.command("publishing")
@click.option("--publications", default=2000, show_default=True, help="Due at one second.")
@click.option("--accounts", default=200, show_default=True, help="They go out with.")
@click.option("--slots", default=50, show_default=True, help="Requests under way at once.")
@click.option(
    "--workers", default=1, show_default=True, help="Publishers that share the slots."
)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def publishing(
    publications: int, accounts: int, slots: int, workers: int, *, is_json: bool
) -> None:
    """From due to request at exact seconds, publications a second, and the cost of waiting."""
    from aboveboard.project.scratch import scratch

    with scratch():
        from aboveboard.rooms.publishing.benchmark import at_once, exact_seconds, idle

        figures = {
            "idle": idle(),
            "exact_seconds": exact_seconds(),
            "at_once": at_once(
                publications=publications, accounts=accounts, slots=slots, workers=workers
            ),
        }
    _print("publishing", figures, is_json=is_json)


@command.command("typing")
@click.option("--times", default=200, show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def typing(times: int, *, is_json: bool) -> None:
    """A key pressed in a draft of 3,000 characters: from the request to its findings."""
    from aboveboard.project.scratch import scratch

    with scratch():
        from aboveboard.rooms.readings.benchmark import typing_rate

        figures = typing_rate(times)
    _print("typing", figures, is_json=is_json)


@command.command("start")
@click.option("--times", default=5, show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def start(times: int, *, is_json: bool) -> None:
    """From the command to the first answered page, memory when idle, size of the installation."""
    from aboveboard.project.benchmark import start_and_idle

    _print("start", start_and_idle(times), is_json=is_json)


@command.command("disclosure")
@click.option("--seconds", default=5.0, show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def disclosure(seconds: float, *, is_json: bool) -> None:
    """Posts read a second on one core."""
    from aboveboard.reading.benchmark import disclosure_rate

    _print("disclosure", disclosure_rate(seconds), is_json=is_json)


@command.command("reading")
@click.option(
    "--times", default=200, show_default=True, help="Readings of one draft, a language."
)
@click.option("--seconds", default=3.0, show_default=True, help="Of each batch.")
@click.option(
    "--peers", "with_peers", is_flag=True, help="Beside others' readers, if installed."
)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def reading(times: int, seconds: float, *, with_peers: bool, is_json: bool) -> None:
    """One draft of 3,000 characters, batches of posts, and texts made to be slow, all checks on."""
    from aboveboard.evaluation.benchmark import reading_speed

    figures = reading_speed(times=times, seconds=seconds, with_peers=with_peers)
    _print("reading", figures, is_json=is_json)

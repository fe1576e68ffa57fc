"""Bring in an archive, from a terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from aboveboard.rooms.library.models import Import
    from aboveboard.rooms.workspaces.models import Member


@click.command("import")
@click.argument(
    "archives", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--workspace", type=int, help="Number of the workspace (default: your own).")
@click.option("--json", "is_json", is_flag=True, help="Print JSON, one object an archive.")
def command(archives: tuple[Path, ...], workspace: int | None, *, is_json: bool) -> None:
    """Bring in what you published: LinkedIn, Instagram, Facebook, Mastodon, Bluesky or X exports.

    The kind is recognised by content. Importing twice changes nothing twice.
    Leaves with code 3 when an archive cannot be read.

    \b
    Examples:
      aboveboard import Complete_LinkedInDataExport.zip
      aboveboard import repo.car archive.tar.gz --json
    """
    from aboveboard.cli.ready import own_member, ready

    ready()
    member = own_member(workspace)
    runs = [_one(archive, member, is_quiet=is_json) for archive in archives]
    for run in runs:
        _tell(run, is_json=is_json)
    if any(run.state == "failed" for run in runs):
        sys.exit(3)


def _one(archive: Path, member: Member, *, is_quiet: bool) -> Import:
    from django.utils import timezone
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    from aboveboard.rooms.library.import_file import import_file

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=is_quiet) as progress:
        bar = progress.add_task(archive.name, total=None)

        def told(run: Import) -> None:
            progress.update(bar, completed=run.rows_done, total=run.rows_all)

        return import_file(archive, by=member, clock=timezone.now, progress=told)


def _tell(run: Import, *, is_json: bool) -> None:
    from django.db.models import Count

    reasons = dict(
        run.skipped_rows.values_list("reason").annotate(n=Count("pk")).order_by("reason")
    )
    if is_json:
        facts = {
            "file": run.file_name,
            "format": run.format,
            "state": str(run.state),
            "taken": run.taken,
            "known": run.known,
            "skipped": run.skipped,
            "skipped_by_reason": reasons,
            "failure": run.failure,
        }
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    if run.state == "failed":
        from aboveboard.rooms.library.words import FAILURES

        click.echo(f"{run.file_name}: {FAILURES[run.failure]}", err=True)
        return
    click.echo(
        f"{run.file_name} ({run.format}): {run.taken:,} taken, {run.known:,} known already, "
        f"{run.skipped:,} skipped"
    )
    for reason, count in reasons.items():
        click.echo(f"  {count:,} {reason}")

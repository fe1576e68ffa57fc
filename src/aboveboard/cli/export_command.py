"""One's own data, out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--workspace", type=int, help="Number of the workspace (default: your own).")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def command(file: Path, workspace: int | None, *, is_json: bool) -> None:
    """Write everything of a workspace to one zip: a JSON line a row, and the attachments.

    The file holds private notes and messages. Keep it like you keep those.

    \b
    Example:
      aboveboard export my-aboveboard.zip
    """
    from aboveboard.cli.ready import own_member, ready

    ready()
    from django.utils import timezone

    from aboveboard.project.export import export

    try:
        counts = export(own_member(workspace).workspace, file, now=timezone.now())
    except FileExistsError:
        click.echo(f"{file} exists already. Give another name.", err=True)
        sys.exit(3)
    if is_json:
        click.echo(json.dumps({"file": str(file), "rows": counts}))
        return
    click.echo(f"{sum(counts.values()):,} rows are in {file}.")

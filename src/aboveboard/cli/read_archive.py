"""The reading of all own posts, from a terminal."""

from __future__ import annotations

import json
from typing import Any

import click


def read_archive(workspace: int | None, *, is_json: bool) -> None:
    """Read the own posts of a workspace with a bar, and print what the rules find."""
    from aboveboard.cli.ready import own_member, ready

    ready()
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    from aboveboard.rooms.readings.read_archive import read_archive as reading_of

    member = own_member(workspace)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=is_json) as progress:
        bar = progress.add_task("posts", total=None)
        told = reading_of(
            member.workspace_id,
            progress=lambda done, count: progress.update(bar, completed=done, total=count),
        )
    if is_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _print(told)


def _print(told: dict[str, Any]) -> None:
    if not told["posts"]:
        click.echo("There are no posts of your own here. Import an archive first.")
        return
    click.echo(
        f"{told['posts']:,} posts; in the middle one {told['per_1000_median']:.1f} findings"
        " per 1,000 characters."
    )
    ranked = sorted(told["rules"].items(), key=lambda one: (-one[1]["posts"], one[0]))
    for rule, one in ranked:
        click.echo(
            f"  {rule}: {one['findings']:,} in {one['posts']:,} posts,"
            f" {one['share']:.1%} ({one['low']:.1%} to {one['high']:.1%}),"
            f" {one['per_1000']:.2f} per 1,000 characters, {one['dismissed']:,} dismissed"
        )

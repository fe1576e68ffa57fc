"""What is wrong with this installation."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click


@click.command("doctor")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def command(*, is_json: bool) -> None:
    """Say in sentences what is wrong with this installation; code 1 when something is.

    \b
    Example:
      aboveboard doctor
    """
    from aboveboard.cli.ready import ready

    ready(is_migrating=False)
    from aboveboard.project.diagnosis import signs

    found = signs()
    if is_json:
        click.echo(json.dumps([asdict(sign) for sign in found], ensure_ascii=False))
    else:
        for sign in found:
            click.echo(f"{'  ' if sign.is_well else '! '}{sign.words}")
    if not all(sign.is_well for sign in found):
        sys.exit(1)

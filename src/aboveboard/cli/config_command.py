"""The settings, from a terminal."""

from __future__ import annotations

import json
import sys

import click

from aboveboard.cli.main import BAD_SETTING

SECRETS = {"secret_key", "database_url", "proxy"}
"""Never printed; only whether they are set."""


@click.group("config")
def command() -> None:
    """Show or check the settings.

    \b
    Examples:
      aboveboard config show
      aboveboard config check
    """


@command.command("show")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def show(*, is_json: bool) -> None:
    """Print each setting and its value; secrets stay secret."""
    values = _read()
    if is_json:
        click.echo(json.dumps(values))
        return
    for name, value in values.items():
        click.echo(f"ABOVEBOARD_{name.upper()}={value}")


@command.command("check")
def check() -> None:
    """Say whether the settings can be used; leaves with code 4 when not."""
    _read()
    click.echo("The settings can be used.")


def _read() -> dict[str, str]:
    from aboveboard.project.environment import BadSetting, Environment

    try:
        environment = Environment.read()
        from aboveboard.project.databases import database

        database(environment.database_url, environment.data_dir)
    except BadSetting as bad:
        click.echo(str(bad), err=True)
        sys.exit(BAD_SETTING)
    values: dict[str, str] = {}
    for name in Environment.model_fields:
        value = getattr(environment, name)
        values[name] = ("set" if value else "") if name in SECRETS else str(value or "")
    return values

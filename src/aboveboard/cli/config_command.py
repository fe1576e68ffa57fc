"""The settings, from a terminal."""

from __future__ import annotations

import json
import sys

import click

from aboveboard.cli.main import BAD_SETTING, NOT_DONE

SECRETS = {"secret_key", "sealing_key", "database_url", "proxy", "mail_url"}
"""Never printed; only whether they are set."""


@click.group("config")
def command() -> None:
    """Show or check the settings, or change the key that seals accounts.

    \b
    Examples:
      aboveboard config show
      aboveboard config check
      aboveboard config rotate-key
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


@command.command("rotate-key")
def rotate_key() -> None:
    """Seal what opens accounts with a new key, and drop the one before.

    May be broken off and run again. Aboveboard may run meanwhile when the keys lie in a file; where
    the setting itself holds them, put a new one first, start again, and then run this.
    """
    from aboveboard.cli.ready import ready

    ready()
    from aboveboard.project.rotate_key import rotate

    outcome = rotate()
    click.echo(outcome.words)
    if not outcome.is_done:
        sys.exit(NOT_DONE)


def _read() -> dict[str, str]:
    from aboveboard.project.environment import BadSetting, Environment

    try:
        environment = Environment.read()
        from aboveboard.project.databases import database
        from aboveboard.project.mail import mailers

        database(environment.database_url, environment.data_dir)
        mailers(environment.mail_url)
    except BadSetting as bad:
        click.echo(str(bad), err=True)
        sys.exit(BAD_SETTING)
    values: dict[str, str] = {}
    for name in Environment.model_fields:
        value = getattr(environment, name)
        values[name] = ("set" if value else "") if name in SECRETS else str(value or "")
    return values

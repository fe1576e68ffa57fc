"""A new sign-in link."""

from __future__ import annotations

import json

import click


@click.command("link")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def command(*, is_json: bool) -> None:
    """Print a link that signs in once, within an hour.

    \b
    Example:
      aboveboard link
    """
    from aboveboard.cli.ready import own_member, ready

    ready()
    from django.conf import settings

    from aboveboard.cli.serve_command import sign_in_link
    from aboveboard.project.server import USUAL_PORT, running_at

    address = settings.ENVIRONMENT.base_url or running_at(settings.DATA_DIR)
    link = sign_in_link(address or f"http://127.0.0.1:{USUAL_PORT}", own_member())
    click.echo(json.dumps({"link": link}) if is_json else link)

"""Serve with the demo open."""

from __future__ import annotations

import click

from aboveboard.cli.serve_command import run


@click.command("demo")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port (default: 8765, or a free one)."
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def command(port: int | None, *, no_browser: bool) -> None:
    """Start with the two years of Peulvuur, a food company that does not exist.

    It has a workspace of its own beside yours; one click on any of its pages removes it.

    \b
    Example:
      aboveboard demo
    """
    run(port=port, is_opening=not no_browser, is_demo=True)

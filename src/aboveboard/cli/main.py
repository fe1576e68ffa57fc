"""The ``aboveboard`` command. Each verb lives in a file and is imported when it is asked for.

Exit codes: 0 done, 1 not done, 2 wrong words on the command line, 3 the input was refused,
4 a setting cannot be used.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import override

import click

import aboveboard
from aboveboard.core.errors import AboveboardError

VERBS: dict[str, str] = {
    "serve": "Start Aboveboard here and open it.",
    "worker": "Work and publish beside a running server, on PostgreSQL.",
    "demo": "Start with the two years of a company that does not exist.",
    "link": "Print a new link that signs in once.",
    "record": "Write down what happened.",
    "import": "Bring in an archive of what you published.",
    "mirror": "What happened beside what was told.",
    "read": "Read what kind of text this is.",
    "publish": "Publish a text, now or at a time.",
    "export": "Write everything of a workspace to one zip file.",
    "doctor": "Say in sentences what is wrong with this installation.",
    "config": "Show or check the settings.",
    "bench": "Measure speed and memory.",
    "eval": "Measure a reading against labelled texts.",
}
"""Every verb with its line in the help; the file is ``<verb>_command.py``."""

NOT_DONE, REFUSED, BAD_SETTING = 1, 3, 4


class _Verbs(click.Group):
    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"aboveboard.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.command(cls=_Verbs, invoke_without_command=True)
@click.version_option(aboveboard.__version__, prog_name="aboveboard")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of your data (default: the platform's data folder).",
)
@click.pass_context
def group(ctx: click.Context, data: Path | None) -> None:
    """Aboveboard keeps what really happened beside what you published.

    Without a command it starts: `aboveboard` is `aboveboard serve`.

    \b
    Examples:
      aboveboard
      aboveboard demo
      aboveboard import Complete_LinkedInDataExport.zip
      aboveboard record "lost the Ghent order, my fault #sales !"
      aboveboard --data /srv/aboveboard serve --no-browser
    """
    if data is not None:
        os.environ["ABOVEBOARD_DATA_DIR"] = str(data.resolve())  # noqa: TID251  (before settings are read)
    if ctx.invoked_subcommand is None:
        serve = ctx.command.get_command(ctx, "serve")  # type: ignore[attr-defined]  # a group
        ctx.invoke(serve)


def main() -> None:
    """Run the command and leave with its exit code."""
    try:
        group.main(standalone_mode=True, prog_name="aboveboard")
    except AboveboardError as error:
        from aboveboard.web.messages import sentence

        click.echo(sentence(error), err=True)
        sys.exit(REFUSED)

"""The mirror, from a terminal."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from aboveboard.core.errors import Invalid
from aboveboard.core.kinds import Kind

if TYPE_CHECKING:
    from datetime import date

    from aboveboard.rooms.mirror.figures import Mirror


@click.command("mirror")
@click.option(
    "--period",
    type=click.Choice(["year", "last_year", "days90", "all"]),
    default="year",
    show_default=True,
)
@click.option(
    "--from", "first", help="First day, as 2026-01-01; with --to instead of --period."
)
@click.option("--to", "last", help="Last day, as 2026-06-30.")
@click.option("--workspace", type=int, help="Number of the workspace (default: your own).")
@click.option("--json", "is_json", is_flag=True, help="Print every figure as JSON.")
def command(
    period: str, first: str | None, last: str | None, workspace: int | None, *, is_json: bool
) -> None:
    """Show what happened beside what was told of it, with intervals.

    \b
    Examples:
      aboveboard mirror
      aboveboard mirror --period all --json
      aboveboard mirror --from 2026-01-01 --to 2026-06-30
    """
    from aboveboard.cli.ready import own_member, ready

    ready()
    from django.utils import timezone

    from aboveboard.rooms.mirror.downloads import as_json
    from aboveboard.rooms.mirror.period import chosen_period
    from aboveboard.rooms.mirror.queries import mirror

    asked = {"period": period}
    if first or last:
        today: date = timezone.localdate()
        asked = {
            "period": "custom",
            "from": first or "1900-01-01",
            "to": last or today.isoformat(),
        }
    try:
        chosen = chosen_period(asked, timezone.localdate())
    except Invalid:
        click.echo("Write days as 2026-01-31, the first before the last.", err=True)
        sys.exit(2)
    seen = mirror(own_member(workspace).workspace_id, chosen)
    if is_json:
        click.echo(json.dumps(as_json(seen), ensure_ascii=False, default=str))
        return
    _tell(seen)


def _tell(seen: Mirror) -> None:
    for kind, words in (
        (Kind.WIN, "wins"),
        (Kind.SETBACK, "setbacks"),
        (Kind.LESSON, "lessons"),
    ):
        told = seen.record[kind]
        line = f"You showed {told.shown} of {told.n} {words}"
        if told.rate is None or told.is_few:
            line += ": too few to say more."
        else:
            line += f" ({told.rate.low:.0%} to {told.rate.high:.0%})."
        click.echo(line)
    gap = seen.gap
    if gap is None:
        click.echo("The gap between wins and setbacks: too few to say.")
        return
    low, high = gap.low * 100, gap.high * 100
    click.echo(
        f"The gap is {gap.value * 100:.0f} points, between {low:.0f} and {high:.0f} (95 %, n = {gap.n})."
    )

"""The capture line, from a terminal."""

from __future__ import annotations

import json

import click


@click.command("record")
@click.argument("line", nargs=-1, required=True)
@click.option(
    "--kind",
    type=click.Choice(["win", "setback", "lesson", "neutral"]),
    help="What it was; proposed by the reading when left out.",
)
@click.option("--workspace", type=int, help="Number of the workspace (default: your own).")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def command(
    line: tuple[str, ...], kind: str | None, workspace: int | None, *, is_json: bool
) -> None:
    """Write down what happened: one line, with a date, #topic and ! for weight when you like.

    \b
    Examples:
      aboveboard record "lost the Ghent order, my fault, learnt to ask for a deposit"
      aboveboard record "gisteren drie nieuwe winkels #winkels !"
      aboveboard record --kind lesson "le 3 mars: plus jamais sans acompte"
    """
    from aboveboard.cli.ready import own_member, ready

    ready()
    from django.utils import timezone

    from aboveboard.core.kinds import Kind
    from aboveboard.rooms.record.capture import capture

    moment = capture(
        " ".join(line),
        by=own_member(workspace),
        now=timezone.now(),
        kind=Kind(kind) if kind else None,
    )
    kept: dict[str, object] = {
        "id": moment.pk,
        "text": moment.text,
        "kind": str(moment.kind),
        "happened_on": moment.happened_on.isoformat(),
        "weight": moment.weight,
        "topics": [topic.name for topic in moment.topics.all()],
    }
    if is_json:
        click.echo(json.dumps(kept, ensure_ascii=False))
        return
    click.echo(f"Kept as a {kept['kind']} of {moment.happened_on:%d-%m-%Y}: {moment.text}")

"""``./run verify publishing``: how often the promise was broken, over seeded schedules."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections import Counter
from typing import Any

import click

from tests.verify.database import ready, scratch


@click.group()
def group() -> None:
    """Run what publishing promises."""


@group.command("publishing")
@click.option("--seeds", default=1000, show_default=True, help="How many schedules.")
@click.option("--first", default=0, help="The first seed.")
@click.option(
    "--network", default="", help="A network, or one place such as 'linkedin person'."
)
@click.option("--database", default="", help="postgresql://… instead of SQLite in memory.")
@click.option("--processes", default=2, show_default=True)
@click.option("--json", "is_json", is_flag=True, help="Figures as JSON.")
def publishing(
    seeds: int, first: int, network: str, database: str, processes: int, *, is_json: bool
) -> None:
    """Play seeded schedules of faults, deaths and disturbances; exit 1 when a promise was broken."""
    asked = [
        [
            *(sys.executable, "-m", "tests.verify", "share", "--first", str(first + number)),
            *("--until", str(first + seeds), "--step", str(processes)),
            *("--network", network, "--database", database, "--name", f"verify_{number}"),
        ]
        for number in range(processes)
    ]
    running = [subprocess.Popen(one, stdout=subprocess.PIPE, text=True) for one in asked]
    results = [json.loads(one.communicate()[0]) for one in running]
    figures = _together(results)
    click.echo(json.dumps(figures, indent=2) if is_json else _words(figures))
    if figures["broken"]:
        raise SystemExit(1)


@group.command("mutants")
@click.option("--seeds", default=400, show_default=True, help="Schedules to try a place.")
@click.option("--only", default="", help="One mutant.")
def mutants(seeds: int, only: str) -> None:
    """Remove each safeguard in turn; say which schedule of a place notices first, and exit 1 if none."""
    with ready():
        from tests.verify.mutants import MUTANTS, noticed_by
        from tests.verify.places import PLACES

        logging.disable(logging.WARNING)
        found = {
            name: {place.name: noticed_by(name, seeds, place) for place in PLACES}
            for name in MUTANTS
            if only in {"", name}
        }
    click.echo(json.dumps(found, indent=2))
    if any(set(one.values()) == {None} for one in found.values()):
        raise SystemExit(1)


@group.command("kill")
@click.option("--rounds", default=50, show_default=True)
@click.option("--publications", default=1350, show_default=True)
@click.option("--workers", default=1, show_default=True)
@click.option(
    "--slowly", default=0.05, show_default=True, help="Seconds of the network's answer."
)
@click.option("--database", default="", help="postgresql://… of an empty database.")
@click.option("--json", "is_json", is_flag=True, help="Figures as JSON.")
def kill(
    rounds: int, publications: int, workers: int, slowly: float, database: str, *, is_json: bool
) -> None:
    """Kill real workers with signal 9 in mid-run; exit 1 when something was lost or doubled."""
    with scratch(database):
        from tests.verify.kill import verify_kill

        figures = verify_kill(
            rounds=rounds, publications=publications, workers=workers, slowly=slowly
        )
    if is_json:
        click.echo(json.dumps(figures, indent=2))
    else:
        click.echo(
            f"{figures['publications']} publications, {figures['kills']} kills: "
            f"{figures['lost']} lost, {figures['doubled']} doubled, "
            f"{figures['not_settled']} not settled; {figures['states']}"
        )
    if figures["lost"] or figures["doubled"] or figures["not_settled"]:
        raise SystemExit(1)


@group.command("worker", hidden=True)
@click.argument("facts")
def worker(facts: str) -> None:
    """A worker that will be killed."""
    with scratch():
        from tests.verify.kill import work

        logging.disable(logging.WARNING)
        work(json.loads(facts))


@group.command("share", hidden=True)
@click.option("--first", type=int)
@click.option("--until", type=int)
@click.option("--step", type=int)
@click.option("--network")
@click.option("--database")
@click.option("--name")
def share(first: int, until: int, step: int, network: str, database: str, name: str) -> None:
    """One process's part of the schedules, as JSON."""
    with ready(database, name=name if database else ""):
        from tests.verify.publishing import verify

        logging.disable(logging.WARNING)
        click.echo(json.dumps(verify(range(first, until, step), network=network)))


def _together(results: list[dict[str, Any]]) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for name in ("schedules", "doubled", "hidden", "false", "open", "faults", "points"):
        figures[name] = sum(one.get(name, 0) for one in results)
    for name in ("places", "states"):
        figures[name] = dict(sum((Counter(one[name]) for one in results), Counter()))
    figures["seconds"] = max(one["seconds"] for one in results)
    figures["broken"] = [broken for one in results for broken in one["broken"]]
    return figures


def _words(figures: dict[str, Any]) -> str:
    lines = [
        (
            f"{figures['schedules']} schedules in {figures['seconds']} s: {figures['doubled']} doubled, "
            f"{figures['false']} falsely public, {figures['hidden']} public and not known, "
            f"{figures['open']} not settled."
        )
    ]
    lines += [f"  {one['place']}, seed {one['seed']}: {one}" for one in figures["broken"][:20]]
    return "\n".join(lines)


if __name__ == "__main__":
    group()

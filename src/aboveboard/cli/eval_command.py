"""A reading against labelled texts."""

from __future__ import annotations

import json
from pathlib import Path

import click

SETS = Path(__file__).resolve().parents[3] / "evaluation"
"""Labelled sets; they come with the source, not with an installed package."""


@click.group("eval")
def command() -> None:
    """Measure a reading against labelled texts.

    \b
    Example:
      aboveboard eval disclosure --split test --json
    """


@command.command("disclosure")
@click.option(
    "--split", type=click.Choice(["train", "dev", "test"]), default="dev", show_default=True
)
@click.option(
    "--set",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=SETS / "disclosure",
    help="Folder of labelled files.",
)
@click.option("--json", "is_json", is_flag=True, help="Print everything as JSON.")
def disclosure(split: str, folder: Path, *, is_json: bool) -> None:
    """Win, setback, lesson or neutral: precision, recall and macro-F1 per language."""
    from aboveboard.reading.evaluation import evaluate, summary

    result = evaluate(split, folder)
    click.echo(json.dumps(result, ensure_ascii=False, indent=2) if is_json else summary(result))

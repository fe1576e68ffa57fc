"""A reading against labelled texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
    from aboveboard.reading.evaluation import evaluate

    result: Any = evaluate(split, folder)
    if is_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    click.echo(f"{split}: {result['source']}")
    for language, figures in {**result["languages"], "all": result["all"]}.items():
        for unit in ("sentences", "posts"):
            _tell(language, unit, figures[unit])


def _tell(language: str, unit: str, figures: dict[str, Any]) -> None:
    setback, macro = figures["kinds"]["setback"], figures["macro_f1"]
    click.echo(
        f"{language:>4} {unit:<9} n={figures['n']:<4} macro-F1 {_with_interval(macro)}  setback: "
        f"precision {_with_interval(setback['precision'])} recall {_with_interval(setback['recall'])}"
    )


def _with_interval(figure: dict[str, float]) -> str:
    return f"{figure['value']:.2f} ({figure['low']:.2f}-{figure['high']:.2f})"

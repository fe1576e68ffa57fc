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
    """Measure a reading, or the proposed links, against labelled texts.

    \b
    Examples:
      aboveboard eval disclosure --split test --json
      aboveboard eval links --split test --json
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


@command.command("links")
@click.option("--split", type=click.Choice(["dev", "test"]), default="dev", show_default=True)
@click.option(
    "--set",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=SETS / "links",
    help="Folder of labelled files.",
)
@click.option("--threshold", type=float, help="Another border; to be chosen on dev only.")
@click.option("--json", "is_json", is_flag=True, help="Print everything as JSON.")
def links(split: str, folder: Path, threshold: float | None, *, is_json: bool) -> None:
    """Links proposed between moments and posts: precision and recall per language."""
    from aboveboard.rooms.mirror.likeness import THRESHOLD
    from aboveboard.rooms.mirror.link_evaluation import evaluate_links

    border = THRESHOLD if threshold is None else threshold
    result = evaluate_links(split, folder, threshold=border)
    if is_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    click.echo(f"{split}, from a likeness of {result['threshold']} on")
    for language, figures in {**result["languages"], "all": result["all"]}.items():
        precision, recall = (
            _with_interval(figures[name]) if figures[name] else "-"
            for name in ("precision", "recall")
        )
        click.echo(
            f"{language:>4} pairs={figures['pairs']:<4} precision {precision} recall {recall}"
        )


def _tell(language: str, unit: str, figures: dict[str, Any]) -> None:
    setback, macro = figures["kinds"]["setback"], figures["macro_f1"]
    click.echo(
        f"{language:>4} {unit:<9} n={figures['n']:<4} macro-F1 {_with_interval(macro)}  setback: "
        f"precision {_with_interval(setback['precision'])} recall {_with_interval(setback['recall'])}"
    )


def _with_interval(figure: dict[str, float]) -> str:
    return f"{figure['value']:.2f} ({figure['low']:.2f}-{figure['high']:.2f})"

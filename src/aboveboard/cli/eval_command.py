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
      aboveboard eval reading --family bait --split dev
      aboveboard eval tone --external reviews.csv --language nl
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


@command.command("reading")
@click.option("--split", type=click.Choice(["dev", "test"]), default="dev", show_default=True)
@click.option(
    "--set",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=SETS,
    help="Folder with the folders reading and disclosure.",
)
@click.option("--family", "families", multiple=True, help="Only this one; may be repeated.")
@click.option("--json", "is_json", is_flag=True, help="Print everything as JSON.")
@click.option(
    "--page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the accuracy page there, with both splits.",
)
def reading(
    split: str, folder: Path, families: tuple[str, ...], page: Path | None, *, is_json: bool
) -> None:
    """Findings on labelled texts: precision and recall per family, rule and language."""
    from aboveboard.evaluation.accuracy import accuracy_page, evaluate_reading
    from aboveboard.evaluation.judging import FAMILIES

    if unknown := set(families) - set(FAMILIES):
        raise click.BadParameter(f"{', '.join(unknown)}: choose from {', '.join(FAMILIES)}")
    if page is not None:
        page.write_text(
            accuracy_page(evaluate_reading("dev", folder), evaluate_reading("test", folder)),
            encoding="utf-8",
        )
        return
    result = evaluate_reading(split, folder, families=families or FAMILIES)
    if is_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    click.echo(f"{split}: {result['source']}")
    for family, figures in result["families"].items():
        for language, one in {**figures["languages"], "all": figures["all"]}.items():
            precision, recall = (
                _with_interval(one[name]) if one[name] else "-"
                for name in ("precision", "recall")
            )
            click.echo(
                f"{family:<14} {language:>4} positives={one['positives']:<5}"
                f" near misses={one['near_misses']:<5} precision {precision} recall {recall}"
            )
    for language, one in result["calm"].items():
        click.echo(f"calm {language}: median {one['median']} findings per 1,000 characters")


@command.command("tone")
@click.option(
    "--external",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="Texts of others, a CSV: a score (above 0 is positive) first, the text last.",
)
@click.option("--language", type=click.Choice(["nl", "en", "fr"]), required=True)
@click.option("--border", type=float, help="Another border; to be chosen on other texts.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def tone(external: Path, language: str, border: float | None, *, is_json: bool) -> None:
    """Positive or negative: how often the tone of texts of others is read right."""
    from aboveboard.core.languages import Language
    from aboveboard.evaluation.outside_texts import evaluate_outside

    try:
        result = evaluate_outside(external, Language(language), border=border)
    except (OSError, ValueError) as bad:
        raise click.BadParameter(f"{external}: {bad}", param_hint="--external") from bad
    if is_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    click.echo(
        f"{language} n={result['n']} ({result['positive']} positive)"
        f" accuracy {_with_interval(result['accuracy'])} from a tone of {result['border']} on,"
        f" AUC {result['auc']:.3f}, without a tone {result['without_tone']}"
    )


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

"""The reading of a text, from a terminal."""

from __future__ import annotations

import json
import sys
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aboveboard.reading.draft import DraftText

_AT_ONCE = 200


@click.command("read")
@click.argument("file", type=click.Path(allow_dash=True, path_type=str), default="-")
@click.option(
    "--language",
    type=click.Choice(["nl", "en", "fr"]),
    help="Of the text; told from its words when left out.",
)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@click.option(
    "--jsonl",
    "is_jsonl",
    is_flag=True,
    help='Read a JSON object a line, {"text": …}; print one.',
)
def command(file: str, *, language: str | None, is_json: bool, is_jsonl: bool) -> None:
    """Read a text: what each sentence tells, and what to look at before others see it.

    Nothing is kept, nothing is sent. Personal data is shown masked.

    \b
    Examples:
      aboveboard read post.txt
      echo "Gisteren verloren we onze grootste klant." | aboveboard read --json
      aboveboard read --jsonl posts.jsonl > readings.jsonl
    """
    try:
        if is_jsonl:
            with click.open_file(file, encoding="utf-8") as lines:
                _read_lines(lines, language)
            return
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as bad:
        click.echo(f"{file} cannot be read as UTF-8 text: {bad}", err=True)
        sys.exit(3)
    (told,) = _readings([_draft({"text": text}, language)])
    if is_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _print(told)


def _read_lines(lines: Iterable[str], language: str | None) -> None:
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    for some in batched(numbered, _AT_ONCE):
        drafts = []
        for number, line in some:
            try:
                drafts.append(_draft(json.loads(line), language))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as bad:
                click.echo(f'Line {number} is no {{"text": "…"}}: {bad}', err=True)
                sys.exit(3)
        for told in _readings(drafts):
            click.echo(json.dumps(told, ensure_ascii=False))


def _draft(given: dict[str, Any], language: str | None) -> DraftText:
    from aboveboard.core.languages import Language
    from aboveboard.reading.draft import DraftText

    text = given["text"]
    if not isinstance(text, str):
        raise TypeError("its text is no text")
    chosen = language or given.get("language")
    return DraftText(
        text,
        Language(chosen) if chosen else None,
        tuple(map(str, given.get("alt_texts", ()))),
        tuple(map(str, given.get("links", ()))),
        tuple(map(str, given.get("networks", ()))),
    )


def _readings(drafts: Sequence[DraftText]) -> Iterator[dict[str, Any]]:
    from aboveboard.reading.disclosure import read_disclosures
    from aboveboard.reading.read import read_many

    told = read_disclosures([draft.text for draft in drafts])
    for draft, disclosure, reading in zip(drafts, told, read_many(drafts), strict=True):
        yield {
            "kind": str(disclosure.kind),
            "language": str(reading.language),
            "sentences": [
                {
                    "start": one.span.start,
                    "end": one.span.end,
                    "text": one.span.of(draft.text),
                    "language": str(one.language),
                    "kind": str(one.kind),
                    "ownership": one.ownership,
                    "time": one.time,
                    "sensitivity": one.sensitivity,
                    "is_negated": one.is_negated,
                    "evidence": list(one.evidence) if one.evidence else None,
                    "confidence": round(one.confidence, 3),
                }
                for one in disclosure.sentences
            ],
            "findings": [
                {
                    "rule": one.rule,
                    "weight": str(one.weight),
                    "part": one.part,
                    "start": one.span.start,
                    "end": one.span.end,
                    "reason": one.reason,
                    "advice": one.advice,
                    "confidence": str(one.confidence),
                    "evidence": dict(one.evidence),
                }
                for one in reading.findings
            ],
        }


def _print(told: dict[str, Any]) -> None:
    click.echo(f"Reads as: {told['kind']} ({told['language']})")
    for sentence in told["sentences"]:
        facts = [sentence[name] for name in ("kind", "ownership", "time", "sensitivity")]
        click.echo(f"  {', '.join(str(fact) for fact in facts if fact)}: {sentence['text']}")
    if told["findings"]:
        click.echo("To look at:")
    for finding in told["findings"]:
        seen = " ".join(finding["evidence"].values())
        click.echo(
            f"  {finding['weight']}: {finding['rule']} at {finding['start']} ({finding['part']}): {seen}"
        )

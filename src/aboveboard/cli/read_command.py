"""The reading of a text, from a terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click


@click.command("read")
@click.argument("file", type=click.Path(allow_dash=True, path_type=str), default="-")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def command(file: str, *, is_json: bool) -> None:
    """Read a text: language, and what each sentence tells.

    Nothing is kept, nothing is sent.

    \b
    Examples:
      aboveboard read post.txt
      echo "Gisteren verloren we onze grootste klant." | aboveboard read --json
    """
    from aboveboard.reading.disclosure import read_disclosure

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as bad:
        click.echo(f"{file} cannot be read as UTF-8 text: {bad}", err=True)
        sys.exit(3)
    reading = read_disclosure(text)
    sentences = [
        {
            "start": one.span.start,
            "end": one.span.end,
            "text": one.span.of(text),
            "language": str(one.language),
            "kind": str(one.kind),
            "ownership": one.ownership,
            "time": one.time,
            "sensitivity": one.sensitivity,
            "is_negated": one.is_negated,
            "evidence": [one.evidence.start, one.evidence.end] if one.evidence else None,
            "confidence": round(one.confidence, 3),
        }
        for one in reading.sentences
    ]
    if is_json:
        head = {"kind": str(reading.kind), "language": str(reading.language)}
        click.echo(json.dumps({**head, "sentences": sentences}, ensure_ascii=False, indent=2))
        return
    click.echo(f"Reads as: {reading.kind} ({reading.language})")
    for sentence in sentences:
        facts = [
            sentence["kind"],
            sentence["ownership"],
            sentence["time"],
            sentence["sensitivity"],
        ]
        click.echo(f"  {', '.join(str(fact) for fact in facts if fact)}: {sentence['text']}")

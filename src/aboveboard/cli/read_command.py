"""The reading of a text, from a terminal."""

from __future__ import annotations

import json
import sys
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from aboveboard.reading.arc import Arc
    from aboveboard.reading.boundaries.boundary import Boundary
    from aboveboard.reading.claims import Claim
    from aboveboard.reading.draft import DraftText, Known
    from aboveboard.reading.fact import Fact
    from aboveboard.reading.usual import Usual

_AT_ONCE = 200


class _Common(NamedTuple):
    """What is known beside every text."""

    boundaries: tuple[Boundary, ...] = ()
    facts: tuple[Fact, ...] = ()
    usual: Usual | None = None
    skipped: frozenset[str] = frozenset()
    tells_claims: bool = True


@click.command("read")
@click.argument("file", type=click.Path(allow_dash=True, path_type=str), default="-")
@click.option(
    "--language",
    type=click.Choice(["nl", "en", "fr"]),
    help="Of the text; told from its words when left out.",
)
@click.option(
    "--boundaries",
    "boundaries_file",
    type=click.Path(path_type=Path),
    help="What is not shared: a JSON list, or a term a line.",
)
@click.option(
    "--record",
    "record_file",
    type=click.Path(path_type=Path),
    help="What is known: a JSON list of entries to compare numbers with.",
)
@click.option(
    "--own",
    "own_file",
    type=click.Path(path_type=Path),
    help='Own past posts, {"text": …} a line: what is usual is learnt from them.',
)
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@click.option(
    "--jsonl",
    "is_jsonl",
    is_flag=True,
    help='Read a JSON object a line, {"text": …}; print one.',
)
@click.option(
    "--archive",
    "is_archive",
    is_flag=True,
    help="Read all own posts of the library instead of a file.",
)
@click.option(
    "--skip",
    "skipped",
    multiple=True,
    help='A check that is not made, by name ("backing": numbers are not looked at).',
)
@click.option("--workspace", type=int, help="Number of the workspace, with --archive.")
def command(
    file: str,
    *,
    language: str | None,
    boundaries_file: Path | None,
    record_file: Path | None,
    own_file: Path | None,
    is_json: bool,
    is_jsonl: bool,
    is_archive: bool,
    skipped: tuple[str, ...],
    workspace: int | None,
) -> None:
    """Read a text: what each sentence tells, and what to look at before others see it.

    Nothing is kept, nothing is sent. Personal data is shown masked.

    \b
    Examples:
      aboveboard read post.txt
      echo "Gisteren verloren we onze grootste klant." | aboveboard read --json
      aboveboard read --jsonl posts.jsonl > readings.jsonl
      aboveboard read post.txt --boundaries never.txt --record record.json --own own.jsonl
      aboveboard read --archive
    """
    if is_archive:
        from aboveboard.cli.read_archive import read_archive

        read_archive(workspace, is_json=is_json)
        return
    common = _Common(
        _common_boundaries(boundaries_file),
        _common_facts(record_file),
        _usual_of(own_file),
        _checks_named(skipped),
        is_json or is_jsonl,
    )
    try:
        if is_jsonl:
            with click.open_file(file, encoding="utf-8") as lines:
                _read_lines(lines, language, common)
            return
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as bad:
        click.echo(f"{file} cannot be read as UTF-8 text: {bad}", err=True)
        sys.exit(3)
    (told,) = _readings([_draft({"text": text}, language)], _known({}, common))
    if is_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _print(told)


def _checks_named(names: Sequence[str]) -> frozenset[str]:
    """Return the checks that are not made."""
    from aboveboard.reading.read import CHECKS

    for name in names:
        if name not in CHECKS:
            click.echo(f"{name} is no check; one of: {', '.join(CHECKS)}", err=True)
            sys.exit(3)
    return frozenset(names)


def _common_boundaries(boundaries_file: Path | None) -> tuple[Boundary, ...]:
    """Return the boundaries that hold for every text."""
    from aboveboard.reading.boundaries.written import boundaries_in

    if boundaries_file is None:
        return ()
    try:
        return boundaries_in(boundaries_file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as bad:
        click.echo(f"{boundaries_file} holds no boundaries: {bad}", err=True)
        sys.exit(3)


def _common_facts(record_file: Path | None) -> tuple[Fact, ...]:
    """Return the entries of a record that hold for every text."""
    from aboveboard.reading.written_record import facts_of

    if record_file is None:
        return ()
    try:
        return tuple(facts_of(json.loads(record_file.read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as bad:
        click.echo(f"{record_file} holds no record: {bad}", err=True)
        sys.exit(3)


def _usual_of(own_file: Path | None) -> Usual | None:
    """Return what is usual in the posts of a file."""
    from aboveboard.reading.usual import learn_usual

    if own_file is None:
        return None
    try:
        lines = own_file.read_text(encoding="utf-8").splitlines()
        return learn_usual([str(json.loads(line)["text"]) for line in lines if line.strip()])
    except (OSError, ValueError, TypeError, KeyError) as bad:
        click.echo(f"{own_file} holds no posts: {bad}", err=True)
        sys.exit(3)


def _known(given: dict[str, Any], common: _Common) -> Known:
    """Return what a line says beside its text, and what holds for every line."""
    from datetime import date, datetime

    from aboveboard.core.kinds import Kind
    from aboveboard.reading.boundaries.matcher import compiled
    from aboveboard.reading.boundaries.written import boundaries_of
    from aboveboard.reading.draft import Known
    from aboveboard.reading.fact import record_of
    from aboveboard.reading.usual import Usual
    from aboveboard.reading.written_record import facts_of

    boundaries = (*common.boundaries, *boundaries_of(given.get("boundaries") or ()))
    facts = (*common.facts, *facts_of(given.get("record") or ()))
    today, usual = given.get("today"), given.get("usual")
    return Known(
        skipped=common.skipped,
        usual=Usual.of(usual) if usual else common.usual,
        about=tuple(map(Kind, given.get("about") or ())),
        boundaries=compiled(boundaries) if boundaries else None,
        record=record_of(facts) if facts or _tells_claims(common) else None,
        today=date.fromisoformat(today) if today else datetime.now().astimezone().date(),
    )


def _tells_claims(common: _Common) -> bool:
    """Return whether numbers are told without a record: in JSON, unless they are skipped."""
    return common.tells_claims and "backing" not in common.skipped


_BESIDE = ("about", "boundaries", "record", "today", "usual")
"""Fields of a line that say what is known beside its text."""


def _read_lines(lines: Iterable[str], language: str | None, common: _Common) -> None:
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    knowns: dict[str, Known] = {}
    for some in batched(numbered, _AT_ONCE):
        drafts: list[DraftText] = []
        keys: list[str] = []
        for number, line in some:
            try:
                given = json.loads(line)
                drafts.append(_draft(given, language))
                keys.append(json.dumps([given.get(name) for name in _BESIDE]))
                if keys[-1] not in knowns:
                    knowns[keys[-1]] = _known(given, common)
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as bad:
                click.echo(f'Line {number} is no {{"text": "…"}}: {bad}', err=True)
                sys.exit(3)
        for told in _read_beside(drafts, keys, knowns):
            click.echo(json.dumps(told, ensure_ascii=False))
        knowns = {key: known for key, known in knowns.items() if key == keys[-1]}


def _read_beside(
    drafts: Sequence[DraftText], keys: Sequence[str], knowns: dict[str, Known]
) -> list[dict[str, Any]]:
    """Return the readings in order; those with the same knowledge are read together."""
    told: dict[int, dict[str, Any]] = {}
    for key in dict.fromkeys(keys):
        places = [place for place, other in enumerate(keys) if other == key]
        readings = _readings([drafts[place] for place in places], knowns[key])
        told.update(zip(places, readings, strict=True))
    return [told[place] for place in range(len(drafts))]


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


def _readings(drafts: Sequence[DraftText], known: Known) -> Iterator[dict[str, Any]]:
    from aboveboard.reading.disclosure import read_disclosures
    from aboveboard.reading.read import read_many

    told = read_disclosures([draft.text for draft in drafts])
    for draft, disclosure, reading in zip(drafts, told, read_many(drafts, known), strict=True):
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
                    "beside": [[span.start, span.end] for span in one.beside],
                }
                for one in reading.findings
            ],
            "arc": _arc(reading.arc),
            "claims": [_claim(one) for one in reading.claims],
        }


def _arc(arc: Arc) -> dict[str, Any]:
    return {
        "tone": arc.tone,
        "opening": arc.opening,
        "middle": arc.middle,
        "end": arc.end,
        "negative_share": arc.negative_share,
        "points": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "tone": one.tone,
                "low": one.low,
                "high": one.high,
                "words": one.words,
            }
            for one in arc.points
        ],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    quantity = claim.quantity
    fact = claim.fact
    told: dict[str, Any] = {
        "start": claim.span.start,
        "end": claim.span.end,
        "part": claim.part,
        "kind": str(quantity.kind),
        "value": quantity.day or _number(quantity.value),
        "unit": quantity.unit,
        "hedge": str(quantity.hedge) or None,
        "period": _days(claim),
        "state": str(claim.state) if claim.state else None,
        "evidence": fact and {"id": fact.id, "text": fact.text, "recorded": claim.recorded},
    }
    return told if quantity.to is None else {**told, "to": _number(quantity.to)}


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _days(claim: Claim) -> dict[str, str] | None:
    if not claim.told:
        return None
    period = claim.period
    days = {"from": str(period.first), "to": str(period.last)} if period else {}
    return {"written": claim.told, **days}


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

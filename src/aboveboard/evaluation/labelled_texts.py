"""Labelled texts: what a fair reader would remark on, and what not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from aboveboard.core.languages import READ
from aboveboard.reading.labelled import LabelError

if TYPE_CHECKING:
    from pathlib import Path

    from aboveboard.core.languages import Language


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text and the rules that fit it: none for a near miss.

    ``group`` is the imagined situation it comes from; a group stands in one split only. ``note``
    tells sorts apart ("help_request", "typo"). ``terms`` is what the writer never shares, and
    ``quantities`` what numbers the text claims, each as (written, value, unit, kind). ``record`` is
    what the record knows, as ``read --record`` has it, on the day ``today``; ``states`` how the
    numbers of the text stand to it.
    """

    text: str
    language: Language
    fires: frozenset[str]
    group: str
    note: str = ""
    terms: tuple[str, ...] = ()
    quantities: tuple[tuple[str, str, str, str], ...] = ()
    record: tuple[dict[str, Any], ...] = ()
    today: date | None = None
    states: tuple[str, ...] = ()


def read_labelled(folder: Path, family: str, split: str) -> list[LabelledText]:
    """Return the labelled texts of a family and split ("dev" or "test"), by language.

    Each is a line of ``<folder>/<family>/<language>-<split>.jsonl``; a language without a file has
    none.

    Raises:
        LabelError: a line is no JSON object with a text.
    """
    texts: list[LabelledText] = []
    for language in READ:
        file = folder / family / f"{language.value}-{split}.jsonl"
        if file.exists():
            for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
                if line.strip():
                    texts.append(_labelled(line, language, f"{file.name}:{number}"))
    return texts


def _labelled(line: str, language: Language, where: str) -> LabelledText:
    try:
        given: dict[str, Any] = json.loads(line)
        return LabelledText(
            given["text"],
            language,
            frozenset(given.get("fires", ())),
            given["group"],
            given.get("note", ""),
            tuple(given.get("terms", ())),
            tuple(
                (one["written"], str(one["value"]), one["unit"], one["kind"])
                for one in given.get("quantities", ())
            ),
            tuple(given.get("record", ())),
            date.fromisoformat(given["today"]) if "today" in given else None,
            tuple(one["state"] for one in given.get("claims", ())),
        )
    except (ValueError, KeyError, TypeError) as bad:
        raise LabelError(f"{where} is no labelled text: {bad}") from bad

"""Boundaries from a list. A bad line never stops the others; it is kept with its reason."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db import transaction

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.boundaries.agree import ConsentWords, ask_consent, folded
from aboveboard.rooms.boundaries.models import (
    About,
    Boundary,
    Consent,
    Force,
    Numbers,
    RejectedLine,
    State,
)
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from aboveboard.rooms.workspaces.models import Member

MAX_ROWS: Final = 10_000
MAX_CHARACTERS: Final = 1_000_000
COLUMNS: Final = (
    "name", "about", "force", "until", "reason", "company", "words", "consent", "said_on", "note",
)  # fmt: skip
"""Columns a table may have; only ``name`` must be there."""
_MAX_NAME: Final = 160
_MAX_RAW: Final = 2000
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class ListReport:
    """How many lines came in, were there already, and were kept as not taken."""

    taken: int
    known: int
    rejected: int


class _BadLine(Exception):
    """A line cannot be taken; its message is the code of the reason."""


@transaction.atomic
def import_list(text: str, *, force: str, by: Member, now: datetime) -> ListReport:
    """Take in a term or "Name (Firm)" a line, or a table with the columns of :data:`COLUMNS`.

    ``force`` holds for lines that say none. Doing it twice changes nothing.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: rule ``required`` for an empty list, ``too_many_rows`` for too long a one.
    """
    if not by.may_write:
        raise NotAllowed
    if not text.strip():
        raise Invalid(field="list", rule="required")
    good: list[Boundary] = []
    people: list[ConsentWords] = []
    bad: list[RejectedLine] = []
    for number, raw, cells in _rows(text):
        if number > MAX_ROWS:
            raise Invalid(field="list", rule="too_many_rows", limit=MAX_ROWS)
        try:
            _take(cells, force, good, people, by=by, now=now)
        except _BadLine as reason:
            bad.append(
                RejectedLine(
                    workspace_id=by.workspace_id, row=number, reason=str(reason),
                    raw=raw.replace("\x00", "")[:_MAX_RAW], created_at=now,
                )
            )  # fmt: skip
    fresh = _not_yet_there(by.workspace_id, good)
    Boundary.objects.bulk_create(fresh, batch_size=_BATCH)
    came = _take_people(people, by=by, now=now)
    RejectedLine.objects.filter(workspace=by.workspace_id).delete()
    RejectedLine.objects.bulk_create(bad, batch_size=_BATCH)
    note(by, "import list", "boundary", now=now)
    taken = len(fresh) + came
    return ListReport(taken, len(good) + len(people) - taken, len(bad))


def _rows(text: str) -> Iterator[tuple[int, str, dict[str, str] | None]]:
    """Yield each line's number and words, and its cells by column; None where they do not fit."""
    lines = text.replace("\x00", "").splitlines()
    first = next((line for line in lines if line.strip()), "")
    sign = next((sign for sign in ";\t," if sign in first), ",")
    header = [cell.strip().casefold() for cell in next(csv.reader([first], delimiter=sign))]
    if "name" not in header or not set(header) <= set(COLUMNS):
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, line, {"name": line}
        return
    reader = csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=sign)
    is_header = True
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if is_header:
            is_header = False
        elif len(cells) > len(header):
            yield reader.line_num, sign.join(cells), None
        else:
            yield reader.line_num, sign.join(cells), dict(zip(header, cells, strict=False))


def _take(
    cells: dict[str, str] | None,
    force: str,
    good: list[Boundary],
    people: list[ConsentWords],
    *,
    by: Member,
    now: datetime,
) -> None:
    if cells is None:
        raise _BadLine("bad_row")
    said = {name: " ".join(value.split()) for name, value in cells.items()}
    about, name, company = _who(said)
    wanted = said.get("force") or force
    if wanted not in Force.values:
        raise _BadLine("bad_force")
    if about == About.PERSON and wanted == Force.CONSENT:
        people.append(_consent(said, name, company))
        return
    until = _day(said.get("until", ""))
    if wanted == Force.NOT_BEFORE and until is None:
        raise _BadLine("no_day")
    words = [
        " ".join(word.split()) for word in said.get("words", "").replace(";", ",").split(",")
    ]
    good.append(
        Boundary(
            workspace_id=by.workspace_id, about=about, name=name, company=company, force=wanted,
            until=until if wanted == Force.NOT_BEFORE else None,
            reason=said.get("reason", "")[:300], words="\n".join(filter(None, words))[:2000],
            created_at=now, updated_at=now,
        )
    )  # fmt: skip


def _who(said: dict[str, str]) -> tuple[str, str, str]:
    """Return what it is about, the name and the firm."""
    from aboveboard.reading.boundaries.boundary import boundary_of  # noqa: PLC0415  (numpy, see known)

    name, company = said.get("name", ""), said.get("company", "")
    if not any(sign.isalnum() for sign in name):
        raise _BadLine("empty")
    about = said.get("about") or (About.PERSON if company else "")
    if not about:
        read = boundary_of(name)
        about, name, company = str(read.about), read.name, read.company
    if about not in {About.TERM, About.PERSON, About.TOPIC, About.NUMBERS}:
        raise _BadLine("bad_about")
    if about == About.NUMBERS and name not in Numbers.values:
        raise _BadLine("bad_numbers")
    if len(name) > _MAX_NAME or len(company) > _MAX_NAME:
        raise _BadLine("too_long")
    return about, name, company


def _consent(said: dict[str, str], name: str, company: str) -> ConsentWords:
    state = said.get("consent") or State.UNKNOWN
    if state not in State.values:
        raise _BadLine("bad_consent")
    words = said.get("note") or said.get("reason", "")
    return ConsentWords(name, company, state, _day(said.get("said_on", "")), words[:300])


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise _BadLine("bad_day") from None


def _not_yet_there(workspace_id: int, rows: list[Boundary]) -> list[Boundary]:
    there = {
        (about, folded(name, company))
        for about, name, company in Boundary.objects.filter(
            workspace=workspace_id, deleted_at=None
        ).values_list("about", "name", "company")
    }
    fresh: list[Boundary] = []
    for row in rows:
        key = (row.about, folded(row.name, row.company))
        if key not in there:
            there.add(key)
            fresh.append(row)
    return fresh


def _take_people(people: list[ConsentWords], *, by: Member, now: datetime) -> int:
    """Return how many were new; who is there already keeps what they said."""
    there = set(
        Consent.objects.filter(workspace=by.workspace_id, deleted_at=None).values_list(
            "folded", flat=True
        )
    )
    came = 0
    for words in people:
        who = folded(words.name, words.company)
        if who not in there:
            there.add(who)
            ask_consent(words, by=by, now=now)
            came += 1
    return came

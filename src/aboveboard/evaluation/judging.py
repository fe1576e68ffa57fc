"""The reading beside the labels of a family."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aboveboard.evaluation.figures import Judged
from aboveboard.evaluation.labelled_texts import read_labelled
from aboveboard.evaluation.personal_texts import number_rich_texts, personal_texts
from aboveboard.reading.boundaries.boundary import boundary_of
from aboveboard.reading.boundaries.matcher import compiled
from aboveboard.reading.claims import State
from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.fact import record_of
from aboveboard.reading.pages import Pages
from aboveboard.reading.read import read, read_many
from aboveboard.reading.scan import portions, scan
from aboveboard.reading.tone import BORDER, tones_of
from aboveboard.reading.written_record import facts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from aboveboard.evaluation.labelled_texts import LabelledText

type Judge = Callable[[Path, str], list[Judged]]
"""Reads the labelled texts of a folder and split, and sets what was found beside each label."""


def judge_rules(family: str) -> Judge:
    """Return what judges a family whose labels are names of rules."""

    def judge(folder: Path, split: str) -> list[Judged]:
        return _beside(family, read_labelled(folder, family, split))

    return judge


def judge_personal_data(_folder: Path, split: str) -> list[Judged]:
    """Return made texts with personal data, and texts full of other numbers, as they were read."""
    return _beside("personal_data", [*personal_texts(split), *number_rich_texts(split)])


def judge_tone(folder: Path, split: str) -> list[Judged]:
    """Return sentences labelled by their tone, or by none, as their tone was read."""
    texts = list(read_labelled(folder, "tone", split))
    scores = [
        score
        for some in portions([one.text for one in texts])
        for score in tones_of(scan(some)).text_scores.tolist()
    ]
    return [Judged(one, _tone(score)) for one, score in zip(texts, scores, strict=True)]


def _tone(score: float) -> frozenset[str]:
    if abs(score) <= BORDER:
        return frozenset()
    return frozenset({"tone.positive" if score > 0 else "tone.negative"})


def judge_boundaries(folder: Path, split: str) -> list[Judged]:
    """Return texts beside what their writers never share; each is read with its own terms."""
    judged: list[Judged] = []
    for one in read_labelled(folder, "boundaries", split):
        known = Known(boundaries=compiled([boundary_of(term) for term in one.terms]))
        findings = read(DraftText(one.text), known).findings
        hit = any(finding.check == "boundaries" for finding in findings)
        judged.append(Judged(one, frozenset({"boundary"} if hit else ())))
    return judged


def judge_quantities(folder: Path, split: str) -> list[Judged]:
    """Return texts with whether all numbers they claim were read exactly: value, unit and kind."""
    labelled = read_labelled(folder, "quantities", split)
    pages = Pages([DraftText(one.text) for one in labelled])
    claimed: list[list[tuple[str, str, str]]] = [[] for _ in labelled]
    for quantity in pages.quantities.found:
        amount = quantity.day or f"{quantity.value:f}"
        number = pages.place(quantity.start, quantity.end).draft
        claimed[number].append((str(quantity.kind), quantity.unit, _amount(amount)))
    return [
        _exact(one, sorted(read_in_it))
        for one, read_in_it in zip(labelled, claimed, strict=True)
    ]


def judge_backing(folder: Path, split: str) -> list[Judged]:
    """Return texts beside their record, with whether a number in them differs from it."""
    judged: list[Judged] = []
    rule = frozenset({"backing.differs"})
    for one in read_labelled(folder, "backing", split):
        known = Known(record=record_of(facts_of(one.record)), today=one.today)
        claims = read(DraftText(one.text), known).claims
        fires = rule if "differs" in one.states else frozenset[str]()
        is_found = any(claim.state is State.DIFFERS for claim in claims)
        judged.append(Judged(replace(one, fires=fires), rule if is_found else frozenset()))
    return judged


def _exact(labelled: LabelledText, claimed: list[tuple[str, str, str]]) -> Judged:
    wanted = sorted(
        (kind, unit, _amount(value)) for _, value, unit, kind in labelled.quantities
    )
    rule = frozenset({"quantities.exact"})
    is_found = wanted == claimed if wanted else bool(claimed)
    fires = rule if wanted else frozenset[str]()
    return Judged(replace(labelled, fires=fires), rule if is_found else frozenset())


def _amount(written: str) -> str:
    """Return a number with three decimals at most, so that a third is a third; a day as it is."""
    try:
        return f"{float(written):.3f}".rstrip("0").rstrip(".")
    except ValueError:
        return written


def _beside(family: str, labelled: Iterable[LabelledText]) -> list[Judged]:
    """Read without a language given: telling it is a part of reading."""
    texts = list(labelled)
    readings = read_many([DraftText(one.text) for one in texts])
    return [
        Judged(
            one,
            frozenset(finding.rule for finding in reading.findings if finding.check == family),
        )
        for one, reading in zip(texts, readings, strict=True)
    ]


FAMILIES: Mapping[str, Judge] = {
    "personal_data": judge_personal_data,
    "boundaries": judge_boundaries,
    "quantities": judge_quantities,
    "backing": judge_backing,
    "tone": judge_tone,
    **{
        family: judge_rules(family)
        for family in ("bait", "humblebrag", "stock", "see_more", "ask", "sensitivity")
    },
}
"""Every family of labelled texts, and how its reading is judged."""

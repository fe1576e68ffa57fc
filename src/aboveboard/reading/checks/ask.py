"""The ask: a post that tells a setback and seems to want help, without saying what help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aboveboard.core.kinds import Kind
from aboveboard.reading.finding import Confidence, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.reading.draft import Known
    from aboveboard.reading.finding import Finding
    from aboveboard.reading.pages import Pages

_UNCLEAR: Final = "ask.unclear"
_SUBJECT: Final = "ask"
_FEW: Final = 22
"""Characters of a sentence that is no more than a cry: "Tips?", "Anyone at all?"."""


def find_ask(pages: Pages, known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield a finding for each draft that asks for help and leaves open which."""
    asked, crying, clear = _asked(pages)
    drafts = {text: pages.place(*places[0]).draft for text, places in asked.items()}
    unsure = {drafts[text] for text in asked if text in crying}
    told = pages.disclosures(sorted(unsure)) if unsure else {}
    listed = {
        text
        for text in asked
        if drafts[text] not in unsure
        or any(one.kind is Kind.SETBACK for one in told[drafts[text]].sentences)
    }
    kept, added = pages.manner.judged("ask", listed, doubted=(asked.keys() - listed) | clear)
    found = {text: asked[text] for text in sorted(kept)}
    found |= {text: [pages.manner.span(passage)] for text, passage in added.items()}
    for places in found.values():
        yield pages.remark(
            _UNCLEAR,
            Weight.CONSIDER,
            places[0],
            reason="ask_unclear",
            advice="say_what_who_when",
            confidence=Confidence.MEDIUM,
            beside=places[1:],
        )


def _asked(pages: Pages) -> tuple[dict[int, list[tuple[int, int]]], set[int], set[int]]:
    """Return the sentences of each text that ask and stay open, where none says what for.

    Beside them the texts that hold no more than a cry, which must tell a setback too, and those that
    say what for.
    """
    scanned = pages.scan
    vague = pages.phrases.of(f"{_SUBJECT}.vague").sentences.tolist()
    short = [
        sentence
        for sentence in pages.phrases.of(f"{_SUBJECT}.short").sentences.tolist()
        if scanned.ends[sentence] - scanned.starts[sentence] <= _FEW
    ]
    concrete = pages.phrases.of(f"{_SUBJECT}.concrete").sentences
    clear = set(scanned.texts[concrete].tolist())
    asked: dict[int, list[tuple[int, int]]] = {}
    for sentence in sorted({*vague, *short}):
        text = int(scanned.texts[sentence])
        if text not in clear:
            passage = int(scanned.starts[sentence]), int(scanned.ends[sentence])
            asked.setdefault(text, []).append(passage)
    wordy = set(scanned.texts[vague].tolist())
    return asked, set(asked) - wordy, clear

"""Findings that were dismissed stay away; nothing of the text is kept for that."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from aboveboard.reading.finding import TEXT, Weight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from aboveboard.reading.draft import DraftText
    from aboveboard.reading.finding import Finding

_WORD: Final = re.compile(r"\w+")


class Reason(StrEnum):
    """Why a finding is dismissed."""

    THIS_IS_ME = "this_is_me"
    """The reading is right, and the words stay: so does this person write."""
    NOT_TRUE = "not_true"
    """The reading is wrong here."""
    OTHER_WORDS = "other_words"
    """The reading is right: other words will take the place of these."""
    NOT_AGAIN = "not_again"
    """The whole rule is not wanted."""


def reasons_for(weight: Weight) -> tuple[Reason, ...]:
    """Return the reasons a finding may be dismissed for.

    What stops is not waved away: the words change, or the rule was wrong.
    """
    return (Reason.NOT_TRUE,) if weight is Weight.STOP else tuple(Reason)


@dataclass(frozen=True, slots=True)
class Keyed:
    """A finding with the words it is about and the key by which both are known again.

    The key is the same wherever the same rule finds the same words, in whatever capitals and with
    whatever signs between.
    """

    finding: Finding
    passage: str
    key: str


@dataclass(frozen=True, slots=True)
class Sorted:
    """Findings to show, those that were dismissed, and those of rules that are switched off."""

    shown: tuple[Keyed, ...]
    dismissed: tuple[Keyed, ...]
    silenced: tuple[Keyed, ...]


def key_of(rule: str, passage: str, salt: bytes) -> str:
    """Return the key of a rule and the words it found: 32 hexadecimal digits.

    Without the salt a key says nothing; with it, only guesses can be tried.
    """
    words = " ".join(_WORD.findall(normalize("NFC", passage).casefold())) or passage
    said = f"{rule}\0{words}".encode("utf-8", "surrogatepass")
    return hmac.new(salt, said, sha256).hexdigest()[:32]


def part_of(draft: DraftText, name: str) -> str:
    """Return the part of a draft a finding points into, by its name ("text", "alt 1", "link 2")."""
    if name == TEXT:
        return draft.text
    sort, _, number = name.partition(" ")
    return (draft.alt_texts if sort == "alt" else draft.links)[int(number) - 1]


def keyed(draft: DraftText, findings: Iterable[Finding], salt: bytes) -> list[Keyed]:
    """Return the findings of a draft with their words and keys, in the same order."""
    found = []
    for finding in findings:
        passage = finding.span.of(part_of(draft, finding.part))
        found.append(Keyed(finding, passage, key_of(finding.rule, passage, salt)))
    return found


def sort_out(
    findings: Iterable[Keyed], dismissed: Collection[str], silenced: Collection[str]
) -> Sorted:
    """Return the findings by what becomes of them; ``dismissed`` holds keys, ``silenced`` rules."""
    shown, away, off = [], [], []
    for one in findings:
        if one.finding.rule in silenced:
            off.append(one)
        elif one.key in dismissed:
            away.append(one)
        else:
            shown.append(one)
    return Sorted(tuple(shown), tuple(away), tuple(off))

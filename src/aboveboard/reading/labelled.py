"""The labelled posts of ``evaluation/disclosure``, read line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from aboveboard.core.kinds import Kind
from aboveboard.core.languages import READ, Language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aboveboard.reading.answers import Ownership, Sensitivity, Time

_KINDS = {"W": Kind.WIN, "S": Kind.SETBACK, "L": Kind.LESSON, "N": Kind.NEUTRAL}
_HEADER = re.compile(r"# (\S+) voice=(\S+) family=(\S+) post=(win|setback|lesson|neutral)\s*$")
_STOPPED = re.compile(r"[.!?…][\"'”’»)\]\s]*$")
_OWNERSHIPS = {"own", "other", "hypothetical"}
_TIMES = {"now", "past", "solved"}
_SENSITIVITIES = {"mild", "moderate", "severe"}


class LabelError(ValueError):
    """A labelled file breaks its form; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence with the labels its writer gave it, and where it stands (file:line)."""

    text: str
    kind: Kind
    ownership: Ownership
    time: Time
    sensitivity: Sensitivity | None
    where: str
    starts_paragraph: bool


@dataclass(frozen=True, slots=True)
class LabelledPost:
    """A post with its label; ``voice`` and ``family`` stand in one split only."""

    name: str
    voice: str
    family: str
    kind: Kind
    language: Language
    sentences: tuple[LabelledSentence, ...]

    @property
    def text(self) -> str:
        """The post as one text, paragraphs parted by a blank line.

        A sentence that ends in a stop is followed by a blank, any other by a line end.
        """
        pieces = [self.sentences[0].text]
        for before, sentence in pairwise(self.sentences):
            pieces.append(_joint(before, sentence))
            pieces.append(sentence.text)
        return "".join(pieces)

    def bounds(self) -> list[tuple[int, int]]:
        """Return where each sentence stands in :attr:`text`."""
        at = len(self.sentences[0].text)
        bounds = [(0, at)]
        for before, sentence in pairwise(self.sentences):
            at += len(_joint(before, sentence))
            bounds.append((at, at + len(sentence.text)))
            at += len(sentence.text)
        return bounds


def _joint(before: LabelledSentence, sentence: LabelledSentence) -> str:
    if sentence.starts_paragraph:
        return "\n\n"
    return " " if _STOPPED.search(before.text) else "\n"


def read_split(directory: Path, split: str) -> list[LabelledPost]:
    """Return the posts of one split in every language that has a file.

    Raises:
        LabelError: a line breaks the form, or no language has a file for the split.
    """
    posts: list[LabelledPost] = []
    for language in READ:
        path = directory / f"{language.value}-{split}.txt"
        if path.exists():
            posts.extend(read_posts(path, language))
    if not posts:
        raise LabelError(f"{directory}: no posts for the split {split!r}")
    return posts


def read_posts(path: Path, language: Language) -> list[LabelledPost]:
    """Return the labelled posts of one file.

    Raises:
        LabelError: a line breaks the form described in the guideline.
    """
    lines = path.read_text("utf-8").splitlines()
    return list(_posts(lines, path.name, language))


def _posts(lines: list[str], name: str, language: Language) -> Iterator[LabelledPost]:
    header: re.Match[str] | None = None
    collected: list[LabelledSentence] = []
    new_paragraph = False
    for number, line in enumerate(lines, start=1):
        where = f"{name}:{number}"
        stripped = line.strip()
        if stripped.startswith("# "):
            if header is not None:
                yield _post(header, collected, where, language)
            header = _HEADER.match(stripped)
            if header is None:
                raise LabelError(f"{where}: not a header: {line!r}")
            collected, new_paragraph = [], False
        elif stripped == "-":
            new_paragraph = True
        elif stripped:
            if header is None:
                raise LabelError(f"{where}: a sentence before the first header")
            collected.append(_sentence(stripped, where, starts_paragraph=new_paragraph))
            new_paragraph = False
    if header is not None:
        yield _post(header, collected, f"{name}:{len(lines)}", language)


def _post(
    header: re.Match[str], collected: list[LabelledSentence], where: str, language: Language
) -> LabelledPost:
    if not collected:
        raise LabelError(f"{where}: the post {header[1]} has no sentence")
    return LabelledPost(
        header[1], header[2], header[3], Kind(header[4]), language, tuple(collected)
    )


def _sentence(line: str, where: str, *, starts_paragraph: bool) -> LabelledSentence:
    label, bar, text = line.partition("|")
    words = label.split()
    if not bar or not words or not text.strip():
        raise LabelError(f"{where}: not 'labels | sentence': {line!r}")
    kind = _KINDS.get(words[0])
    if kind is None:
        raise LabelError(f"{where}: unknown label {words[0]!r}")
    rest = words[1:]
    ownership = _take(rest, _OWNERSHIPS, "own")
    time = _take(rest, _TIMES, "now")
    sensitivity = _take(rest, _SENSITIVITIES, "")
    if rest:
        raise LabelError(f"{where}: unknown or double labels {' '.join(rest)!r}")
    if (kind is Kind.SETBACK) != bool(sensitivity):
        raise LabelError(f"{where}: a sensitivity stands with a setback and only there")
    return LabelledSentence(
        text.strip(),
        kind,
        cast("Ownership", ownership),
        cast("Time", time),
        cast("Sensitivity", sensitivity) if sensitivity else None,
        where,
        starts_paragraph,
    )


def _take(words: list[str], allowed: set[str], otherwise: str) -> str:
    """Remove the first of ``words`` that is allowed and return it."""
    for word in words:
        if word in allowed:
            words.remove(word)
            return word
    return otherwise

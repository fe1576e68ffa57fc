"""The phrase banks: what each language says when something was won, lost or learnt."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick

from aboveboard.reading.answers import LESSON, SENSITIVITIES, SETBACK, WIN
from aboveboard.reading.folding import fold_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray

    from aboveboard.core.languages import Language

CUES = (
    "subject", "object", "owner", "other", "hypothetical", "plan", "negator", "advice",
    "general", "advert", "thanks", "past", "now", "solved", "contrast", "learn",
    "bad", "good", "pseudo",
)  # fmt: skip
"""Every sort of cue a bank may hold; a cue's number is its place here."""
COUNTED = ("bad", "good", "learn")
"""Cues that are counted and not only noted."""
PLACED = ("subject", "other", "negator", "pseudo", "contrast")
"""Cues whose place in the sentence matters."""

_CHOICE = re.compile(r"\{([^}]*)\}")
_BLANKS = re.compile(r" +")


class Role(IntEnum):
    """What a phrase of the bank does in a sentence."""

    EVENT = 0
    PART = 1
    CUE = 2
    OPENING = 3
    CLOSING = 4


class Action(NamedTuple):
    """What a found phrase adds: an event, a part of a frame, a cue, or half of a split phrase.

    ``number`` is the event's, the part's, the cue's or the split phrase's; ``then`` is what a
    closing half completes.
    """

    role: int
    number: int
    then: Action | None = None


STANDING = (Role.EVENT, Role.PART, Role.CUE)
"""What a phrase can stand for; the other roles are halves of a split phrase."""

EVENT_KINDS = (SETBACK, SETBACK, SETBACK, WIN, LESSON)
"""The kind each sort of event tells; the first three are setbacks by their weight."""
WIN_EVENT, LESSON_EVENT = 3, 4
ABSENT = 8
"""Added to the number of an event that tells of something missing ("not one order")."""


@dataclass(frozen=True, slots=True)
class Bank:
    """All phrases of one language, ready to be found in one pass over a folded text.

    The arrays have an entry a pattern of the automaton: ``cues`` and ``parts`` are bits, ``counts``
    an amount for each of COUNTED, ``before`` and ``behind`` what to add at the start and take off
    at the end of a match in the fold to leave the blanks out. ``standing`` says for each of
    STANDING what patterns stand for and have a place that matters: all numbers, then where those
    of each pattern start and how many they are. ``halves`` holds the halves of split phrases by
    their pattern; ``size`` is the number of phrases written.
    """

    automaton: AhoCorasick
    cues: NDArray[np.int64]
    parts: NDArray[np.int64]
    counts: NDArray[np.int64]
    before: NDArray[np.int64]
    behind: NDArray[np.int64]
    standing: dict[Role, tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]]
    is_half: NDArray[np.bool_]
    halves: dict[int, tuple[Action, ...]]
    vocabulary: frozenset[str]
    size: int


@cache
def bank(language: Language, *, turns: bool = True) -> Bank:
    """Return the phrase bank of a language we read; without ``turns`` the plain phrases only.

    Raises:
        KeyError: a bank file names a cue, part or kind that does not exist.
    """
    parts = _part_numbers()
    folder = _folder(language)
    collected = _Collected()
    words = tomllib.loads((folder / "words.toml").read_text("utf-8"))
    for group in ("verbs", "nouns"):
        for name, entries in words[group].items():
            collected.add(entries, Action(int(Role.PART), parts[name]))
    for name in ("cues.toml", "events.toml", "turns.toml")[: 3 if turns else 2]:
        content = tomllib.loads((folder / name).read_text("utf-8"))
        for cue, entries in content.get("cues", {}).items():
            collected.add(entries, Action(int(Role.CUE), CUES.index(cue)))
        if "setback" in content:
            _add_events(content, collected)
    return collected.bank()


def _add_events(events: dict[str, dict[str, str]], collected: _Collected) -> None:
    for place, sensitivity in enumerate(SENSITIVITIES):
        collected.add(events["setback"][sensitivity], Action(int(Role.EVENT), place))
    collected.add(events["win"]["phrases"], Action(int(Role.EVENT), WIN_EVENT))
    collected.add(events["lesson"]["phrases"], Action(int(Role.EVENT), LESSON_EVENT))


@cache
def function_words(language: Language) -> frozenset[str]:
    """Return the small words by which a language is known."""
    return frozenset((_folder(language) / "function-words.txt").read_text("utf-8").split())


@cache
def ordinary_words(language: Language) -> frozenset[str]:
    """Return the words of the list of those that people use in any text."""
    return _listed(language, "ordinary-words.txt")


@cache
def dictionary_words(language: Language) -> frozenset[str]:
    """Return the words of the dictionary of a language, without accents."""
    return _listed(language, "dictionary-words.txt")


def _listed(language: Language, name: str) -> frozenset[str]:
    written = (_folder(language) / name).read_text("utf-8")
    return frozenset(written.partition("\n")[2].split())


@cache
def _frames() -> list[dict[str, str | list[str]]]:
    text = (_root() / "frames.toml").read_text("utf-8")
    frames: list[dict[str, str | list[str]]] = tomllib.loads(text)["frames"]
    return frames


def _part_numbers() -> dict[str, int]:
    names = sorted(
        {part for frame in _frames() for pair in frame["pairs"] for part in pair.split()}
    )
    return {name: number for number, name in enumerate(names)}


@cache
def part_count() -> int:
    """Return how many word classes the frames use."""
    return len(_part_numbers())


@cache
def frame_table() -> NDArray[np.intp]:
    """Return the event two parts make (rows: the first one, columns: the second), or -1.

    Either may come first, but for "not one", which stands before what is missing.
    """
    parts = _part_numbers()
    table = np.full((len(parts), len(parts)), -1, np.intp)
    for frame in _frames():
        sensitivity = frame.get("sensitivity")
        weights: tuple[str, ...] = SENSITIVITIES
        sort = WIN_EVENT if frame["kind"] == "win" else weights.index(str(sensitivity))
        for pair in frame["pairs"]:
            first, second = (parts[name] for name in pair.split())
            if pair.startswith("none "):
                table[first, second] = sort + ABSENT
                continue
            table[first, second] = sort
            if table[second, first] < 0:
                table[second, first] = sort
    return table


def _root() -> Traversable:
    return files("aboveboard.reading") / "lexicons"


def _folder(language: Language) -> Traversable:
    return _root() / language.value


class _Collected:
    """Phrases on their way into a bank."""

    def __init__(self) -> None:
        self._written: list[tuple[str, Action]] = []
        self._actions: dict[str, list[Action]] = {}
        self._vocabulary: set[str] = set()
        self._splits = 0
        self._size = 0

    def add(self, entries: str, action: Action) -> None:
        for phrase in written_phrases(entries):
            self._add_phrase(phrase, action)

    def _add_phrase(self, phrase: str, action: Action) -> None:
        self._size += 1
        opening, gap, closing = phrase.partition(" * ")
        if not gap:
            self._written.append((phrase, action))
            return
        self._written += [
            (opening, Action(int(Role.OPENING), self._splits)),
            (closing, Action(int(Role.CLOSING), self._splits, action)),
        ]
        self._splits += 1

    def _put(self, pattern: str, action: Action) -> None:
        if not pattern.strip():
            return
        actions = self._actions.setdefault(pattern, [])
        if action not in actions:
            actions.append(action)
        if " " not in pattern.strip() and action.role != Role.CUE:
            self._vocabulary.add(pattern.strip())

    def bank(self) -> Bank:
        phrases = [phrase for phrase, _ in self._written]
        for pattern, (_, action) in zip(patterns_of(phrases), self._written, strict=True):
            self._put(pattern, action)
        every = list(self._actions.values())
        bits = [_bits(actions) for actions in every]
        halves = {
            pattern: kept
            for pattern, actions in enumerate(every)
            if (kept := tuple(one for one in actions if one.role not in STANDING))
        }
        is_half = np.zeros(len(every), np.bool_)
        is_half[list(halves)] = True
        return Bank(
            automaton=AhoCorasick(list(self._actions)),
            cues=np.array([cues for cues, _, _ in bits], np.int64),
            parts=np.array([parts for _, parts, _ in bits], np.int64),
            counts=np.array([counts for _, _, counts in bits], np.int64),
            before=np.array([pattern[0] == " " for pattern in self._actions], np.int64),
            behind=np.array([pattern[-1] == " " for pattern in self._actions], np.int64),
            standing={role: _standing(every, role) for role in STANDING},
            is_half=is_half,
            halves=halves,
            vocabulary=frozenset(self._vocabulary),
            size=self._size,
        )


def _bits(actions: list[Action]) -> tuple[int, int, tuple[int, ...]]:
    """Return the bits of the cues and of the parts, and what is counted."""
    cues = parts = 0
    for action in actions:
        if action.role == Role.CUE:
            cues |= 1 << action.number
        elif action.role == Role.PART:
            parts |= 1 << action.number
    return cues, parts, tuple(cues >> CUES.index(name) & 1 for name in COUNTED)


def _standing(
    every: list[list[Action]], role: Role
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    numbers = [
        [
            one.number
            for one in actions
            if one.role == role and (role is not Role.CUE or CUES[one.number] in PLACED)
        ]
        for actions in every
    ]
    counts = np.array(list(map(len, numbers)), np.intp)
    return (
        np.array(list(chain.from_iterable(numbers)), np.intp),
        np.cumsum(counts) - counts,
        counts,
    )


def written_phrases(entries: str) -> Iterator[str]:
    """Yield every phrase of ``entries``, parted by commas and line ends, ``{a|b}`` written out."""
    for entry in re.split(r"[,\n]", entries):
        yield from filter(None, _choices(entry.strip()))


def _choices(entry: str) -> list[str]:
    """Return every phrase that ``entry`` with its ``{a|b}`` choices stands for."""
    pieces = _CHOICE.split(entry)
    options = [piece.split("|") if place % 2 else [piece] for place, piece in enumerate(pieces)]
    return ["".join(chosen).strip() for chosen in product(*options)]


def patterns_of(phrases: Sequence[str]) -> list[str]:
    """Return each phrase as it stands in a folded text, with a blank where a word must end.

    A ``*`` at an end lets a word go on there. Empty when a phrase holds no letter or digit.
    """
    return [
        ("" if phrase.startswith("*") else " ") + core + ("" if phrase.endswith("*") else " ")
        if (core := _BLANKS.sub(" ", folded).strip())
        else ""
        for phrase, folded in zip(phrases, fold_all(phrases), strict=True)
    ]

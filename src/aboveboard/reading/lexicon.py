"""The phrase banks: what each language says when something was won, lost or learnt."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from aboveboard.reading.answers import LESSON, SENSITIVITIES, SETBACK, WIN
from aboveboard.reading.folding import fold

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from aboveboard.core.languages import Language

CUES = (
    "subject", "object", "owner", "other", "hypothetical", "plan", "negator", "advice",
    "general", "advert", "thanks", "past", "now", "solved", "contrast", "learn",
    "bad", "good", "pseudo",
)  # fmt: skip
"""Every sort of cue a bank may hold; a cue's number is its place here."""
COUNTED = ("bad", "good", "learn")
"""Cues that are counted, eight bits each, and not only noted."""
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


type Found = tuple[int, int, int, tuple[Action, ...], bool, int, int]
"""What a pattern adds to its sentence; see :class:`Bank`."""

EVENT_KINDS = (SETBACK, SETBACK, SETBACK, WIN, LESSON)
"""The kind each sort of event tells; the first three are setbacks by their weight."""
WIN_EVENT, LESSON_EVENT = 3, 4
ABSENT = 8
"""Added to the number of an event that tells of something missing ("not one order")."""


@dataclass(frozen=True, slots=True)
class Bank:
    """All phrases of one language, ready to be found in one pass over a folded text.

    ``found`` holds for each pattern of the automaton what it adds to its sentence: cue bits,
    part bits, counts (eight bits for each of COUNTED) and the actions that need its place; whether
    one of those may tell an event by itself; then what to take off a match in the fold to point
    at the words in the text, at start and end.
    ``frames`` gives the event that two parts make, ``partners`` for each part the bits of those
    it makes one with, in either order; ``size`` is the number of phrases written.
    """

    automaton: AhoCorasick
    found: tuple[Found, ...]
    frames: dict[tuple[int, int], int]
    partners: tuple[int, ...]
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
    return collected.bank(_frames(parts))


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
def _frame_table() -> list[dict[str, str | list[str]]]:
    text = (_root() / "frames.toml").read_text("utf-8")
    frames: list[dict[str, str | list[str]]] = tomllib.loads(text)["frames"]
    return frames


def _part_numbers() -> dict[str, int]:
    names = sorted(
        {part for frame in _frame_table() for pair in frame["pairs"] for part in pair.split()}
    )
    return {name: number for number, name in enumerate(names)}


@cache
def part_count() -> int:
    """Return how many word classes the frames use."""
    return len(_part_numbers())


def _frames(parts: dict[str, int]) -> dict[tuple[int, int], int]:
    frames: dict[tuple[int, int], int] = {}
    for frame in _frame_table():
        sensitivity = frame.get("sensitivity")
        weights: tuple[str, ...] = SENSITIVITIES
        sort = WIN_EVENT if frame["kind"] == "win" else weights.index(str(sensitivity))
        for pair in frame["pairs"]:
            first, second = pair.split()
            frames[parts[first], parts[second]] = sort + ABSENT * (first == "none")
    return frames


def _root() -> Traversable:
    return files("aboveboard.reading") / "lexicons"


def _folder(language: Language) -> Traversable:
    return _root() / language.value


class _Collected:
    """Phrases on their way into a bank."""

    def __init__(self) -> None:
        self._actions: dict[str, list[Action]] = {}
        self._vocabulary: set[str] = set()
        self._splits = 0
        self._size = 0

    def add(self, entries: str, action: Action) -> None:
        for entry in re.split(r"[,\n]", entries):
            for phrase in _choices(entry.strip()):
                self._add_phrase(phrase, action)

    def _add_phrase(self, phrase: str, action: Action) -> None:
        if not phrase:
            return
        self._size += 1
        opening, gap, closing = phrase.partition(" * ")
        if not gap:
            self._put(_pattern(phrase), action)
            return
        self._put(_pattern(opening), Action(int(Role.OPENING), self._splits))
        self._put(_pattern(closing), Action(int(Role.CLOSING), self._splits, action))
        self._splits += 1

    def _put(self, pattern: str, action: Action) -> None:
        if not pattern.strip():
            return
        actions = self._actions.setdefault(pattern, [])
        if action not in actions:
            actions.append(action)
        if " " not in pattern.strip() and action.role != Role.CUE:
            self._vocabulary.add(pattern.strip())

    def bank(self, frames: dict[tuple[int, int], int]) -> Bank:
        return Bank(
            automaton=AhoCorasick(list(self._actions)),
            found=tuple(_found(*one) for one in self._actions.items()),
            frames=frames,
            partners=_partners(frames),
            vocabulary=frozenset(self._vocabulary),
            size=self._size,
        )


def _partners(frames: dict[tuple[int, int], int]) -> tuple[int, ...]:
    partners = [0] * part_count()
    for first, second in frames:
        partners[first] |= 1 << second
        partners[second] |= 1 << first
    return tuple(partners)


def _found(pattern: str, actions: list[Action]) -> Found:
    cues = parts = counts = 0
    placed: list[Action] = []
    for action in actions:
        if action.role == Role.CUE:
            name = CUES[action.number]
            cues |= 1 << action.number
            if name in COUNTED:
                counts += 1 << 8 * COUNTED.index(name)
            if name not in PLACED:
                continue
        elif action.role == Role.PART:
            parts |= 1 << action.number
        placed.append(action)
    # The fold has one blank before the text and most patterns one at their start: the two
    # cancel out. At the end a pattern may have a blank of its own or none.
    before = 0 if pattern[0] == " " else 1
    behind = 2 if pattern[-1] == " " else 1
    tells = any(action.role not in {Role.PART, Role.CUE} for action in placed)
    return cues, parts, counts, tuple(placed), tells, before, behind


def _choices(entry: str) -> list[str]:
    """Return every phrase that ``entry`` with its ``{a|b}`` choices stands for."""
    pieces = _CHOICE.split(entry)
    options = [piece.split("|") if place % 2 else [piece] for place, piece in enumerate(pieces)]
    return ["".join(chosen).strip() for chosen in product(*options)]


def _pattern(phrase: str) -> str:
    """Return ``phrase`` as it stands in a folded text, with a blank where a word must end."""
    core = _BLANKS.sub(" ", fold(phrase.strip("*")).strip())
    if not core:
        return ""
    return (
        ("" if phrase.startswith("*") else " ") + core + ("" if phrase.endswith("*") else " ")
    )

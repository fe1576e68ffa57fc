"""Turns of phrase written with classes of words, and a passage laid out so that they are found.

A turn is a line such as ``^ <give> .. <reaction> {if|when} you``: ``<name>`` stands for any word of
a class, ``{a|b}`` for a choice, ``{a|}`` for what may be left out, ``..`` for up to four words and
``...`` for up to twelve, past signs too; ``^`` asks for a place where an order may begin, ``/`` for a
sign between clauses, ``#`` for a number, ``_`` for one word, ``word*`` for a word that begins so.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Final

from aboveboard.reading.characters import PICTURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aboveboard.core.languages import Language

REACTIONS: Final = "👍❤♥👏💡😂😮😢😡🔥🥰💪🙌😍🤣👎💙💚💛🧡💜🤍🖤😃😄🙂😆😊🎉🤔😯😲😠"
"""Pictures by which networks let readers react, and those that readers use so."""
SHARING: Final = "♻🔁🔄🔃"
"""Pictures that stand for sharing."""
_SIGNS: Final = {
    "☺": REACTIONS,
    "♻": SHARING,
    "↓": "👇⬇↓⤵",
    "=": "=→➡⇒",
    "/": ".!,;:…–—/()•|>&+",
    "?": "?",
    "%": "%",
    "«": '"“”„«»',
    "@": "@",
    "§": "§",
    "": "\ufe0f\u200d🏻🏼🏽🏾🏿*_`",
}
_SIGN: Final = re.compile(r"[^\w\s]|[_\r\n]")
_OPENING: Final = re.compile(r"(?<!\w)['’‘](?=\w)")
_CAPITALS: Final = re.compile(r"[A-ZÀ-ÖØ-Þ]{2}")
_LETTERS: Final = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
_COMMA: Final = re.compile(r"\s*[,\n]\s*")
_PIECES: Final = re.compile(r"\{[^}]*\}|\S+")
_OPEN_PIECES: Final = frozenset({"^", "..", "...", "/", "#", "_"})
"""Pieces of a turn that stand for words or signs that are not known beforehand."""
_WORDS: Final = {
    "/": " [/?]",
    "#": r" \d+",
    "_": r" [^\W_]+",
    "..": r"(?: [^/? ]+){0,4}",
    "...": r"(?: [^ ]+){0,12}",
}


@cache
def _sign_words() -> dict[str, str]:
    words = {chr(code): " ☻ " for first, last in PICTURES for code in range(first, last + 1)}
    for name, signs in _SIGNS.items():
        words |= dict.fromkeys(signs, f" {name} " if name else "")
    return words | dict.fromkeys("\r\n", " / ")


def laid_out(text: str) -> str:
    """Return a passage as words in small letters with a blank around each, signs as words too.

    ``/`` stands for a sign between clauses, ``?`` for a question mark, ``☺`` for pictures that
    readers react with, ``☻`` for other ones, ``♻`` for signs of sharing, ``↓`` for those that point
    below, ``=`` for arrows, ``«`` for quotes, ``§`` before a word in capitals among others.
    """
    if "'" in text or "’" in text or "‘" in text:
        text = _OPENING.sub("«", text)
    if _CAPITALS.search(text):
        text = _with_capitals(text)
    words = _sign_words()
    found = _SIGN.sub(lambda sign: words.get(sign[0], " "), text.lower()).split()
    kept = [word for before, word in zip(["/", *found], found, strict=False) if word != before]
    return f" / {' '.join(kept)} / "


def _with_capitals(text: str) -> str:
    """Return a text with a sign before each word in capitals, unless most words are so."""
    words = _LETTERS.findall(text)
    if 3 * sum(word.isupper() for word in words) > 2 * len(words):
        return text
    return _LETTERS.sub(lambda word: f"§ {word[0]}" if word[0].isupper() else word[0], text)


@dataclass(frozen=True)
class _Turn:
    """One turn: how it is written, and for each of its pieces the words one of which must stand."""

    written: str
    needed: tuple[frozenset[str], ...]
    classes: Mapping[str, Sequence[str]]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(_expression(self.written, self.classes) + "(?= )")

    def is_in(self, passage: str, words: frozenset[str]) -> bool:
        return not any(map(words.isdisjoint, self.needed)) and bool(
            self.pattern.search(passage)
        )


class _Named:
    """The turns of one name, by the words one of which each needs."""

    def __init__(self, every: Sequence[_Turn]) -> None:
        self.every = every
        self._anywhere = [turn for turn in every if not turn.needed]
        self._by_word: dict[str, list[_Turn]] = {}
        for turn in every:
            for word in min(turn.needed, key=len, default=frozenset()):
                self._by_word.setdefault(word, []).append(turn)

    def is_in(self, passage: str, words: frozenset[str]) -> bool:
        hits = map(self._by_word.get, words & self._by_word.keys())
        likely = chain(self._anywhere, chain.from_iterable(filter(None, hits)))
        return any(turn.is_in(passage, words) for turn in likely)


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of one subject in one language, by the name of what they make."""

    named: Mapping[str, _Named]

    def found(self, names: Iterable[str], passage: str) -> str:
        """Return the first of ``names`` of which a turn stands in a laid out passage, or ""."""
        words = frozenset(passage.split())
        for name in names:
            if name in self.named and self.named[name].is_in(passage, words):
                return name
        return ""


@cache
def turns(language: Language, subject: str) -> Turns:
    """Return the turns of ``lexicons/<language>/phrases/<subject>.toml``.

    Raises:
        KeyError: a turn names a class that does not exist.
    """
    folder = files("aboveboard.reading") / "lexicons" / language.value / "phrases"
    written = tomllib.loads((folder / f"{subject}.toml").read_text("utf-8"))
    classes = {
        name: [word for word in _COMMA.split(words) if word]
        for name, words in written.get("classes", {}).items()
    }
    return Turns(
        {
            name: _Named(
                [
                    _Turn(line, tuple(_needed(line, classes)), classes)
                    for line in map(str.strip, text.splitlines())
                    if line
                ]
            )
            for name, text in written.get("turns", {}).items()
        }
    )


def _needed(turn: str, classes: Mapping[str, Sequence[str]]) -> Iterable[frozenset[str]]:
    """Yield the words one of which must stand in a passage, for each piece that has such."""
    for piece in _PIECES.findall(turn):
        firsts = _firsts(piece, classes)
        if firsts:
            yield frozenset(firsts)


def _firsts(piece: str, classes: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the words a piece can begin with; none when they are not known."""
    if piece in _OPEN_PIECES or piece.endswith("*"):
        return set()
    if piece[0] not in "{<":
        return {piece}
    choices = piece[1:-1].split("|") if piece[0] == "{" else classes[piece[1:-1]]
    firsts: set[str] = set()
    for choice in choices:
        pieces = _PIECES.findall(choice)
        found = _firsts(pieces[0], classes) if pieces else set()
        while not found and pieces and piece[0] == "<" and _may_miss(pieces[0]):
            pieces = pieces[1:]
            found = _firsts(pieces[0], classes) if pieces else set()
        if not found:
            return set()
        firsts |= found
    return firsts


def _may_miss(piece: str) -> bool:
    return piece[0] == "{" and piece.endswith("|}")


def _expression(turn: str, classes: Mapping[str, Sequence[str]]) -> str:
    """Return the regular expression of a turn; every repetition in it is bounded."""
    return "".join(_piece(piece, classes) for piece in _PIECES.findall(turn))


def _piece(piece: str, classes: Mapping[str, Sequence[str]]) -> str:
    if piece == "^":
        return f"(?: [/?☺☻♻↓]|{_either(classes.get('lead', ['/']), classes)})"
    if piece[0] == "{":
        choices = piece[1:-1].split("|")
        either = f"(?:{_either(filter(None, choices), classes)})"
        return either + ("?" if "" in choices else "")
    if piece[0] == "<":
        longest_first = sorted(classes[piece[1:-1]], key=len, reverse=True)
        return f"(?:{_either(longest_first, classes)})"
    if piece in _WORDS:
        return _WORDS[piece]
    return " " + (re.escape(piece[:-1]) + r"[^\W_]*" if piece[-1] == "*" else re.escape(piece))


def _either(choices: Iterable[str], classes: Mapping[str, Sequence[str]]) -> str:
    return "|".join(_expression(choice, classes) for choice in choices)

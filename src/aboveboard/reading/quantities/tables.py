"""How a language writes numbers, read from ``lexicons/<language>/quantities.toml``."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick

from aboveboard.core.languages import READ, Language
from aboveboard.reading.joined import hash_words, join
from aboveboard.reading.lexicon import function_words, patterns_of, written_phrases
from aboveboard.reading.quantities import roles
from aboveboard.reading.quantities.quantity import Hedge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

type Meaning = tuple[str, Decimal | None, str]
"""What a phrase is for ("idioms", "shares" and so on), how much it says, and which period."""


class Phrases(NamedTuple):
    """What finds the phrases of a language in folded text, and what each of them means."""

    automaton: AhoCorasick
    meanings: Sequence[Meaning]


_PHRASES = (
    "idioms", "number_phrases", "multiple_phrases", "shares", "not_shares", "periods", "goals", "others",
    "time_phrases", "hedges_about", "hedges_under", "hedges_over",
)  # fmt: skip
_HEDGES = {
    "hedges_about": Hedge.ABOUT, "hedges_under": Hedge.UNDER, "hedges_over": Hedge.OVER,
}  # fmt: skip
_ONE_OF = frozenset({"an", "mois"})
"""What "un" tells the length of; of a day or an hour it is only an article."""
_COMPOUND = (
    "honderd duizend twintig dertig veertig vijftig zestig zeventig tachtig negentig"
    " tweeënhalf tweeënhalve"
)


@dataclass(frozen=True, slots=True)
class Tables:
    """The words of one language by what they do.

    ``roles`` are the bits of each word, see :mod:`.roles`; ``exact`` is ``numbers`` as decimals;
    a line without one of the words that have the role of a phrase holds none of ``phrases``.
    """

    language: Language
    sets: Mapping[str, frozenset[str]]
    roles: Mapping[str, int]
    numbers: Mapping[str, int]
    exact: Mapping[str, Decimal]
    scales: Mapping[str, int]
    collectives: Mapping[str, int]
    currencies: Mapping[str, str]
    cents: Mapping[str, str]
    durations: Mapping[str, str]
    wholes: Mapping[str, tuple[Decimal, str]]
    multiples: Mapping[str, Decimal]
    halves: Mapping[str, Decimal]
    months: Mapping[str, int]
    ordinals: Mapping[str, int]
    decimal: str
    subjects: Mapping[str, str]
    modifiers: Mapping[str, str]
    phrases: Phrases
    triggers: frozenset[str]

    def has(self, group: str, word: str) -> bool:
        """Return whether ``word`` is one of the group's words."""
        return word in self.sets[group]


@cache
def tables_of(language: Language) -> Tables:
    """Return the words of ``language``; those of a language we do not read are empty."""
    whole_file = _written(language) if language in READ else {}
    written = {name: text for name, text in whole_file.items() if isinstance(text, str)}

    def pairs(name: str) -> dict[str, str]:
        return dict(pair.split("=") for pair in written.get(name, "").split())

    def whole(name: str) -> dict[str, int]:
        return {word: int(value) for word, value in pairs(name).items()}

    def exact(name: str) -> dict[str, Decimal]:
        return {word: Decimal(value) for word, value in pairs(name).items()}

    phrases = dict(_phrases(written))
    numbers, multiples, halves = whole("numbers"), exact("multiples"), exact("halves")
    durations, currencies, cents = pairs("durations"), pairs("currencies"), pairs("cents")
    wholes = {
        word: (Decimal(much), unit)
        for word, value in pairs("wholes").items()
        for much, unit in [value.split(":")]
    }
    collectives = whole("collectives")
    telling = [{max(phrase.split(), key=len) for phrase, (name, *_) in phrases.items()
                if name in {"multiple_phrases", "shares", "number_phrases"}}]  # fmt: skip
    scales = whole("scales")
    long = {word for word in scales if len(word) > 3}
    triggers = {*numbers, *multiples, *halves, *wholes, *collectives, *long}.union(*telling)
    unsaid = set(written.get("unsaid", "").split())
    names = {"not_nouns", "unsaid", "adjectives", *_SETS}
    sets = {name: frozenset(written.get(name, "").split()) for name in names}
    sets["share_joins_apart"] = sets["share_joins"] - {"in", "of"}
    months = whole("months")
    by_role: dict[int, Iterable[str]] = {
        roles.NUMBER: numbers, roles.SCALE: scales, roles.COLLECTIVE: collectives,
        roles.HALF: halves, roles.MULTIPLE: multiples, roles.WHOLE: wholes, roles.MONTH: months,
        roles.PHRASE: _rarest(phrases, language), roles.CURRENCY: currencies, roles.CENT: cents,
        roles.DURATION: durations,
    }  # fmt: skip
    return Tables(
        language=language,
        sets=sets,
        roles=roles.roles_of(sets, by_role),
        numbers=numbers,
        exact={word: Decimal(value) for word, value in numbers.items()},
        scales=scales,
        collectives=collectives,
        currencies=currencies,
        cents=cents,
        durations=durations,
        wholes=wholes,
        multiples=multiples,
        halves=halves,
        months=months,
        ordinals=whole("ordinals"),
        decimal=written.get("decimal", ","),
        subjects=_groups(whole_file.get("subjects", {})),
        modifiers=_groups(whole_file.get("modifiers", {})),
        phrases=Phrases(AhoCorasick(list(phrases)), list(phrases.values())),
        triggers=frozenset(
            (triggers - unsaid)
            | set(written.get("quarter", "").split())
            | (unsaid & {"one", "één", "eén"})
            | (_ONE_OF & durations.keys() if language == Language.FR else set())
        ),
    )


_SETS = (
    "range", "between", "change", "from", "of", "joins", "percent", "points", "loose_points",
    "times", "comparing", "before_name", "clock", "clock_before", "day_words", "nouns_any",
    "labels", "money_words", "states", "changed_by", "year_before", "quarter", "quarter_letters",
    "share_joins", "half", "moves", "lasting", "clock_after", "varies", "own", "groups_of", "more",
    "now", "one_of_it", "sure", "untold", "joins_one", "giving",
)  # fmt: skip


def _written(language: Language) -> dict[str, Any]:
    file = files("aboveboard.reading") / "lexicons" / language.value / "quantities.toml"
    return tomllib.loads(file.read_text("utf-8"))


def _groups(written: Mapping[str, str]) -> dict[str, str]:
    """Return the name of the group of each word; ``*`` at its end lets a word go on."""
    return {word: name for name, words in written.items() for word in words.split()}


def _phrases(written: Mapping[str, str]) -> Iterator[tuple[str, Meaning]]:
    """Yield each phrase as a pattern, with what it means; their folds are made in one go."""
    told: list[tuple[str, str, str]] = []
    for name in _PHRASES:
        for phrase in written_phrases(written.get(name, "")):
            plain, _, value = phrase.partition("=")
            told.append((name, plain, value))
    patterns = patterns_of([plain for _, plain, _ in told])
    for pattern, (name, _, value) in zip(patterns, told, strict=True):
        if pattern.strip() and not pattern.strip().isdigit():
            is_period = name == "periods"
            number = Decimal(value) if value and not is_period else None
            yield pattern, (name, number, value if is_period else "")


def _rarest(phrases: Iterable[str], language: Language) -> set[str]:
    """Return that whole word of each phrase which the fewest share."""
    counted = Counter(word for pattern in phrases for word in pattern.split())
    common = function_words(language) if language in READ else frozenset()
    found: set[str] = set()
    for pattern in phrases:
        words = pattern.split()[pattern[0] != " " : len(pattern.split()) - (pattern[-1] != " ")]
        found.add(min(words, key=lambda word: (word in common, counted[word], -len(word))))
    return found


def hedge_of(name: str) -> Hedge:
    """Return what a phrase of the group bends, NONE for one that does not."""
    return _HEDGES.get(name, Hedge.NONE)


@cache
def triggers() -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
    """Return the numbers of every word that may be or begin a number, and a bit a language."""
    languages: dict[str, int] = {}
    for place, language in enumerate(READ):
        for word in tables_of(language).triggers:
            if word.isalpha():
                languages[word] = languages.get(word, 0) | 1 << place
    hashes = hash_words(list(languages))
    order = np.argsort(hashes)
    return hashes[order], np.array(list(languages.values()), np.uint8)[order]


@cache
def trigger_tails() -> NDArray[np.uint64]:
    """Return the numbers of the endings by which Dutch numbers written in one word are known."""
    words = join([" ".join(_COMPOUND.split())]).words
    return np.sort(words.tails)


_SALTS = np.array(
    [0x9216D5D98979FB1B, 0xD1310BA698DFB5AC, 0x2FFD72DBD01ADFB7, 0xB8E1AFED6A267E96], np.uint64
)
"""A language each: a word does other things in another one."""
_SIEVE_BITS = np.uint64(64 - 16)


class RoleTable(NamedTuple):
    """The roles of the words of all languages by their keys, which are in order."""

    keys: NDArray[np.uint64]
    roles: NDArray[np.int64]
    sieve: NDArray[np.bool_]

    def may_hold(self, keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return which of ``keys`` may be among them; most others are told apart."""
        may: NDArray[np.bool_] = self.sieve[keys >> _SIEVE_BITS]
        return may


def keyed(hashes: NDArray[np.uint64], languages: NDArray[np.intp]) -> NDArray[np.uint64]:
    """Return what stands for words in their languages, by the numbers of both."""
    return hashes ^ _SALTS[languages]


@cache
def role_table() -> RoleTable:
    """Return the roles of every word but numbers in digits."""
    order = (*READ, Language.OTHER)
    pairs = [
        (word, place, role)
        for place, language in enumerate(order)
        for word, role in tables_of(language).roles.items()
        if not word[0].isdecimal()
    ]
    hashes = hash_words([word for word, _, _ in pairs])
    keys = keyed(hashes, np.array([place for _, place, _ in pairs], np.intp))
    order_of_keys = np.argsort(keys)
    sieve = np.zeros(1 << 16, np.bool_)
    sieve[keys >> _SIEVE_BITS] = True
    roles_in_order = np.array([role for _, _, role in pairs], np.int64)[order_of_keys]
    return RoleTable(keys[order_of_keys], roles_in_order, sieve)

"""The forms a word takes in Dutch, English and French, and the slips with which it is typed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from aboveboard.core.languages import READ
from aboveboard.reading.boundaries.plain import plain_words
from aboveboard.reading.lexicon import function_words

ENDINGS: Final = frozenset(
    [
        "s",
        "es",
        "e",
        "en",
        "n",
        "ens",
        "x",
        "je",
        "jes",
        "tje",
        "tjes",
        "etje",
        "etjes",
        "pje",
        "pjes",
        "kje",
        "kjes",
        "tjen",
        "ke",
        "kes",
        "eke",
        "ekes",
        "er",
        "ers",
    ]
)
"""What may follow any word: plural, possessive, diminutive, gender, adjective; without accents."""
_DOUBLED: Final = frozenset(["e", "es", "en", "er", "etje", "etjes"])
"""What may follow a word whose last consonant is written twice ("patronne", "bussen")."""
_LINKS: Final = ("s", "en", "e", "n")
"""Letters that join the parts of a Dutch compound."""
_VOWELS: Final = frozenset("aeiou")
_CHANGES: Final[tuple[tuple[str, str, frozenset[str]], ...]] = (
    ("heid", "heden", frozenset({""})),
    ("teur", "tric", frozenset({"e", "es"})),
    ("eur", "eus", frozenset({"e", "es"})),
    ("eux", "eus", frozenset({"e", "es"})),
    ("al", "au", frozenset({"x"})),
    ("y", "i", frozenset({"es"})),
    ("f", "v", frozenset({"e", "en", "es"})),
    ("s", "z", frozenset({"e", "en"})),
    ("um", "a", frozenset({""})),
    ("ic", "iqu", frozenset({"e", "es"})),
    ("man", "men", frozenset({""})),
)
"""Last letters that change before an ending: -f/-v, -al/-aux, -eur/-euse, -y/-ies and so on."""


_BY_LAST: Final = {
    letter: [change for change in _CHANGES if change[0][-1] == letter]
    for letter in {change[0][-1] for change in _CHANGES}
}


def singular(word: str) -> str:
    """Return what a plural may be the plural of, or the word itself."""
    if word.endswith("s") and len(word) >= 6 and word[-2] not in "sui":
        return word[:-1]
    if word.endswith("en") and len(word) >= 7 and word[-3] not in _VOWELS:
        return word[:-3] if word[-3] == word[-4] else word[:-2]
    return word


def has_other_stems(word: str) -> bool:
    """Return whether :func:`changed_stems` may hold any."""
    return word[-1] in _BY_LAST or word[-2:-1] in _DOUBLING


_DOUBLING: Final = frozenset("aeou")


def changed_stems(word: str) -> list[tuple[str, frozenset[str]]]:
    """Return the other stems of a word, each with the endings that follow it."""
    found = [
        (word[: -len(last)] + then, endings)
        for last, then, endings in _BY_LAST.get(word[-1], ())
        if word.endswith(last) and len(word) >= len(last) + 2
    ]
    if len(word) >= 4 and word[-2] == word[-3] in "aeou" and word[-1] not in _VOWELS:
        single = word[:-2] + word[-1]
        found += [(stem, frozenset({"e", "en"})) for stem in _voiced(single)]
    return found


def _voiced(stem: str) -> tuple[str, ...]:
    other = {"f": "v", "s": "z"}.get(stem[-1])
    return (stem, stem[:-1] + other) if other else (stem,)


def is_ending(stem: str, rest: str) -> bool:
    """Return whether ``rest`` makes another form of a word that ends as ``stem`` does."""
    if len(stem) < 4:
        return rest == "s"
    return rest in ENDINGS or (
        rest[0] == stem[-1] and rest[0] not in _VOWELS and rest[1:] in _DOUBLED
    )


def is_form_of(written: str, word: str) -> bool:
    """Return whether one is the other with an ending, or without the s of a plural."""
    if written.startswith(word):
        return is_ending(word, written[len(word) :])
    return len(written) >= 4 and word == written + "s"


@cache
def listed_words() -> frozenset[str]:
    """Return the words of the lists of ordinary words, as they are written."""
    folder = files("aboveboard.reading") / "lexicons"
    words: set[str] = set()
    for language in READ:
        listed = (folder / language.value / "ordinary-words.txt").read_text("utf-8")
        words.update(listed.partition("\n")[2].split())
    return frozenset(words)


@cache
def ordinary_words() -> frozenset[str]:
    """Return the words, without accents, that people use in any text."""
    words = " ".join((*listed_words(), *(word for one in READ for word in function_words(one))))
    return frozenset(plain_words(words))


@cache
def function_words_plain() -> frozenset[str]:
    """Return the small words of all languages, without accents."""
    return frozenset(
        plain_words(" ".join(word for one in READ for word in function_words(one)))
    )


@cache
def _dictionary() -> frozenset[str]:
    """Return the words of the dictionaries, without accents; only a word that may be a slip is looked up."""
    folder = files("aboveboard.reading") / "lexicons"
    words: set[str] = set()
    for language in READ:
        listed = (folder / language.value / "dictionary-words.txt").read_text("utf-8")
        words.update(listed.partition("\n")[2].split())
    return frozenset(words)


def is_ordinary(word: str) -> bool:
    """Return whether the word, or one it is a form of, is used in any text."""
    return _is_in(word, ordinary_words())


def is_word(word: str) -> bool:
    """Return whether the word, or one it is a form of, is in a dictionary."""
    return is_ordinary(word) or _is_in(word, _dictionary())


def is_written(word: str) -> bool:
    """Return whether this very word is used in any text or stands in a dictionary."""
    return word in ordinary_words() or word in _dictionary()


def _is_in(word: str, words: frozenset[str]) -> bool:
    return word in words or any(
        word.endswith(ending)
        and len(word) - len(ending) >= 3
        and word[: -len(ending)] + then in words
        for ending, then in _SHORTER
    )


_SHORTER: Final = (
    ("s", ""), ("e", ""), ("n", ""), ("en", ""), ("es", ""), ("t", ""), ("er", ""), ("ed", ""),
    ("d", ""), ("ing", ""), ("ies", "y"), ("ing", "e"), ("te", ""), ("de", ""), ("ve", "f"),
    ("ent", "er"), ("ait", "er"), ("ant", "er"), ("ez", "er"),
)  # fmt: skip
"""Endings of forms and what stands there in the word itself."""


def is_joined_before(front: str) -> bool:
    """Return whether ``front`` can be the first part of a compound, with its joining letters."""
    return _is_part(
        front, [front.removesuffix(link) for link in _LINKS if front.endswith(link)]
    )


def is_joined_behind(rest: str) -> bool:
    """Return whether ``rest`` can be the last part of a compound, with its joining letters."""
    return _is_part(rest, [rest.removeprefix(link) for link in _LINKS if rest.startswith(link)])


def _is_part(whole: str, parts: list[str]) -> bool:
    return any(len(part) >= 3 and is_ordinary(part) for part in (whole, *parts))


def within(first: str, second: str, slips: int) -> int:
    """Return how many slips make one of the other, or ``slips + 1`` when it takes more.

    A slip is a letter wrong, missing or too much, or two neighbours swapped.
    """
    if abs(len(first) - len(second)) > slips:
        return slips + 1
    same = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        same += 1
    first, second = first[same:], second[same:]
    if first == second:
        return 0
    if not slips:
        return 1
    tries = [(first[1:], second[1:]), (first[1:], second), (first, second[1:])]
    if first[:2] == second[1::-1] and len(second) >= 2:
        tries.append((first[2:], second[2:]))
    return 1 + min(within(one, other, slips - 1) for one, other in tries)

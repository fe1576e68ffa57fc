"""What each character is, and what it folds to, as tables with a row a code point."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORD, DIGIT, LOWER, BLANK, LINE_END, STOP, CLOSER, PICTURE = (1 << bit for bit in range(8))
"""Bits of :func:`flags`: a letter or digit, a digit, a small letter, a blank, the end of a line,
a stop that may end a sentence, a sign that may follow a stop, a part of a picture."""

_COUNT = 0x32400
"""No letter or digit has a higher code point; the few signs above share the last row."""
_CASED = 0x2E80
"""Scripts from here on have no small letters, but for a few rare ones."""
PICTURES = (
    (0x1F300, 0x1FAFF), (0x2600, 0x27BF), (0x2B00, 0x2BFF), (0x1F1E6, 0x1F1FF),
    (0x200D, 0x200D), (0xFE0F, 0xFE0F),
)  # fmt: skip
SIGN_GROUPS = (
    "0123456789",
    "€$£%",
    "@#",
    '"“«',
    "🎉🎊🥂🍾🏆🥇💪🙌🚀😍🥳😊✅❤",
    "😢😭💔😞😔🙁☹😩😤😓",
    "!",
    "…",
)
"""Signs that tell something: digits, money, names, quotes, cheer, sadness, force, hesitation."""
PARTING = 1 << len(SIGN_GROUPS)
"""The bit of signs that part a clause from the next one."""
_DRESSED = (*range(0x1D400, 0x1D800), *range(0xFF10, 0xFF5B))
"""Letters and digits in another dress (𝗯𝗼𝗹𝗱, ｗｉｄｅ), which people use to draw attention."""


@cache
def _every_character() -> str:
    return np.arange(_COUNT, dtype=np.uint32).tobytes().decode("utf-32-le", "surrogatepass")


@cache
def flags() -> NDArray[np.uint8]:
    """Return the bits of each code point."""
    table = np.zeros(_COUNT, np.uint8)
    every = _every_character()
    for bit, pattern in ((WORD, r"[^\W_]+"), (DIGIT, r"\d+"), (BLANK, r"\s+")):
        for match in re.finditer(pattern, every):
            table[slice(*match.span())] |= bit
    table[[code for code in range(_CASED) if every[code].islower()]] |= LOWER
    for bit, signs in ((LINE_END, "\r\n"), (STOP, ".!?…"), (CLOSER, "\"'”’»)]")):
        table[list(map(ord, signs))] |= bit
    for first, last in PICTURES:
        table[first : last + 1] |= PICTURE
    return table


@cache
def folds() -> NDArray[np.uint32]:
    """Return the code point each one folds to: small letters, and a blank for any other sign."""
    every = _every_character()
    low = [small if len(small := letter.lower()) == 1 else letter for letter in every[:_CASED]]
    table = np.arange(_COUNT, dtype=np.uint32)
    table[:_CASED] = codes("".join(low))
    for code in _DRESSED:
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        if len(plain) == 1:
            table[code] = ord(plain)
    table[flags() & WORD == 0] = ord(" ")
    return table


@cache
def marks() -> NDArray[np.uint16]:
    """Return the bits of marks: a bit for each of :data:`SIGN_GROUPS`, and :data:`PARTING`."""
    table = np.zeros(_COUNT, np.uint16)
    for place, group in enumerate(SIGN_GROUPS):
        table[list(map(ord, group))] |= 1 << place
    table[list(map(ord, ",;:–("))] |= PARTING
    return table


def codes(text: str) -> NDArray[np.uint32]:
    """Return the code points of ``text``, those without a row of their own as the last one."""
    every = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    limited: NDArray[np.uint32] = np.minimum(every, _COUNT - 1)
    return limited

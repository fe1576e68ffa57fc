"""A fold of a text that keeps every position, so a match in it points into the text itself."""

from __future__ import annotations

import re

_NOT_A_WORD = re.compile(r"[^\w ]")


def lowered(text: str) -> str:
    """Return ``text`` in lower case with the same length.

    The few letters whose lower case is longer (``İ``) are kept as they are.
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def fold(text: str) -> str:
    """Return lower-case ``text`` with a blank for every sign that is no letter or digit.

    The result has one blank more at either end: position ``i`` of the text is ``i + 1`` of the
    fold. A phrase written as ``" word word "`` is therefore found on word borders only. The
    English "n't" keeps its apostrophe, or "won't" would read as "won".
    """
    plain = _NOT_A_WORD.sub(" ", lowered(text)).replace("_", " ")
    return f" {plain} ".replace("n t ", "n't ")

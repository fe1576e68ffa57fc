"""A fold of a text that keeps every position, so a match in it points into the text itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.reading.joined import join

if TYPE_CHECKING:
    from collections.abc import Sequence


def fold(text: str) -> str:
    """Return lower-case ``text`` with a blank for every sign that is no letter or digit.

    The result has one blank more at either end: position ``i`` of the text is ``i + 1`` of the
    fold. A phrase written as ``" word word "`` is therefore found on word borders only. The
    English "n't" keeps its apostrophe, or "won't" would read as "won".
    """
    return join([text]).fold[1:-1]


def fold_all(texts: Sequence[str]) -> list[str]:
    """Return the fold of each text, without the blanks around; many at once cost hardly more than one."""
    joined = join(texts)
    folded = joined.fold
    return [
        folded[start : start + len(text)]
        for start, text in zip(joined.starts.tolist(), texts, strict=True)
    ]

"""The reading of texts, brought in with the first text and not with the start.

It brings numpy, which takes longer to come in than all of a page takes to make.
"""

# ruff: noqa: PLC0415  (see above)

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aboveboard.core.kinds import Kind
    from aboveboard.core.languages import Language


def kind_read(text: str) -> Kind:
    """Return the kind that reading proposes for the whole text."""
    from aboveboard.reading.disclosure import propose_kind

    return propose_kind(text)


def language_read(text: str) -> Language:
    """Return the language the text is written in."""
    from aboveboard.reading.paragraphs import language_of

    return language_of(text)

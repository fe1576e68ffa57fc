"""The kind a text proposes, read only when a text comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aboveboard.core.kinds import Kind


def kind_read(text: str) -> Kind:
    """Return the kind that reading proposes for the whole text."""
    # The reading brings numpy, which takes longer to come in than all of a page.
    from aboveboard.reading.disclosure import propose_kind  # noqa: PLC0415

    return propose_kind(text)

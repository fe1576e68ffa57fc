"""What was done to a file so that its network takes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What was done to a file."""

    TURNED = "turned"
    PLACE_REMOVED = "place_removed"
    """It told where it was taken."""
    DETAILS_REMOVED = "details_removed"
    CONVERTED = "converted"
    SCALED = "scaled"
    BORDERED = "bordered"
    COMPRESSED = "compressed"
    STILLED = "stilled"
    """Of what moved, the first picture is left."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was done, with what was there and what is now, where that can be told."""

    kind: ChangeKind
    before: str = ""
    after: str = ""

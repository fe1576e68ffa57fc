"""Whether a post that stands there is the one that was sent: what every ``find`` compares."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

EARLIER: Final = timedelta(minutes=2)
"""How far a network's clock may be behind ours."""


def plain(text: str) -> str:
    """Return the text in NFC, every stretch of white space as one space, none at its ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_within(moment: datetime, *, since: datetime, now: datetime) -> bool:
    """Return whether what stands there since ``moment`` can have been sent after ``since``."""
    return since - EARLIER <= moment <= now + EARLIER

"""How many posts an account sends a day at most, kept below what networks bear."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.publishing.rows import Formula

if TYPE_CHECKING:
    from datetime import datetime

A_DAY: Final = {
    # LinkedIn publishes no number; 150 a member and day circulates. Instagram: 25 to 100 by its
    # own pages, and read live by the channel. The others bear thousands.
    "linkedin": 50,
    "instagram": 25,
    "facebook": 200,
    "mastodon": 300,
    "bluesky": 300,
}
"""Posts in 24 hours (contracts of the networks, 2026; where none is published, careful guesses)."""
WINDOW: Final = timedelta(hours=24)


def spend(now: datetime) -> dict[str, Formula]:
    """Return what becomes of a lane's fields with one more post, in its window of 24 hours."""
    window = now - WINDOW
    return {
        "sent": Formula("CASE WHEN counted_from > %s THEN sent + 1 ELSE 1 END", (window,)),
        "counted_from": Formula(
            "CASE WHEN counted_from > %s THEN counted_from ELSE %s END", (window, now)
        ),
    }

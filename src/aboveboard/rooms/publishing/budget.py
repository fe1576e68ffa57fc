"""How many posts an account sends a day at most, kept below what networks bear."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.publishing.models import Lane

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


def spend(lane: Lane, *, now: datetime) -> dict[str, object]:
    """Return the fields of the lane after one more post."""
    if _is_over(lane, now):
        return {"counted_from": now, "sent": 1}
    return {"sent": lane.sent + 1}


def _is_over(lane: Lane, now: datetime) -> bool:
    return lane.counted_from is None or now - lane.counted_from >= WINDOW

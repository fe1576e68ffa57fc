"""What a moment, a sentence or a post tells: a win, a setback, a lesson, or none of these."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Database value, API value and CSS class at once."""

    WIN = "win"
    SETBACK = "setback"
    LESSON = "lesson"
    NEUTRAL = "neutral"

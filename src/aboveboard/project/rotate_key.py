"""Change the key that seals what opens accounts."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings

from aboveboard.project.environment import new_key, write_keys
from aboveboard.rooms.accounts.reseal import Resealed, reseal

if TYPE_CHECKING:
    from pathlib import Path

_PAUSE_SECONDS: Final = 2.0
"""How long a value that was sealed a moment before with the old key may take to be written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the change is complete, and what to say."""

    is_done: bool
    words: str


def rotate(*, pause_seconds: float = _PAUSE_SECONDS) -> Outcome:
    """Seal every value with a new key, drop the old one, and return how that went.

    Broken off, it goes on at the next call: two keys in the file mean that a change is under way.
    """
    path: Path | None = settings.ENVIRONMENT.sealing_key_path
    keys: tuple[str, ...] = settings.SEALING_KEYS()
    if path is None:
        return _of_setting(keys)
    if len(keys) == 1:
        keys = (new_key(), *keys)
        try:
            write_keys(path, keys)
        except OSError:
            return Outcome(
                is_done=False,
                words=f"{path} cannot be written. Put a new key on its first line yourself, "
                "then run this again.",
            )
    first = reseal()
    time.sleep(pause_seconds)
    last = reseal()
    whole = Resealed(first.done + last.done, last.unopened)
    try:
        write_keys(path, keys[:1])
    except OSError:
        return Outcome(
            is_done=False,
            words=f"{_told(whole)} {path} cannot be written: take all but its first line away.",
        )
    return Outcome(is_done=True, words=f"{_told(whole)} The old key is gone from {path}.")


def _of_setting(keys: tuple[str, ...]) -> Outcome:
    if len(keys) == 1:
        return Outcome(
            is_done=False,
            words="ABOVEBOARD_SEALING_KEY holds one key. Write a new one before it with a comma "
            f"between, such as {new_key()}, start Aboveboard again, and then run this.",
        )
    return Outcome(
        is_done=True,
        words=f"{_told(reseal())} Leave only the first key in ABOVEBOARD_SEALING_KEY "
        "and start Aboveboard again.",
    )


def _told(outcome: Resealed) -> str:
    words = f"{outcome.done} values are sealed with the new key."
    if outcome.unopened:
        words += f" {outcome.unopened} could not be opened: connect their accounts again."
    return words

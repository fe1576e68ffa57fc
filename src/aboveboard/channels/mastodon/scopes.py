"""What is asked for, and what comes of what was permitted. Source: api/oauth-scopes.md (L)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aboveboard.channels.port import Ability

if TYPE_CHECKING:
    from aboveboard.channels.connecting import Tokens

ASKED: Final = "read:accounts read:statuses read:notifications write:statuses write:media"
"""Posts and pictures are written; posts, what is told of them, and who it is, are read."""
_WRITES: Final = frozenset(
    {Ability.WITHDRAW, Ability.EDIT, Ability.THREAD, Ability.WARNING, Ability.ANSWER}
)
_READS: Final = frozenset({Ability.FIND, Ability.REPLIES, Ability.METRICS})


def abilities(tokens: Tokens) -> frozenset[Ability]:
    """Return what may be done with these tokens."""
    found: frozenset[Ability] = frozenset()
    if has(tokens, "write:statuses"):
        found |= _WRITES
    if has(tokens, "read:statuses"):
        found |= _READS
    return found


def has(tokens: Tokens, scope: str) -> bool:
    """Return whether a scope was permitted: ``read`` holds ``read:statuses``."""
    return scope in tokens.scopes or scope.partition(":")[0] in tokens.scopes

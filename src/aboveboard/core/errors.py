"""What can go wrong, by what the caller should do about it.

Aboveboard raises only these across a room's border, or lets the original error through:

* AboveboardError
    - NotAllowed      the member may not do this           -> 403
    - NotFound        no such thing in this workspace      -> 404
    - Conflict        the thing moved on meanwhile         -> 409
    - Invalid         the input breaks a rule              -> 422
"""

from __future__ import annotations

from typing import ClassVar


class AboveboardError(Exception):
    """Something a person can be told about.

    ``code`` is stable and part of the API; the words for it live in one place
    (:mod:`aboveboard.web.messages`) so that they can be translated. ``facts`` fill
    the placeholders of that sentence.
    """

    code: ClassVar[str] = "error"

    def __init__(self, **facts: str | int) -> None:
        super().__init__(self.code, facts)
        self.facts = facts


class NotAllowed(AboveboardError):
    """The member may not do this here."""

    code = "not_allowed"


class NotFound(AboveboardError):
    """There is no such thing in this workspace, or it is someone else's."""

    code = "not_found"


class Conflict(AboveboardError):
    """The thing moved on meanwhile; look again and decide."""

    code = "conflict"


class Invalid(AboveboardError):
    """The input breaks a rule; ``facts`` hold ``field`` and ``rule``."""

    code = "invalid"

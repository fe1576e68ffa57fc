"""The languages the product speaks and reads."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language of a text; ``OTHER`` for every language we do not read."""

    NL = "nl"
    EN = "en"
    FR = "fr"
    OTHER = "other"


READ: tuple[Language, ...] = (Language.NL, Language.EN, Language.FR)
"""The languages the engines read, as equals."""

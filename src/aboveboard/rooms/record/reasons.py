"""The words for each reason why a row of CSV was not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_WORDS: Final[dict[str, _StrPromise]] = {
    "no_date": _("There is no date. Write it like 2026-11-24."),
    "bad_date": _("A date cannot be read. Write it like 2026-11-24."),
    "in_the_future": _("The date lies in the future."),
    "ends_before_start": _("The last day lies before the first."),
    "no_text": _("There is no text."),
    "text_too_long": _("The text is too long."),
    "note_too_long": _("The note is too long."),
    "bad_kind": _("The kind is not win, setback, lesson or neutral."),
    "bad_weight": _("The weight is not a number from 1 to 5."),
    "bad_openness": _("The openness is not ask, free, not_before or never."),
    "no_open_from": _("Openness is not_before, and there is no day in open_from."),
    "bad_row": _("The row has too many cells, or its quotes do not close."),
    "too_large": _("The row is too large."),
    "bad_encoding": _("The row cannot be read as UTF-8 text."),
}


def words_of(reason: str) -> str:
    """Return a sentence for the reason; the reason itself when it is not known."""
    return str(_WORDS.get(reason, reason))

"""The words for every code of an error: whole sentences that say the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from aboveboard.core.errors import AboveboardError

STATUS = {"not_allowed": 403, "not_found": 404, "conflict": 409, "invalid": 422}
"""HTTP status by code."""

WORDS: dict[str, _StrPromise] = {
    "not_allowed": _("You may not do this here. Ask an owner of this workspace."),
    "not_found": _("There is nothing here, or it is not yours to see."),
    "conflict": _("This changed meanwhile. Look again and decide."),
    "invalid": _("This does not fit. Change it and try again."),
}

RULES: dict[str, _StrPromise] = {
    "required": _("Write something first."),
    "too_long": _("This is too long. Shorten it and try again."),
    "in_the_future": _("This lies in the future. Choose today or an earlier day."),
    "ends_before_start": _("The last day lies before the first. Swap them."),
    "not_a_number": _("This is not a number. Write it like 1250.50."),
    "file_too_large": _("This file is too large. Choose one under %(limit)s MB."),
    "file_kind": _("This kind of file is not kept here. Choose a JPEG, PNG, WebP, GIF or PDF."),
    "file_damaged": _("This file cannot be opened. Save it again and choose it once more."),
    "choice": _("Choose one of the options."),
    "required_file": _("Choose a file first."),
    "bad_day": _("This is not a day. Write it like 2026-11-24."),
    "too_many": _("There are %(limit)s already. Remove one first."),
    "too_many_rows": _(
        "This file has more than %(limit)s rows. Split it and bring the parts in."
    ),
    "file_empty": _("This file is empty. Choose the file the network gave you."),
    "archive_too_large": _(
        "This file is larger than %(limit)s GB. Bring it in from the command line."
    ),
    "disk_full": _(
        "There is not enough room on the disk for this file. Make room and try again."
    ),
    "file_grew": _("This file changed while it was sent. Choose it once more."),
    "is_there": _("Somebody with this name and firm is on the list already."),
    "has_passed": _("That time has passed. Choose a later one, or send it now."),
    "too_soon": _("A heavy text rests for %(limit)s hours first. Choose a later time."),
    "bad_moment": _("This is not a day and a time. Write it like 2027-03-28T08:30."),
    "no_post_link": _(
        "This leads to no post of that network. Open the post and copy its link."
    ),
    "bad_address": _("This is no address of a page. Write it like https://example.org/page."),
    "no_account": _("Choose at least one account."),
    "not_so": _("A network does not take it like this. Look at what it says, and change that."),
    "no_slot": _(
        "An account has no free slot. Choose a time, or give it slots in the calendar."
    ),
    "boundary": _("A boundary says stop. Change the text, or say why it may go out as it is."),
    "demo": _("This is the demo: nothing goes out from here. Connect in your own workspace."),
    "no_header": _("This file has no line with the columns “date” and “text”. Add one on top."),
}
"""What to do, by the rule that an :class:`~aboveboard.core.errors.Invalid` names."""


def sentence(error: AboveboardError) -> str:
    """Return what happened and what to do, in the reader's language."""
    words = RULES.get(str(error.facts.get("rule"))) or WORDS[error.code]
    return str(words) % error.facts

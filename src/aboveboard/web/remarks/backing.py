"""Words for the numbers of a draft beside the record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "backing.differs": _("Number that differs from the record"),
    "backing.unclear": _("Number that several entries could back"),
    "backing.not_in_record": _("Number that is not in the record"),
}

REASONS = {
    "backing_differs": _(
        "The draft says %(written)s; your record says %(recorded)s, in “%(entry)s”."
    ),
    "backing_unclear": _("Your record has more than one entry that could tell of %(written)s."),
    "backing_not_in_record": _("Your record says nothing of %(written)s."),
}

ADVICE = {
    "check_number": _("Look which of the two is right, and change the other."),
    "look_up": _("Name the period or what it counts, so a reader can tell which one is meant."),
    "write_down": _(
        "Write it down in your record if it is so; then a next draft is compared with it."
    ),
}

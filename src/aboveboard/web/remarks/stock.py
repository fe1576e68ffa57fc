"""Words for stock phrases that stand close together."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {"stock.dense": _("Many stock phrases")}

REASONS = {
    "stock_dense": _(
        "%(phrases)s stock phrases in %(words)s words: together they can read as anybody's post."
    ),
    "stock_worded": _(
        "Much of this is worded as in many other posts: it can read as anybody's."
    ),
}

ADVICE = {
    "say_what_happened": _(
        "Say one thing that happened: who, where, how much. The rest may then be left out."
    ),
}

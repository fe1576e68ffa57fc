"""Words for a win told as a complaint, or with false modesty."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "humblebrag.complaint": _("Complaint that carries a win"),
    "humblebrag.modesty": _("Modesty that carries a win"),
}

REASONS = {
    "humblebrag_worded": _(
        "This can read as a win told by way of a complaint or of modesty. Is it the win you want to tell?"
    ),
    "humblebrag_complaint": _(
        "Beside “%(win)s” this can read as a complaint that carries a win. Is it the win you want to tell?"
    ),
    "humblebrag_modesty": _(
        "Beside “%(win)s” this can read as modesty that carries a win. Is it the win you want to tell?"
    ),
}

ADVICE = {
    "say_complaint": _(
        "Say the win plainly, or the complaint plainly; "
        "readers took both better than the two in one (Sezer, Gino and Norton 2018)."
    ),
    "say_modesty": _(
        "Say the win plainly, and who or what it is owed to (Sezer, Gino and Norton 2018)."
    ),
}

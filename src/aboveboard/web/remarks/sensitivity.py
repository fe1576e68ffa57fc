"""Words for what is better talked over before it is public."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "sensitivity.staff": _("Dismissal, pay or trouble with a colleague"),
    "sensitivity.health": _("The health of somebody"),
    "sensitivity.legal": _("A court case, an inspection or a dispute"),
    "sensitivity.insolvency": _("Money trouble or insolvency"),
    "sensitivity.third_party": _("Private trouble of somebody else"),
}

REASONS = {
    "sensitivity_staff": _(
        "“%(words)s”: this can read as the dismissal, the pay or the conduct of somebody who can be"
        " recognised. Their side is not in it, and colleagues read along."
    ),
    "sensitivity_health": _(
        "“%(words)s”: this can read as something about somebody's health. Once public it stays known,"
        " also to insurers and later employers."
    ),
    "sensitivity_legal": _(
        "“%(words)s”: this can read as a case or an inspection that concerns you. What is written here"
        " can be used in it."
    ),
    "sensitivity_insolvency": _(
        "“%(words)s”: this can read as not being able to pay. Suppliers, staff and banks may act on it"
        " before you have spoken to them."
    ),
    "sensitivity_third_party": _(
        "“%(words)s”: this can read as the private trouble, or a wrong, of somebody who can be"
        " recognised and was not asked."
    ),
}

ADVICE = {
    "talk_first": _(
        "Talk it over first, with somebody you trust or with those it is about. What you then do with"
        " it is yours to decide."
    ),
}

"""Why an unusual tone is remarked."""

# ruff: noqa: E501  (a sentence to translate stands on one line)
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME = _("Tone")

WHAT = {
    "tone.too_rosy": _(
        "A tone far above that of your own posts. It says nothing before at least ten of them were read, nor under four sentences that have a tone."
    ),
    "tone.too_gloomy": _(
        "A tone far below that of your own posts. It says nothing before at least ten of them were read, nor under four sentences that have a tone."
    ),
}

WHY = {
    "": _(
        "There is no right tone: a text is held against what you usually write. People whose posts are like themselves report more life satisfaction, and success told with failure raises less envy than success alone. Irony is not seen."
    ),
}

SOURCES = {
    "": (
        (
            "Bailey and others (2020), Nature Communications 11:4889",
            "https://doi.org/10.1038/s41467-020-18539-w",
        ),
        (
            "Brooks and others (2019), Journal of Experimental Psychology: General 148(4):667–687",
            "https://doi.org/10.1037/xge0000538",
        ),
        ("De Smedt, Daelemans (2012), Vreselijk mooi!, LREC", ""),
    ),
}

"""Why asking for reactions is remarked."""

# ruff: noqa: E501  (a sentence to translate stands on one line)
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAME = _("Asking for reactions")

WHAT = {
    "bait.vote": _("Reactions used as a ballot: a thumb for one answer, a heart for another."),
    "bait.react": _("A like or a heart asked for, often with a condition most people meet."),
    "bait.share": _(
        "A share asked for so that the post travels, not because somebody needs it."
    ),
    "bait.tag": _("Readers asked to name others, so that these come and look."),
    "bait.comment": _(
        "A word, a letter or a picture asked for below the post, to be counted or in exchange for something."
    ),
}

WHY = {
    "": _(
        "It asks for the count and not for the answer, and networks show such posts less. A request for help, advice, work or funds is none of these."
    ),
}

SOURCES = {
    "": (
        (
            "Facebook (18 December 2017): Fighting engagement bait on Facebook",
            "https://about.fb.com/news/2017/12/news-feed-fyi-fighting-engagement-bait-on-facebook/",
        ),
    ),
}

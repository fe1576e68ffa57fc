"""Words for asking for reactions instead of for an answer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "bait.vote": _("Vote by reaction"),
    "bait.react": _("Asking for likes"),
    "bait.share": _("Asking for shares"),
    "bait.tag": _("Asking for names"),
    "bait.comment": _("Asking for a word below"),
}

REASONS = {
    "bait_vote": _(
        "This can read as a vote by reactions, meant for the count. With a question in words it would not."
    ),
    "bait_react": _(
        "This can read as asking for likes. Without the request the sentence stands by itself."
    ),
    "bait_share": _(
        "This can read as asking for shares. Saying whom it would help, and with what, would change that."
    ),
    "bait_tag": _(
        "This can read as asking readers to bring others in. "
        "Saying what you need from them would change that."
    ),
    "bait_comment": _(
        "This can read as asking for comments for their number. "
        "A question you want answered would change that."
    ),
}

ADVICE = {
    "ask_vote": _("Ask what you want to know, and say what you will do with the answers."),
    "ask_react": _("Leave the request out, or ask what readers have been through themselves."),
    "ask_share": _("Leave the request out, or say who should read it and why."),
    "ask_tag": _("Leave the request out, or write to the people you mean."),
    "ask_comment": _("Put the link or the answer into the post, or ask a real question."),
}

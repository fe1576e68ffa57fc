"""Words for how a text is laid out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "layout.broetry": _("One line, one paragraph"),
    "layout.hashtags": _("Many hashtags"),
    "layout.emoji": _("Many emoji"),
    "layout.capitals": _("Words in capitals"),
}

REASONS = {
    "layout_broetry": _(
        "%(short)s of %(paragraphs)s paragraphs are one sentence, with empty lines between. "
        "The layout can read as louder than the words."
    ),
    "layout_broetry_usual": _(
        "%(share)s %% of the paragraphs are one sentence; "
        "in half of your own posts it is %(usual)s %% at most."
    ),
    "layout_hashtags": _(
        "%(count)s hashtags. Not enough own posts are known to say what is usual for you, "
        "so this goes by a fixed count, %(many)s."
    ),
    "layout_hashtags_usual": _(
        "%(count)s hashtags; half of your own posts have %(usual)s at most."
    ),
    "layout_emoji": _(
        "%(count)s emoji. Not enough own posts are known to say what is usual for you, "
        "so this goes by a fixed count, %(many)s."
    ),
    "layout_emoji_usual": _("%(count)s emoji; half of your own posts have %(usual)s at most."),
    "layout_capitals": _(
        "%(count)s different words stand in capitals, which can read as shouting."
    ),
}

ADVICE = {
    "lay_out_broetry": _("Put the sentences that belong together into one paragraph."),
    "lay_out_hashtags": _("Keep those by which somebody would look for this post."),
    "lay_out_emoji": _("Keep those that say something the words do not."),
    "lay_out_capitals": _("Write them small: the order of the words can carry the weight."),
}

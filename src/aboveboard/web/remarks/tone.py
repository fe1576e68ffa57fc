"""Words for a tone that is not the writer's usual one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "tone.too_rosy": _("Rosier than usual"),
    "tone.too_gloomy": _("Gloomier than usual"),
}

REASONS = {
    "tone_too_rosy_for_you": _(
        "Over %(sentences)s sentences this reads as %(tone)s on a scale from −100 to +100; most of"
        " your own %(posts)s posts lie between %(low)s and %(high)s. It can come across as rosier than you."
    ),
    "tone_too_gloomy_for_you": _(
        "Over %(sentences)s sentences this reads as %(tone)s on a scale from −100 to +100; most of"
        " your own %(posts)s posts lie between %(low)s and %(high)s. It can come across as gloomier than you."
    ),
    "tone_too_rosy_for_what_it_tells": _(
        "This is about a setback, and over %(sentences)s sentences it reads as %(tone)s on a scale from"
        " −100 to +100, while most of your own %(posts)s posts lie between %(low)s and %(high)s."
        " It can read as making light of it."
    ),
    "tone_too_gloomy_for_what_it_tells": _(
        "This is about a win, and over %(sentences)s sentences it reads as %(tone)s on a scale from"
        " −100 to +100, while most of your own %(posts)s posts lie between %(low)s and %(high)s."
        " The win can get lost in it."
    ),
}

ADVICE = {
    "tone_as_meant": _(
        "If this is the tone you mean, leave it. If not, these sentences weigh most; telling the other"
        " side of it would change it."
    ),
    "tone_as_it_was": _("Say it as it was for you; these sentences weigh most."),
}

"""Words for what a network would refuse or cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from aboveboard.core.networks import NAMES as NETWORKS

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = {
    "limits.length": _("Too long for the network"),
    "limits.bytes": _("Too many bytes for the network"),
    "limits.escaped": _("May be cut by the network"),
    "limits.hashtags": _("Too many hashtags for the network"),
    "limits.mentions": _("Too many mentions for the network"),
    "limits.description": _("Description of a picture too long"),
}

REASONS = {
    "limits_length": _(
        "%(network)s takes %(limit)s characters, counted its own way; this is %(used)s, %(over)s too many."
    ),
    "limits_bytes": _(
        "%(network)s takes %(limit)s bytes; with its emoji and accents this is %(used)s."
    ),
    "limits_escaped": _(
        "Signs such as brackets are sent to %(network)s as two. Counted so this is %(used)s; %(limit)s fit."
    ),
    "limits_hashtags": _("%(network)s takes %(limit)s hashtags; these are %(used)s."),
    "limits_mentions": _("%(network)s takes %(limit)s mentions; these are %(used)s."),
    "limits_description": _(
        "%(network)s takes %(limit)s characters for a description; this is %(used)s."
    ),
}

ADVICE = {
    "shorten": _("Shorten it, or leave this network out."),
    "fewer": _("Leave some out, or leave this network out."),
}


def facts(evidence: Mapping[str, str]) -> dict[str, str]:
    """Return the evidence with the network's name as it writes itself."""
    return {**evidence, "network": NETWORKS[evidence["network"]]}

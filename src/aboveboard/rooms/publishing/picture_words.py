"""What was done to a picture so that its network takes it, or why nothing helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aboveboard.channels.changes import ChangeKind
from aboveboard.channels.unfit import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import _StrPromise

_CHANGES: Final[Mapping[str, _StrPromise]] = {
    ChangeKind.TURNED: _("turned upright"),
    ChangeKind.PLACE_REMOVED: _("where it was taken left out"),
    ChangeKind.DETAILS_REMOVED: _("details of the file left out"),
    ChangeKind.CONVERTED: _("changed from %(before)s to %(after)s"),
    ChangeKind.SCALED: _("scaled from %(before)s to %(after)s"),
    ChangeKind.BORDERED: _("given a border, from %(before)s to %(after)s"),
    ChangeKind.COMPRESSED: _("made lighter"),
    ChangeKind.STILLED: _("stands still: only its first picture"),
}
_FAULTS: Final[Mapping[str, _StrPromise]] = {
    Fault.EMPTY: _("A file is empty."),
    Fault.NOT_A_PICTURE: _("A file is neither a picture nor a PDF."),
    Fault.VECTOR: _("A file is a drawing (SVG); networks do not take those."),
    Fault.BROKEN: _("A picture is damaged or cut off."),
    Fault.TOO_MANY_PIXELS: _("A picture has too many pixels."),
    Fault.TOO_LARGE: _("A file is too large for this network, however it is made smaller."),
    Fault.RATIO: _(
        "A picture is too wide or too high for this network. Cut it, or give it a border."
    ),
    Fault.NO_PICTURES: _("This network takes no pictures here."),
    Fault.NO_DOCUMENTS: _("This network takes no PDF."),
    Fault.LOCKED: _("The PDF is locked."),
    Fault.TOO_MANY_PAGES: _("The PDF has too many pages for this network."),
}


def change_words(code: str) -> str:
    """Return what was done, from ``kind:before:after`` as it is kept."""
    kind, _sign, rest = code.partition(":")
    before, _sign, after = rest.partition(":")
    if kind not in _CHANGES:
        return ""
    names = {
        "before": before.removeprefix("image/").upper() if "/" in before else before,
        "after": after.removeprefix("image/").upper() if "/" in after else after,
    }
    return str(_CHANGES[kind]) % names


def fault_words(fault: str, figures: Sequence[float] = ()) -> str:
    """Return why a file cannot go out, with the figures where they help."""
    words = str(_FAULTS.get(fault, ""))
    if fault == Fault.RATIO and len(figures) == 2:
        return gettext("%(words)s (width by height: %(now)s, limit %(limit)s)") % {
            "words": words,
            "now": figures[0],
            "limit": figures[1],
        }
    return words

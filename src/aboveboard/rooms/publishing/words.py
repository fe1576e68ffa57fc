"""What is said of a publication: its state, what comes next, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aboveboard.channels.port import Reason
from aboveboard.rooms.publishing.models import State
from aboveboard.rooms.publishing.wish import Bend, Wish, moment_of, wish_of
from aboveboard.web.dates import date_format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

SIGNS: Final[Mapping[State, str]] = {
    State.SCHEDULED: "clock",
    State.PREPARING: "turn",
    State.SENDING: "turn",
    State.UNCLEAR: "unclear",
    State.ASKED: "unclear",
    State.PUBLIC: "check",
    State.EDITING: "turn",
    State.REFUSED: "stop",
    State.RETURNED: "back",
    State.CANCELLED: "x",
    State.WITHDRAWING: "turn",
    State.WITHDRAWN: "back",
}
"""The drawing beside a state's word; see :data:`aboveboard.web.templatetags.parts.ICONS`."""

STANDING: Final[Mapping[State, _StrPromise]] = {
    State.SCHEDULED: _("It goes out by itself at that time. Nobody sees anything of it yet."),
    State.PREPARING: _("It is being made ready. Nobody sees anything of it yet."),
    State.SENDING: _("It is on its way to the network."),
    State.UNCLEAR: _(
        "We do not know yet whether it appeared, and are looking. Nothing is sent again until "
        "that is known."
    ),
    State.ASKED: _(
        "Only you can see whether it appeared. Nothing is sent again until you say what you see."
    ),
    State.PUBLIC: _("It stands on the network."),
    State.EDITING: _("The new words are being put in the place of what stands there."),
    State.REFUSED: _("It did not go out. Change it, or plan it anew."),
    State.RETURNED: _("It did not go out. Send it now, plan it anew or leave it."),
    State.CANCELLED: _("It will not go out."),
    State.WITHDRAWING: _("It is being taken back. Then we look whether it is gone."),
    State.WITHDRAWN: _("It is no longer on the network."),
}
"""Where a publication stands, and what comes next."""

REASONS: Final[Mapping[str, _StrPromise]] = {
    Reason.NAME: _("The name of the network's server was not found."),
    Reason.CONNECTION: _("The network could not be reached."),
    Reason.ENCRYPTION: _("No safe connection with the network could be made."),
    Reason.PROXY: _("The proxy of this installation did not let it through."),
    Reason.ADDRESS: _("The address leads inside this network, which is not allowed."),
    Reason.REDIRECTS: _("The network led on to another address too many times."),
    Reason.SIZE: _("The network's answer was too large to be read."),
    Reason.LOST: _("The connection broke before the network answered."),
    Reason.SLOW: _("The network gave no answer in time."),
    Reason.UNREADABLE: _("The network's answer could not be read."),
    Reason.FAULT: _("The network had a fault of its own."),
    Reason.RATE: _("The network asks to wait: there were too many requests."),
    Reason.SIGN_IN: _("The network no longer lets this account in. Connect the account again."),
    Reason.RENEWING: _("What opens this account is being renewed at this moment."),
    Reason.FORBIDDEN: _("This account is not permitted to do this."),
    Reason.BLOCKED: _("The network has blocked this account. Only the network can say why."),
    Reason.GONE: _("What it refers to is not on the network."),
    Reason.OUTDATED: _(
        "The network no longer speaks the version of its interface that is set for this account."
    ),
    Reason.TOO_LONG: _("The text is too long for this network."),
    Reason.MEDIA: _("The network does not take these pictures or this document."),
    Reason.DUPLICATE: _("The network says that it has this very post already."),
    Reason.INVALID: _("The network did not take the post as it is."),
    Reason.EMPTY: _("There are no words and no pictures to send."),
    Reason.PICTURE: _("This network takes no post without a picture."),
    Reason.NOT_PUBLIC: _(
        "The network fetches pictures by itself, and this installation has no public address."
    ),
    Reason.VISIBILITY: _("The network does not offer this choice of who may see it."),
    Reason.TAGS: _("There are more hashtags or mentions than the network takes."),
    "late": _("It could not go out in time. It came back to you instead of going out late."),
    "seat": _("Who planned it may no longer publish here."),
    "boundary": _(
        "It meets a boundary that says stop. Change the text, or say why it may go out as it is."
    ),
    "broken_off": _("Aboveboard was stopped while it was being sent."),
    "said_twice": _("A post with these words is there, but it belongs to another publication."),
    "account": _("The account is not connected, so it cannot be looked for."),
}
"""Why, by the code in ``Publication.reason`` or ``Attempt.reason``."""

_SAID_SO: Final = _("You said that it is not there.")


def reason_words(reason: str, state: str = "") -> str:
    """Return why, in a sentence; nothing for no reason. ``state`` is the publication's."""
    if reason == Reason.GONE and state == State.RETURNED:
        return str(_SAID_SO)
    return str(REASONS.get(reason, ""))


def bend_words(wish: Wish) -> str:
    """Return what the change of clocks does to a wish, in a sentence; nothing on most days."""
    moment = moment_of(wish)
    if moment.bend is Bend.NONE:
        return ""
    told = {
        "time": wish.wall.strftime("%H:%M"),
        "day": date_format(wish.wall.date(), "j F"),
        "becomes": wish_of(moment.at, wish.zone).wall.strftime("%H:%M"),
    }
    if moment.bend is Bend.GAP:
        return (
            gettext(
                "%(time)s does not exist on %(day)s; it becomes %(becomes)s: the clocks jump."
            )
            % told
        )
    return gettext("%(time)s comes twice on %(day)s; the first one is meant.") % told

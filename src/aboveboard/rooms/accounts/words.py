"""States, reasons and abilities of accounts in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from aboveboard.channels.port import Ability, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from aboveboard.channels.port import ChannelError

_REASONS: Mapping[str, _StrPromise] = {
    "sign_in": _("The network no longer accepts the permission you gave."),
    "ended": _("The permission you gave has reached its end."),
    "key_lost": _(
        "The key that opens it is missing here. Put the key back, or connect the account again."
    ),
}

_UNKNOWN = _("Connect it again.")


def reason_words(reason: str) -> _StrPromise:
    """Return why an account lapsed."""
    return _REASONS.get(reason, _UNKNOWN)


CAN: tuple[tuple[Ability, _StrPromise, _StrPromise | None], ...] = (
    (
        Ability.FIND,
        _("see for itself whether a post is out"),
        _("see for itself whether a post is out: after a broken line it asks you"),
    ),
    (
        Ability.WITHDRAW,
        _("take a post back"),
        _("take a post back: you do that on the network itself"),
    ),
    (Ability.EDIT, _("change a post that is out"), _("change a post that is out")),
    (Ability.REPLIES, _("show what people answer"), _("show what people answer")),
    (Ability.ANSWER, _("answer people"), _("answer people")),
    (
        Ability.METRICS,
        _("show how often a post was seen and liked"),
        _("show how often a post was seen and liked"),
    ),
    (Ability.THREAD, _("post a thread"), None),
    (Ability.CARD, _("show a card for a link"), None),
    (Ability.DOCUMENT, _("post a document (PDF)"), None),
    (Ability.STORY, _("post a story"), None),
    (Ability.WARNING, _("put a warning before a post"), None),
)
"""What an account may be able to do: the ability, how it is said when it can, and when it cannot.

Forms that a network does not have at all are not missed there, so nothing is said.
"""


_TROUBLE: Mapping[Reason, _StrPromise] = {
    Reason.NAME: _("There is no server of that name. Look at the spelling."),
    Reason.CONNECTION: _("Nothing answers there. Try again in a moment."),
    Reason.ENCRYPTION: _("That server offers no safe connection, so nothing was sent to it."),
    Reason.PROXY: _("The proxy of this installation does not let it through. Ask who runs it."),
    Reason.ADDRESS: _("That address may not be reached from here."),
    Reason.REDIRECTS: _("That server sends us on too often. Write the address it leads to."),
    Reason.SIGN_IN: _("The network did not accept this. Begin again."),
    Reason.FORBIDDEN: _(
        "No permission was given, so nothing was connected. You can begin again."
    ),
    Reason.BLOCKED: _(
        "The network holds this account back. Sign in there and see what it asks."
    ),
    Reason.GONE: _(
        "There was nothing to connect: no such account, or no page you may write for."
    ),
    Reason.OUTDATED: _(
        "The network no longer speaks this version of its interface. Change the version under the app."
    ),
    Reason.RATE: _("The network wants to be asked later. Try again in a few minutes."),
    Reason.INVALID: _("The network did not take this. Look at what you filled in."),
}
_OTHER = _("The network gave no clear answer. Nothing was connected; begin again in a moment.")


def trouble_words(trouble: ChannelError) -> _StrPromise:
    """Return what went wrong while connecting, and what to do."""
    return _TROUBLE.get(trouble.reason, _OTHER)

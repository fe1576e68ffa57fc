"""Withdraw what is public, and prove that it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.channels.port import Ability, ChannelError, Reason, Receipt, Refused, Unseen
from aboveboard.rooms.publishing.attempts import begin, complete, outcome_of
from aboveboard.rooms.publishing.held import renewed
from aboveboard.rooms.publishing.models import Deed, Outcome, Part, State
from aboveboard.rooms.publishing.outgoing import receipt_of
from aboveboard.rooms.publishing.settle import postpone, put_down
from aboveboard.rooms.publishing.writing import one_write, writing

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.channels.port import Channel
    from aboveboard.rooms.publishing.held import Turn
    from aboveboard.rooms.publishing.models import Attempt


def take_back(turn: Turn) -> None:
    """Withdraw every part that is public, the last one first; each may be asked for again.

    Raises:
        Overtaken: another holds the publication.
    """
    try:
        channel = turn.tools.open_channel(turn.publication.account)
    except ChannelError as error:
        postpone(turn, error)
        return
    if Ability.WITHDRAW not in channel.abilities:
        put_down(
            turn,
            State.PUBLIC,
            reason=Reason.FORBIDDEN.value,
            wants_withdrawal=False,
            public_at=_public_since(turn),
        )
        return
    living = Part.objects.filter(
        publication=turn.publication, published_at__isnull=False, gone_at=None
    ).order_by("-position")
    for part in living:
        turn.claim = renewed(turn.claim, turn.states, now=turn.now())
        if not (_withdraw(turn, channel, part) and _is_gone(turn, channel, part)):
            return
    put_down(
        turn,
        State.WITHDRAWN,
        reason="",
        said="",
        withdrawn_at=turn.now(),
        wants_withdrawal=False,
        public_at=_public_since(turn),
    )


def _public_since(turn: Turn) -> datetime:
    """Return since when it was public: of a thread that was stopped halfway, its first part."""
    parts = Part.objects.filter(publication=turn.publication, published_at__isnull=False)
    first = parts.order_by("position").values_list("published_at", flat=True).first()
    return turn.publication.public_at or first or turn.now()


def _withdraw(turn: Turn, channel: Channel, part: Part) -> bool:
    attempt = begin(turn.claim, Deed.WITHDRAW, part, now=turn.now())
    try:
        channel.withdraw(receipt_of(part))
    except ChannelError as error:
        _settle(turn, attempt, error)
        return False
    complete(attempt, Outcome.DONE, now=turn.now())
    return True


def _is_gone(turn: Turn, channel: Channel, part: Part) -> bool:
    """Return whether the part is gone; where nobody may look, the network's word is taken."""
    attempt = begin(turn.claim, Deed.LOOK, part, now=turn.now())
    try:
        seen = channel.look(receipt_of(part))
    except ChannelError as error:
        _settle(turn, attempt, error)
        return False
    if isinstance(seen, Receipt):
        with one_write():
            complete(attempt, Outcome.FOUND, now=turn.now())
            postpone(turn, ChannelError(Reason.FAULT))
        return False
    complete(
        attempt, Outcome.ABSENT if seen is Unseen.ABSENT else Outcome.HIDDEN, now=turn.now()
    )
    Part.objects.filter(pk=part.pk).update(gone_at=turn.now(), measure_at=None)
    return True


@writing
def _settle(turn: Turn, attempt: Attempt, error: ChannelError) -> None:
    complete(attempt, outcome_of(error), now=turn.now(), error=error)
    if isinstance(error, Refused) and error.reason is not Reason.SIGN_IN:
        put_down(
            turn,
            State.PUBLIC,
            reason=error.reason.value,
            said=error.said[:300],
            wants_withdrawal=False,
            public_at=_public_since(turn),
        )
    else:
        postpone(turn, error)

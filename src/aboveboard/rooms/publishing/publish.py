"""Send what is due: prepare, commit the intent, send once, settle."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aboveboard.channels.port import ChannelError, NotSent, Reason, Refused, Unclear
from aboveboard.rooms.publishing.attempts import begin, complete, outcome_of
from aboveboard.rooms.publishing.budget import spend
from aboveboard.rooms.publishing.held import LONGEST_REQUEST, Overtaken, insist, renewed
from aboveboard.rooms.publishing.models import Attempt, Deed, Outcome, Part, Pause, State
from aboveboard.rooms.publishing.outgoing import digest, draft_of, frozen, thawed
from aboveboard.rooms.publishing.recheck import is_without_seat, why_not
from aboveboard.rooms.publishing.rows import exists, insert, update
from aboveboard.rooms.publishing.settle import (
    give_back,
    postpone,
    put_down,
    refuse,
    settle_failure,
    settle_public,
)
from aboveboard.rooms.publishing.writing import writing

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.channels.port import Channel, Outgoing, Prepared, Receipt
    from aboveboard.rooms.publishing.held import Turn
    from aboveboard.rooms.publishing.models import Publication

_log = logging.getLogger(__name__)
_OUT: Final = (State.PREPARING,)


def publish(turn: Turn) -> None:
    """Send every part that is not public yet, in order, each at most once in this turn.

    Raises:
        Overtaken: another holds the publication; nothing more was sent.
    """
    publication = turn.publication
    parts = turn.parts
    # A thread that has begun goes on however late it is, and whatever it meets: half of one is worse.
    has_begun = any(part.published_at is not None for part in parts)
    reason = (
        _seat_of(publication) if has_begun else why_not(publication, turn.media, now=turn.now())
    )
    if reason:
        give_back(turn, reason)
        return
    try:
        channel = turn.tools.open_channel(publication.account)
        parts = parts or _composed(turn, channel)
    except Refused as no:
        postpone(turn, no) if no.reason is Reason.SIGN_IN else refuse(turn, no)
        return
    except ChannelError as error:
        postpone(turn, error)
        return
    for place, part in enumerate(parts):
        if part.published_at is None:
            work = _Work(turn, channel, part, parts, thawed(part, parts[:place]))
            if not (_prepare(work) and _send(work)):
                return


def _seat_of(publication: Publication) -> str:
    return "seat" if is_without_seat(publication) else ""


def _composed(turn: Turn, channel: Channel) -> list[Part]:
    """Return the parts as they are to be frozen; they are kept with the first thing that is written."""
    publication = turn.publication
    posts = channel.compose(
        draft_of(publication, turn.media), key=str(publication.key), now=turn.now()
    )
    return [
        Part(publication=publication, position=place, outgoing=cells, sha256=digest(cells))
        for place, cells in enumerate(map(frozen, posts))
    ]


@dataclass(slots=True)
class _Work:
    """One part in the making: its post, with what was prepared, and the parts it is one of."""

    turn: Turn
    channel: Channel
    part: Part
    parts: list[Part]
    post: Outgoing

    def keep(self) -> None:
        """Write the part, and with it all of a composition that is new."""
        if self.part._state.adding:
            for part in self.parts:
                insert(part)
        else:
            cells = {"prepared": self.part.prepared, "intent_at": self.part.intent_at}
            update(Part, {"id": self.part.pk}, cells)


def _prepare(work: _Work) -> bool:
    """Return whether the part is ready to be sent; what it needs first shows nothing to anybody."""
    began = work.turn.now()
    try:
        prepared = work.channel.prepare(work.post)
    except ChannelError as error:
        _settle_preparing(work, began=began, error=error)
        return False
    if prepared.kept or prepared.again_at is not None:
        _keep_prepared(work, prepared, began=began)
    return prepared.again_at is None


@writing
def _keep_prepared(work: _Work, prepared: Prepared, *, began: datetime) -> None:
    turn, part = work.turn, work.part
    now, waits = turn.now(), prepared.again_at is not None
    # Who was overtaken stops here: the part may be gone.
    if waits:
        put_down(turn, State.SCHEDULED, reason="", try_at=prepared.again_at)
    else:
        turn.claim = renewed(turn.claim, _OUT, now=now)
    is_new = prepared.kept != part.prepared
    part.prepared = prepared.kept
    work.keep()
    work.post = replace(work.post, prepared=prepared.kept)
    if is_new or waits:
        attempt = begin(turn.claim, Deed.PREPARE, part, now=began)
        complete(attempt, Outcome.WAITS if waits else Outcome.DONE, now=now)


@writing
def _settle_preparing(work: _Work, *, began: datetime, error: ChannelError) -> None:
    turn = work.turn
    turn.claim = renewed(turn.claim, _OUT, now=turn.now())
    work.keep()
    attempt = begin(turn.claim, Deed.PREPARE, work.part, now=began)
    complete(attempt, outcome_of(error), now=turn.now(), error=error)
    if isinstance(error, Refused) and error.reason is not Reason.SIGN_IN:
        refuse(turn, error)
    else:
        postpone(turn, error)


def _send(work: _Work) -> bool:
    """Return whether the part is public now. The intent is committed before the first byte."""
    turn, part = work.turn, work.part
    attempt = _intend(work)
    if attempt is None:
        return False
    try:
        receipt = _sent(turn, work.channel, work.post)
    except ChannelError as error:
        settle_failure(turn, attempt, error, part)
        return False
    try:
        insist(lambda: settle_public(turn, attempt, receipt, part, work.parts), turn.tools)
    except Overtaken:
        # True whoever holds the row: kept in the ledger, where the next look finds it.
        complete(attempt, Outcome.DONE, now=turn.now(), receipt=receipt)
        raise
    return True


@writing
def _intend(work: _Work) -> Attempt | None:
    """Commit that the request is about to leave; None when everything was paused meanwhile.

    Raises:
        Overtaken: another holds it, or it was cancelled.
    """
    turn, now = work.turn, work.turn.now()
    if exists(Pause, {"workspace": turn.publication.workspace_id}):
        put_down(turn, State.SCHEDULED)
        return None
    turn.claim = renewed(turn.claim, _OUT, now=now, lane=spend(now), state=State.SENDING)
    work.part.intent_at = now
    work.keep()
    return begin(turn.claim, Deed.PUBLISH, work.part, now=now)


def _sent(turn: Turn, channel: Channel, post: Outgoing) -> Receipt:
    """Send once.

    Raises:
        NotSent: too little of the lease is left: the process slept, or the clock jumped.
    """
    if turn.now() + LONGEST_REQUEST > turn.claim.until:
        raise NotSent(Reason.SLOW)
    try:
        return channel.publish(post)
    except ChannelError:
        raise
    except Exception as fault:
        # Whatever went wrong in our own code, the request may have left.
        _log.exception("publishing failed publication=%d", turn.claim.publication_id)
        raise Unclear(Reason.UNREADABLE) from fault

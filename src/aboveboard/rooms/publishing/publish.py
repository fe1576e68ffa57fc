"""Send what is due: prepare, commit the intent, send once, settle."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from aboveboard.channels.port import ChannelError, NotSent, Reason, Refused, Unclear
from aboveboard.rooms.publishing.attempts import begin, complete, outcome_of
from aboveboard.rooms.publishing.budget import spend
from aboveboard.rooms.publishing.held import LONGEST_REQUEST, Overtaken, insist, renewed
from aboveboard.rooms.publishing.models import Attempt, Deed, Lane, Outcome, Part, Pause, State
from aboveboard.rooms.publishing.outgoing import digest, draft_of, frozen, thawed
from aboveboard.rooms.publishing.recheck import why_not
from aboveboard.rooms.publishing.settle import (
    give_back,
    postpone,
    put_down,
    refuse,
    settle_failure,
    settle_public,
)
from aboveboard.rooms.publishing.writing import one_write, writing

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.channels.port import Channel, Outgoing, Prepared, Receipt
    from aboveboard.rooms.publishing.held import Turn

_log = logging.getLogger(__name__)
_OUT: Final = (State.PREPARING,)


def publish(turn: Turn) -> None:
    """Send every part that is not public yet, in order, each at most once in this turn.

    Raises:
        Overtaken: another holds the publication; nothing more was sent.
    """
    reason = why_not(turn.publication, now=turn.now())
    if reason:
        give_back(turn, reason)
        return
    try:
        channel = turn.tools.open_channel(turn.publication.account)
        parts = _composed(turn, channel)
    except Refused as no:
        postpone(turn, no) if no.reason is Reason.SIGN_IN else refuse(turn, no)
        return
    except ChannelError as error:
        postpone(turn, error)
        return
    for place, part in enumerate(parts):
        if part.published_at is None:
            is_sent = _prepare(turn, channel, part, parts[:place]) and _send(
                turn, channel, part, parts[:place]
            )
            if not is_sent:
                return


def _composed(turn: Turn, channel: Channel) -> list[Part]:
    """Return the parts as they were frozen; composed now, when this is the first turn."""
    publication = turn.publication
    parts = list(Part.objects.filter(publication=publication).order_by("position"))
    if parts:
        return parts
    media = list(publication.media.select_related("picture").order_by("position"))
    posts = channel.compose(
        draft_of(publication, media), key=str(publication.key), now=turn.now()
    )
    rows = []
    for place, post in enumerate(posts):
        cells = frozen(post)
        rows.append(
            Part(publication=publication, position=place, outgoing=cells, sha256=digest(cells))
        )
    with one_write():
        turn.claim = renewed(turn.claim, _OUT, now=turn.now())
        return Part.objects.bulk_create(rows)


def _prepare(turn: Turn, channel: Channel, part: Part, before: list[Part]) -> bool:
    """Return whether the part is ready to be sent; what it needs first shows nothing to anybody."""
    began = turn.now()
    try:
        prepared = channel.prepare(thawed(part, before))
    except ChannelError as error:
        _settle_preparing(turn, part, began=began, error=error)
        return False
    if not prepared.kept and prepared.again_at is None:
        return True
    _keep_prepared(turn, part, prepared, began=began)
    return prepared.again_at is None


@writing
def _keep_prepared(turn: Turn, part: Part, prepared: Prepared, *, began: datetime) -> None:
    now, waits = turn.now(), prepared.again_at is not None
    # Who was overtaken stops here: the part may be gone.
    if waits:
        put_down(turn, State.SCHEDULED, reason="", try_at=prepared.again_at)
    else:
        turn.claim = renewed(turn.claim, _OUT, now=now)
    if prepared.kept != part.prepared or waits:
        attempt = begin(turn.claim, Deed.PREPARE, part, now=began)
        complete(attempt, Outcome.WAITS if waits else Outcome.DONE, now=now)
    part.prepared = prepared.kept
    part.save(update_fields=["prepared"])


@writing
def _settle_preparing(turn: Turn, part: Part, *, began: datetime, error: ChannelError) -> None:
    attempt = begin(turn.claim, Deed.PREPARE, part, now=began)
    complete(attempt, outcome_of(error), now=turn.now(), error=error)
    if isinstance(error, Refused) and error.reason is not Reason.SIGN_IN:
        refuse(turn, error)
    else:
        postpone(turn, error)


def _send(turn: Turn, channel: Channel, part: Part, before: list[Part]) -> bool:
    """Return whether the part is public now. The intent is committed before the first byte."""
    post = thawed(part, before)
    attempt = _intend(turn, part)
    if attempt is None:
        return False
    try:
        receipt = _sent(turn, channel, post)
    except ChannelError as error:
        settle_failure(turn, attempt, error, part)
        return False
    try:
        insist(lambda: settle_public(turn, attempt, receipt, part), turn.tools)
    except Overtaken:
        # True whoever holds the row: kept in the ledger, where the next look finds it.
        complete(attempt, Outcome.DONE, now=turn.now(), receipt=receipt)
        raise
    return True


@writing
def _intend(turn: Turn, part: Part) -> Attempt | None:
    """Commit that the request is about to leave; None when everything was paused meanwhile.

    Raises:
        Overtaken: another holds it, or it was cancelled.
    """
    now = turn.now()
    if Pause.objects.filter(workspace=turn.publication.workspace_id).exists():
        put_down(turn, State.SCHEDULED)
        return None
    turn.claim = renewed(turn.claim, _OUT, now=now, state=State.SENDING)
    part.intent_at = now
    part.save(update_fields=["intent_at"])
    lane = Lane.objects.get(pk=turn.claim.lane_id)
    Lane.objects.filter(pk=lane.pk).update(**spend(lane, now=now))
    return begin(turn.claim, Deed.PUBLISH, part, now=now)


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

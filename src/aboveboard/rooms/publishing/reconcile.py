"""Find out what became of a request that nobody answered. Only reads, until it is proven."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.channels.port import ChannelError, Receipt, Unseen
from aboveboard.rooms.publishing.attempts import begin, complete, outcome_of
from aboveboard.rooms.publishing.models import Attempt, Deed, Outcome, Part, State
from aboveboard.rooms.publishing.outgoing import thawed
from aboveboard.rooms.publishing.settle import become_public, postpone, put_down, settle_public
from aboveboard.rooms.publishing.writing import writing

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.publishing.held import Turn

LOOKS: Final = 2
"""How often a post must have been looked for in vain, the last time after it could have settled."""
GIVE_UP: Final = timedelta(hours=6)
"""After this long without an answer from the network a person is asked."""
CLOCK_ERROR: Final = timedelta(hours=2)
"""How wrong the clock of a machine may have been when a request left: an hour set by hand, and more.
A post found by its words is looked for from that much earlier on; another publication's is no proof."""
_BETWEEN: Final = timedelta(seconds=15)
_MAY_HAVE_ARRIVED: Final = ("", Outcome.UNCLEAR, Outcome.LOST)


def reconcile(turn: Turn) -> None:
    """Look for the part that was sent, and settle it when the look tells.

    Raises:
        Overtaken: another holds the publication.
    """
    parts = list(Part.objects.filter(publication=turn.publication).order_by("position"))
    place = sum(part.published_at is not None for part in parts)
    if place == len(parts):
        become_public(turn, parts)
        return
    part = parts[place]
    if _late_proof(turn, part, parts):
        return
    attempt = begin(turn.claim, Deed.FIND, part, now=turn.now())
    try:
        channel = turn.tools.open_channel(turn.publication.account)
        since = _sent_since(part) or turn.publication.unclear_since or turn.now()
        found = channel.find(thawed(part, parts[:place]), since=since - CLOCK_ERROR)
    except ChannelError as error:
        _settle_failed_look(turn, attempt, error)
        return
    if isinstance(found, Receipt) and _is_anothers(turn, found):
        complete(attempt, Outcome.HIDDEN, now=turn.now())
        put_down(turn, State.ASKED, reason="said_twice")
    elif isinstance(found, Receipt):
        settle_public(turn, attempt, found, part, parts)
    elif found is Unseen.HIDDEN:
        complete(attempt, Outcome.HIDDEN, now=turn.now())
        put_down(turn, State.ASKED)
    else:
        _settle_absent(turn, attempt, part, channel.settles_after)


def _late_proof(turn: Turn, part: Part, parts: list[Part]) -> bool:
    """Return whether a request that was given up as lost brought its proof after all."""
    proof = (
        Attempt.objects.filter(part=part, deed=Deed.PUBLISH, outcome=Outcome.DONE)
        .exclude(remote_id="")
        .last()
    )
    if proof is None or proof.ended_at is None:
        return False
    look = begin(turn.claim, Deed.FIND, part, now=turn.now())
    receipt = Receipt(proof.remote_id, proof.url, proof.ended_at)
    settle_public(turn, look, receipt, part, parts)
    return True


def _is_anothers(turn: Turn, found: Receipt) -> bool:
    """Return whether the post that was found is the proof of another publication already."""
    return (
        Part.objects.filter(
            publication__account=turn.publication.account, remote_id=found.remote_id
        )
        .exclude(publication=turn.publication)
        .exists()
    )


def _sent_since(part: Part) -> datetime | None:
    """Return since when the post can be there: the first request of it that may have arrived."""
    first = (
        Attempt.objects.filter(part=part, deed=Deed.PUBLISH, outcome__in=_MAY_HAVE_ARRIVED)
        .order_by("pk")
        .first()
    )
    return first.began_at if first is not None else part.intent_at


@writing
def _settle_failed_look(turn: Turn, attempt: Attempt, error: ChannelError) -> None:
    now, since = turn.now(), turn.publication.unclear_since
    complete(attempt, outcome_of(error), now=now, error=error)
    if since is not None and now - since > GIVE_UP:
        put_down(turn, State.ASKED, reason=error.reason.value)
    else:
        postpone(turn, error)


@writing
def _settle_absent(turn: Turn, attempt: Attempt, part: Part, settles_after: timedelta) -> None:
    now, publication = turn.now(), turn.publication
    complete(attempt, Outcome.ABSENT, now=now)
    looks = publication.tries + 1
    since = max(filter(None, (part.intent_at, publication.unclear_since)))
    settled_at = since + settles_after
    if looks < LOOKS or now < settled_at:
        put_down(turn, State.UNCLEAR, tries=looks, try_at=max(settled_at, now + _BETWEEN))
        return
    Part.objects.filter(pk=part.pk).update(intent_at=None)
    publication.refresh_from_db(fields=["wants_withdrawal"])
    state = State.SCHEDULED
    if publication.wants_withdrawal:
        state = State.WITHDRAWING if part.position else State.CANCELLED
    put_down(turn, state, reason="", tries=0, unclear_since=None, try_at=now)

"""Write down what became of a request: where a publication leaves a worker's hands."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.port import Busy, Reason, Refused, Unclear
from aboveboard.rooms.publishing.attempts import begin, complete, outcome_of
from aboveboard.rooms.publishing.enter_library import enter_library
from aboveboard.rooms.publishing.held import let_go, write
from aboveboard.rooms.publishing.models import Deed, Outcome, Part, State
from aboveboard.rooms.publishing.rows import Formula, update
from aboveboard.rooms.publishing.writing import writing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from aboveboard.channels.port import ChannelError, Receipt
    from aboveboard.rooms.publishing.held import Turn
    from aboveboard.rooms.publishing.models import Attempt

_SOONEST: Final = timedelta(seconds=5)
_LATEST: Final = timedelta(minutes=5)
_PUBLIC: Final = Formula("CASE WHEN wants_withdrawal THEN 'withdrawing' ELSE 'public' END")
"""Public, or on its way back when it was asked back meanwhile."""
_FIRST_FIGURES: Final = timedelta(minutes=15)
"""When the figures of a new post are asked for first."""


def backoff(tries: int) -> timedelta:
    """Return how long to wait after so many tries: 5 seconds, doubled, at most 5 minutes."""
    return min(_SOONEST * (1 << min(tries, 10)), _LATEST)


@writing
def put_down(
    turn: Turn, state: State | Formula, *, not_before: datetime | None = None, **fields: Any
) -> None:
    """Leave the publication in ``state`` and free its account, to be used from ``not_before`` on.

    Raises:
        Overtaken: another holds it.
    """
    write(turn.claim, turn.states, now=turn.now(), state=state, lease_until=None, **fields)
    let_go(turn.claim, not_before=not_before)


@writing
def give_back(turn: Turn, reason: str) -> None:
    """Give a publication back to its writer; nothing of it was sent in this turn."""
    complete(begin(turn.claim, Deed.RETURN, None, now=turn.now()), Outcome.DONE, now=turn.now())
    put_down(turn, State.RETURNED, reason=reason, said="")


@writing
def postpone(turn: Turn, error: ChannelError) -> None:
    """Plan another turn after a failure in which nothing happened."""
    if isinstance(error, Refused) and error.reason is Reason.SIGN_IN:
        turn.tools.distrust(turn.publication.account)
    now, tries = turn.now(), turn.publication.tries
    again_at = error.again_at if isinstance(error, Busy) else now + backoff(tries)
    put_down(
        turn,
        turn.rest,
        reason=error.reason.value,
        tries=tries + 1,
        try_at=max(again_at, now + timedelta(seconds=1)),
        not_before=again_at if error.reason is Reason.RATE else None,
    )


@writing
def settle_failure(turn: Turn, attempt: Attempt, error: ChannelError, part: Part) -> None:
    """Write down that a part did not become public, or that nobody knows."""
    now = turn.now()
    complete(attempt, outcome_of(error), now=now, error=error)
    if isinstance(error, Unclear):
        reason = error.reason.value
        put_down(
            turn,
            State.UNCLEAR,
            reason=reason,
            tries=0,
            unclear_since=now,
            try_at=now + _SOONEST,
        )
        return
    Part.objects.filter(pk=part.pk, published_at=None).update(intent_at=None)
    if isinstance(error, Refused) and error.reason is not Reason.SIGN_IN:
        refuse(turn, error)
    else:
        postpone(turn, error)


@writing
def refuse(turn: Turn, error: Refused) -> None:
    """Write down a no. A network that says it has this post already may be right: a person looks."""
    is_there = error.reason is Reason.DUPLICATE and bool(error.existing)
    put_down(
        turn,
        State.ASKED if is_there else State.REFUSED,
        reason=error.reason.value,
        said=(error.existing if is_there else error.said)[:300],
    )


@writing
def settle_public(
    turn: Turn, attempt: Attempt, receipt: Receipt, part: Part, parts: Sequence[Part]
) -> None:
    """Write down the proof of one of the ``parts``; with the last one the publication is public."""
    now = turn.now()
    outcome = Outcome.DONE if attempt.deed == Deed.PUBLISH else Outcome.FOUND
    complete(attempt, outcome, now=now, receipt=receipt)
    part.remote_id, part.url, part.version = receipt.remote_id, receipt.url, receipt.version
    part.published_at, part.measure_at = receipt.published_at, now + _FIRST_FIGURES
    # The publication first: who was overtaken stops here, and the part stays as others left it.
    if all(one.published_at is not None for one in parts):
        become_public(turn, parts)
    elif turn.taken is State.PREPARING:
        write(turn.claim, turn.states, now=now, state=State.PREPARING, tries=0)
    else:
        put_down(turn, State.SCHEDULED, reason="", tries=0, try_at=now)
    names = ("remote_id", "url", "version", "published_at", "measure_at")
    update(Part, {"id": part.pk}, {name: getattr(part, name) for name in names})


def become_public(turn: Turn, parts: Sequence[Part]) -> None:
    """Every part has its proof: enter the library, or withdraw what was asked back meanwhile."""
    now = turn.now()
    put_down(
        turn,
        _PUBLIC,
        reason="",
        said="",
        tries=0,
        public_at=now,
        unclear_since=None,
        try_at=now,
    )
    enter_library(turn.publication, parts)

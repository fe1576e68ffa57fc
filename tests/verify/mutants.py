"""The safeguards of publishing, each removed: verification has to notice every one."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from unittest import mock

from django.db.models import F

from aboveboard.channels.port import Unclear, Unseen
from aboveboard.rooms.publishing import carry_out, held, publish, reconcile, settle, sweep
from aboveboard.rooms.publishing.attempts import begin
from aboveboard.rooms.publishing.models import Deed, Part, Publication, State
from aboveboard.rooms.publishing.rows import update
from tests.verify.publishing import verdict_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aboveboard.rooms.publishing.held import Claim, Turn
    from aboveboard.rooms.publishing.models import Attempt
    from tests.verify.places import Place


@contextmanager
def _no_intent() -> Iterator[None]:
    """Nothing is written down before the request leaves."""

    def intend(work: Any) -> Attempt:
        if work.part._state.adding:
            work.keep()
        return begin(work.turn.claim, Deed.PUBLISH, work.part, now=work.turn.now())

    def settled(
        turn: Turn, attempt: Attempt, receipt: Any, part: Part, parts: list[Part]
    ) -> None:
        part.intent_at = turn.now()
        part.save(update_fields=["intent_at"])
        settle.settle_public(turn, attempt, receipt, part, parts)

    with (
        mock.patch.object(publish, "_intend", intend),
        mock.patch.object(publish, "settle_public", settled),
    ):
        yield


@contextmanager
def _no_fencing() -> Iterator[None]:
    """Whoever was overtaken writes all the same."""

    def write(claim: Claim, states: Any, *, now: Any, **fields: Any) -> None:
        update(Publication, {"id": claim.publication_id}, {"changed_at": now, **fields})

    def renewed(
        claim: Claim, states: Any, *, now: Any, lane: Any = None, **fields: Any
    ) -> Claim:
        write(claim, states, now=now, **fields)
        return claim

    with (
        mock.patch.object(held, "write", write),
        mock.patch.object(settle, "write", write),
        mock.patch.object(publish, "renewed", renewed),
    ):
        yield


@contextmanager
def _no_lease_check() -> Iterator[None]:
    """A process that slept sends what it meant to send before."""
    with mock.patch.object(publish, "LONGEST_REQUEST", timedelta(days=-3)):
        yield


@contextmanager
def _blind_retry() -> Iterator[None]:
    """What is unclear is sent again, as most schedulers do."""
    whole = settle.settle_failure

    def settle_failure(turn: Turn, attempt: Attempt, error: Any, part: Part) -> None:
        if isinstance(error, Unclear):
            Part.objects.filter(pk=part.pk).update(intent_at=None)
            settle.postpone(turn, error)
        else:
            whole(turn, attempt, error, part)

    with mock.patch.object(publish, "settle_failure", settle_failure):
        yield


@contextmanager
def _no_probe() -> Iterator[None]:
    """What was being sent when a process died is sent again without a look."""
    whole = reconcile.reconcile

    def resend(turn: Turn) -> None:
        parts = Part.objects.filter(publication=turn.publication, published_at=None)
        if not parts:
            whole(turn)
            return
        parts.update(intent_at=None)
        settle.put_down(turn, State.SCHEDULED, reason="", tries=0, try_at=turn.now())

    work = {**carry_out._WORK, State.UNCLEAR: resend}
    with mock.patch.object(carry_out, "_WORK", work):
        yield


@contextmanager
def _hidden_is_absent() -> Iterator[None]:
    """Where a network does not let us look, nothing is taken to be there."""

    class Blind:
        HIDDEN = object()
        ABSENT = Unseen.ABSENT

    with mock.patch.object(reconcile, "Unseen", Blind):
        yield


@contextmanager
def _no_settle_time() -> Iterator[None]:
    """One look in vain is believed at once."""
    whole = reconcile._settle_absent

    def settle_absent(
        turn: Turn, attempt: Attempt, part: Part, settles_after: timedelta
    ) -> None:
        turn.publication.tries = reconcile.LOOKS
        part.intent_at = turn.now() - timedelta(days=1)
        turn.publication.unclear_since = part.intent_at
        whole(turn, attempt, part, timedelta(0))

    with mock.patch.object(reconcile, "_settle_absent", settle_absent):
        yield


@contextmanager
def _sending_is_forgotten() -> Iterator[None]:
    """What was being sent when a process died is taken for not sent."""

    def release(pk: int, state: State, token: int, now: Any, ended_before: Any) -> int:
        Part.objects.filter(publication=pk, published_at=None).update(intent_at=None)
        return Publication.objects.filter(pk=pk, token=token).update(
            state=State.SCHEDULED, token=F("token") + 1, lease_until=None, try_at=now
        )

    with mock.patch.object(sweep, "_release", release):
        yield


MUTANTS: Final[dict[str, Callable[[], Any]]] = {
    "the intent is not committed": _no_intent,
    "no fencing": _no_fencing,
    "no look at the lease before the request": _no_lease_check,
    "unclear is sent again": _blind_retry,
    "no probe before it is sent again": _no_probe,
    "hidden is taken for absent": _hidden_is_absent,
    "no time to settle": _no_settle_time,
    "what was being sent is forgotten": _sending_is_forgotten,
}
"""Each safeguard that can be removed, by what its removal means."""


def noticed_by(name: str, seeds: int, place: Place) -> int | None:
    """Return the first seed whose schedule at the place notices the mutant, or None."""
    with MUTANTS[name]():
        return next(
            (seed for seed in range(seeds) if not verdict_of(place, seed).is_kept), None
        )


NOTICED_AT: Final[dict[str, str]] = {
    "the intent is not committed": "takahe",
    "no fencing": "linkedin page",
    "no look at the lease before the request": "linkedin page",
    "unclear is sent again": "takahe",
    "no probe before it is sent again": "linkedin person",
    "hidden is taken for absent": "linkedin person",
    "no time to settle": "takahe",
    "what was being sent is forgotten": "takahe",
}
"""The place where a missing safeguard shows soonest."""

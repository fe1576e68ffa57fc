"""The ledger: each thing that is tried, written down before and completed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.channels.port import (
    Busy,
    ChannelError,
    NotSent,
    Refused,
)
from aboveboard.rooms.publishing.models import Attempt, Deed, Outcome, Part
from aboveboard.rooms.publishing.rows import insert, update
from aboveboard.rooms.publishing.writing import writing

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.channels.port import Receipt
    from aboveboard.rooms.publishing.held import Claim


@writing
def begin(claim: Claim, deed: Deed, part: Part | None, *, now: datetime) -> Attempt:
    """Return the line of what is about to be tried."""
    attempt = Attempt(
        publication_id=claim.publication_id,
        part=part,
        token=claim.token,
        deed=deed,
        sha256="" if part is None else part.sha256,
        began_at=now,
    )
    insert(attempt)
    return attempt


@writing
def complete(
    attempt: Attempt,
    outcome: Outcome,
    *,
    now: datetime,
    error: ChannelError | None = None,
    receipt: Receipt | None = None,
) -> None:
    """Write what became of it; a line that was completed stays as it is.

    A proof is kept even when a line was given up as lost, for it is true whoever holds the row.
    """
    cells: dict[str, object] = {"outcome": outcome, "ended_at": now}
    if error is not None:
        cells |= {
            "reason": error.reason.value,
            "status": error.status,
            "said": error.said[:300],
        }
    if receipt is not None:
        cells |= {"remote_id": receipt.remote_id, "url": receipt.url}
    open_line = ("",) if receipt is None else ("", Outcome.LOST.value)
    update(Attempt, {"id": attempt.pk, "outcome": open_line}, cells)


def outcome_of(error: ChannelError) -> Outcome:
    """Return how a failure is called in the ledger."""
    if isinstance(error, NotSent):
        return Outcome.NOT_SENT
    if isinstance(error, Busy):
        return Outcome.BUSY
    return Outcome.REFUSED if isinstance(error, Refused) else Outcome.UNCLEAR


@writing
def close_lost(publication_id: int, *, now: datetime) -> None:
    """Complete the lines that a process left open when it died."""
    Attempt.objects.filter(publication=publication_id, outcome="").update(
        outcome=Outcome.LOST, ended_at=now
    )

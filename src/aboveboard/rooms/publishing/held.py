"""What a worker holds, and the only way it writes: whoever was overtaken changes nothing."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import InterfaceError, OperationalError, close_old_connections

from aboveboard.rooms.publishing.models import Lane, Publication, State
from aboveboard.rooms.publishing.rows import update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from aboveboard.channels.port import Channel
    from aboveboard.rooms.accounts.models import Account
    from aboveboard.rooms.publishing.models import Part, PublicationMedia

LEASE: Final = timedelta(seconds=180)
"""How long a claim holds; longer than any request may take (60 seconds, see the door)."""
LONGEST_REQUEST: Final = timedelta(seconds=75)
"""The longest request and something to spare: what must be left of a lease before one is sent."""
_PAUSES: Final = (0.2, 1.0, 3.0, 10.0)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on one publication, for as long as nobody raised its token since."""

    publication_id: int
    token: int
    lane_id: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Tools:
    """What work on a publication needs of the rest of the house.

    ``open_channel`` may raise a ``ChannelError``; ``distrust`` says that the network no longer
    takes the account's token; ``now`` tells the time, aware; ``wait`` lets seconds pass.
    """

    now: Callable[[], datetime]
    open_channel: Callable[[Account], Channel]
    distrust: Callable[[Account], None]
    wait: Callable[[float], None] = time.sleep


_STATES: Final = {
    State.PREPARING: (State.PREPARING, State.SENDING),
    State.UNCLEAR: (State.UNCLEAR,),
    State.WITHDRAWING: (State.WITHDRAWING,),
    State.EDITING: (State.EDITING,),
}


@dataclass(slots=True)
class Turn:
    """One claim at work on its publication. ``taken`` is the state it was taken up in.

    ``parts`` are those it had then, ``media`` those of one that is to be sent; both in their order.
    """

    claim: Claim
    publication: Publication
    tools: Tools
    taken: State
    parts: list[Part] = field(default_factory=list)
    media: list[PublicationMedia] = field(default_factory=list)

    def now(self) -> datetime:
        """Return the present."""
        return self.tools.now()

    @property
    def states(self) -> tuple[State, ...]:
        """The states that the publication can be in while it is held."""
        return _STATES[self.taken]

    @property
    def rest(self) -> State:
        """The state in which it waits for another turn."""
        return State.SCHEDULED if self.taken is State.PREPARING else self.taken


class Overtaken(Exception):
    """Another holds the publication now; nothing was written."""


def write(claim: Claim, states: Iterable[str], *, now: datetime, **fields: Any) -> None:
    """Write to the publication, if it is still held and in one of ``states``.

    Raises:
        Overtaken: it is not.
    """
    mine = {"id": claim.publication_id, "token": claim.token, "state": tuple(states)}
    if not update(Publication, mine, {"changed_at": now, **fields}):
        raise Overtaken


def renewed(
    claim: Claim,
    states: Iterable[str],
    *,
    now: datetime,
    lane: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Claim:
    """Write like :func:`write`, and return the claim with its lease begun anew.

    ``lane`` are fields of the account's lane to be written with it.

    Raises:
        Overtaken: it is not held any more, or its lease has ended.
    """
    if claim.until <= now:
        raise Overtaken
    until = now + LEASE
    write(claim, states, now=now, lease_until=until, **fields)
    if not update(Lane, _lane_of(claim), {"holder_until": until, **(lane or {})}):
        raise Overtaken
    return replace(claim, until=until)


def let_go(claim: Claim, *, not_before: datetime | None = None) -> None:
    """Free the lane of the account, to be used from ``not_before`` on."""
    wait = {} if not_before is None else {"not_before": not_before}
    update(Lane, _lane_of(claim), {"holder_until": None, **wait})


def _lane_of(claim: Claim) -> dict[str, Any]:
    return {"id": claim.lane_id, "holder_until": claim.until}


def insist(writing: Callable[[], None], tools: Tools) -> None:
    """Write what a network answered, again and again for a while where the database is away.

    A proof that is lost can cost a question to a person, so it is worth some seconds.
    """
    for pause in _PAUSES:
        try:
            writing()
        except (OperationalError, InterfaceError):
            tools.wait(pause)
            close_old_connections()
        else:
            return
    writing()

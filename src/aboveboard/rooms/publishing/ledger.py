"""What was tried for a publication, line by line; the last one is what holds now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from aboveboard.rooms.publishing.models import Attempt, Deed, Outcome, State
from aboveboard.rooms.publishing.wish import wall_of
from aboveboard.rooms.publishing.words import reason_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from aboveboard.rooms.publishing.models import Publication

_LONG: Final = timedelta(seconds=2)
"""From how long on it is said how long the network took."""
_DEEDS: Final[Mapping[str, _StrPromise]] = {
    Deed.PREPARE: _("Made ready"),
    Deed.PUBLISH: pgettext_lazy("attempt", "Sent"),
    Deed.FIND: _("Looked for it"),
    Deed.WITHDRAW: pgettext_lazy("attempt", "Withdrawn"),
    Deed.LOOK: _("Looked whether it is gone"),
    Deed.EDIT: pgettext_lazy("attempt", "Changed"),
    Deed.DECIDE: _("You were asked"),
    Deed.RETURN: _("Given back to you"),
}
_OUTCOMES: Final[Mapping[str, _StrPromise]] = {
    "": _("under way"),
    Outcome.DONE: pgettext_lazy("outcome", "accepted"),
    Outcome.WAITS: _("the network needs a while"),
    Outcome.NOT_SENT: _("nothing left this machine"),
    Outcome.BUSY: _("the network did nothing and asks to come back"),
    Outcome.REFUSED: pgettext_lazy("outcome", "refused"),
    Outcome.UNCLEAR: _("no clear answer"),
    Outcome.LOST: _("broken off before an answer came"),
    Outcome.FOUND: _("it is there"),
    Outcome.ABSENT: _("it is not there"),
    Outcome.HIDDEN: _("the network does not let us look"),
}
_HOLDS: Final[Mapping[State, _StrPromise]] = {
    State.SCHEDULED: _("Waits for its time"),
    State.PREPARING: _("Being made ready"),
    State.SENDING: _("On its way"),
    State.UNCLEAR: _("Held while we look: no further sending"),
    State.ASKED: _("Held for you: no further attempts"),
    State.PUBLIC: pgettext_lazy("publication", "Public"),
    State.EDITING: _("Being changed"),
    State.REFUSED: _("Refused: no further attempts"),
    State.RETURNED: _("Back with you: no further attempts"),
    State.CANCELLED: pgettext_lazy("publication", "Cancelled"),
    State.WITHDRAWING: _("Being withdrawn"),
    State.WITHDRAWN: pgettext_lazy("publication", "Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``at`` is the time on the wall of the publication's zone."""

    at: datetime
    what: str
    answer: str
    why: str = ""
    said: str = ""
    part: int = 0
    receipt: str = ""
    url: str = ""
    sha256: str = ""
    is_last: bool = False


def ledger(publication: Publication) -> tuple[Line, ...]:
    """Return every attempt, oldest first, and what holds now. One query."""
    rows = list(
        Attempt.objects.filter(publication=publication)
        .select_related("part", "member__user")
        .order_by("pk")
    )
    is_thread = any(row.part is not None and row.part.position for row in rows)
    lines = [_line(row, publication.zone, is_thread=is_thread) for row in rows]
    state = State(publication.state)
    lines.append(
        Line(
            wall_of(publication.changed_at, publication.zone),
            str(_HOLDS[state]),
            reason_words(publication.reason, state),
            is_last=True,
        )
    )
    return tuple(lines)


def _line(row: Attempt, zone: str, *, is_thread: bool) -> Line:
    answer = str(_OUTCOMES[row.outcome])
    if row.deed == Deed.RETURN:
        answer = ""
    if row.deed == Deed.DECIDE and row.member is not None:
        answer = gettext("%(name)s: %(answer)s") % {
            "name": row.member.user.get_username(),
            "answer": answer,
        }
    if row.ended_at is not None and row.ended_at - row.began_at >= _LONG:
        answer = gettext("%(answer)s, after %(n)s s") % {
            "answer": answer,
            "n": round((row.ended_at - row.began_at).total_seconds()),
        }
    return Line(
        at=wall_of(row.began_at, zone),
        what=str(_DEEDS[row.deed]),
        answer=answer,
        why=reason_words(row.reason),
        said=row.said,
        part=row.part.position + 1 if is_thread and row.part is not None else 0,
        receipt=row.remote_id,
        url=row.url,
        sha256=row.sha256 if row.deed in {Deed.PUBLISH, Deed.EDIT} else "",
    )

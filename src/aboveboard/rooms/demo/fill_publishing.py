"""What Peulvuur has planned, sent and wonders about. Its accounts are closed: nothing goes out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.publishing.models import (
    Attempt,
    Deed,
    Lane,
    Outcome,
    Part,
    Publication,
    Release,
    State,
)
from aboveboard.rooms.publishing.schedule import GRACE, title_of
from aboveboard.rooms.publishing.wish import wish_of

if TYPE_CHECKING:
    from aboveboard.rooms.demo.opening import Opening
    from aboveboard.rooms.workspaces.models import Member

_ZONE: Final = "Europe/Brussels"
_ACCOUNTS: Final = (
    ("linkedin", "noor-v", "Noor V.", "https://linkedin.example"),
    ("mastodon", "peulvuur", "Peulvuur", "https://mastodon.example"),
)


class _Told(NamedTuple):
    """One publication: days before the opening (minus: to come), hour, text and state."""

    ago: int
    at: str
    network: str
    state: State
    text: str


_TOLD: Final = (
    _Told(12, "07:30", "mastodon", State.PUBLIC, "Vanaf vandaag staat op elke pot wie hem vulde."),
    _Told(6, "07:30", "linkedin", State.PUBLIC, "De linzenoogst viel tegen, en dus ook wij."),
    _Told(5, "15:00", "mastodon", State.WITHDRAWN, "Morgen proeven we de nieuwe soep. Wie komt?"),
    _Told(3, "11:15", "linkedin", State.REFUSED, "Een filmpje uit onze keuken."),
    _Told(1, "06:45", "linkedin", State.ASKED, "Vandaag stoppen we met de linzenspread."),
    _Told(-2, "07:30", "mastodon", State.SCHEDULED, "Stage bij ons: zes weken, en betaald."),
    _Told(-9, "07:30", "linkedin", State.SCHEDULED, "Wat een pot kost: 3,80 euro, deel per deel."),
)  # fmt: skip


def fill_publishing(seat: Member, opening: Opening) -> None:
    """Write two closed accounts and a fortnight of publications around the opening."""
    lanes = {
        network: _lane(seat, network, handle, name, server, opening.now)
        for network, handle, name, server in _ACCOUNTS
    }
    for number, told in enumerate(_TOLD, 1):
        _write(seat, lanes[told.network], told, number, opening)


def _lane(
    seat: Member, network: str, handle: str, name: str, server: str, now: datetime
) -> Lane:
    account = Account.objects.create(
        workspace_id=seat.workspace_id,
        network=network,
        remote_id=handle,
        handle=handle,
        name=name,
        server=server,
        state=Account.State.DISCONNECTED,
        connected_at=now,
        changed_at=now,
    )
    return Lane.objects.create(account=account)


def _write(seat: Member, lane: Lane, told: _Told, number: int, opening: Opening) -> None:
    due = opening.moment(told.ago, told.at)
    written = min(due - timedelta(days=2), opening.now)
    was_there = told.state in {State.PUBLIC, State.WITHDRAWN}
    one = Publication.objects.create(
        workspace_id=seat.workspace_id,
        release=Release.objects.create(
            workspace_id=seat.workspace_id,
            title=title_of(told.text),
            made_by=seat,
            created_at=written,
        ),
        account=lane.account,
        lane=lane,
        member=seat,
        text=told.text,
        language="nl",
        state=told.state,
        reason={State.REFUSED: "media_not_taken", State.ASKED: "no_answer_in_time"}.get(
            told.state, ""
        ),
        due_at=due,
        wish=wish_of(due, _ZONE).text,
        zone=_ZONE,
        late_at=due + GRACE,
        try_at=due,
        public_at=due + timedelta(seconds=2) if was_there else None,
        withdrawn_at=due + timedelta(hours=3) if told.state == State.WITHDRAWN else None,
        unclear_since=due + timedelta(seconds=35) if told.state == State.ASKED else None,
        created_at=written,
        changed_at=written if told.ago < 0 else due + timedelta(seconds=60),
    )
    if told.ago >= 0:
        _try(one, told, number, due)


def _try(one: Publication, told: _Told, number: int, due: datetime) -> None:
    url = f"{one.account.server}/posts/{number}"
    sent = due + timedelta(seconds=2)
    was_there = told.state in {State.PUBLIC, State.WITHDRAWN}
    part = Part.objects.create(
        publication=one,
        position=0,
        outgoing={"text": told.text},
        sha256=f"{number:x}" * 64,
        intent_at=None if told.state == State.REFUSED else due,
        remote_id=f"post-{number}" if was_there else "",
        url=url if was_there else "",
        published_at=sent if was_there else None,
        gone_at=one.withdrawn_at,
    )
    lines: list[tuple[Deed, Outcome, datetime, int, str]] = {
        State.PUBLIC: [(Deed.PUBLISH, Outcome.DONE, due, 2, "")],
        State.WITHDRAWN: [
            (Deed.PUBLISH, Outcome.DONE, due, 2, ""),
            (Deed.WITHDRAW, Outcome.DONE, due + timedelta(hours=3), 1, ""),
            (Deed.LOOK, Outcome.ABSENT, due + timedelta(hours=3, seconds=1), 1, ""),
        ],
        State.REFUSED: [(Deed.PREPARE, Outcome.REFUSED, due, 1, "media_not_taken")],
        State.ASKED: [
            (Deed.PUBLISH, Outcome.UNCLEAR, due, 30, "no_answer_in_time"),
            (Deed.FIND, Outcome.HIDDEN, due + timedelta(seconds=60), 0, ""),
        ],
    }[told.state]
    Attempt.objects.bulk_create(
        Attempt(
            publication=one,
            part=part,
            token=1,
            deed=deed,
            sha256=part.sha256,
            outcome=outcome,
            reason=reason,
            remote_id=part.remote_id if deed == Deed.PUBLISH else "",
            began_at=began,
            ended_at=began + timedelta(seconds=seconds),
        )
        for deed, outcome, began, seconds, reason in lines
    )

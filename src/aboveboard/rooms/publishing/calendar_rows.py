"""What goes out and went out, as rows of a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from aboveboard.rooms.accounts.models import Account, Network
from aboveboard.rooms.publishing.models import Publication, State
from aboveboard.rooms.publishing.move import MOVABLE
from aboveboard.rooms.publishing.schedule import title_of
from aboveboard.rooms.publishing.wish import wall_of
from aboveboard.rooms.publishing.words import SIGNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

NEEDS: Final = "needs"
GROUPS: Final[Mapping[str, tuple[State, ...]]] = {
    NEEDS: (State.ASKED, State.UNCLEAR, State.REFUSED, State.RETURNED),
    "planned": (State.SCHEDULED, State.PREPARING, State.SENDING),
    "public": (State.PUBLIC, State.EDITING, State.WITHDRAWING),
    "withdrawn": (State.WITHDRAWN,),
    "cancelled": (State.CANCELLED,),
}
"""Choices of a state, and the states in each; ``needs`` in the order of what waiting costs."""
GROUP_NAMES: Final[Mapping[str, _StrPromise]] = {
    NEEDS: pgettext_lazy("publications", "needs you"),
    "planned": pgettext_lazy("publications", "planned"),
    "public": pgettext_lazy("publications", "public"),
    "withdrawn": pgettext_lazy("publications", "withdrawn"),
    "cancelled": pgettext_lazy("publications", "cancelled"),
}
"""What each choice is called."""
_ANYWHERE: Final = timedelta(hours=15)
"""No clock of a place is further from UTC."""
_OF_ACCOUNT: Final = ("account__network", "account__name")
_OPENING: Final = 120
"""Letters of a text that are read to know it by."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which publications are shown; nothing chosen is all but the cancelled ones."""

    account: int | None = None
    group: str = ""

    @property
    def states(self) -> tuple[State, ...]:
        """The states that are shown."""
        if self.group:
            return GROUPS[self.group]
        return tuple(state for state in State if state is not State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A publication in the calendar.

    ``at`` is what the wall of its own zone shows; ``zone`` is empty when that is the reader's.
    """

    number: str
    state: str
    state_name: str
    sign: str
    opening: str
    language: str
    network: str
    account: str
    at: datetime
    zone: str
    is_movable: bool

    @property
    def title(self) -> str:
        """The first line of the text."""
        return title_of(self.opening)

    @property
    def clock(self) -> str:
        """The time of the day."""
        return f"{self.at:%H:%M}"


def entries(
    workspace_id: int, first: date, last: date, choice: Choice | None = None
) -> list[Entry]:
    """Return what falls on the days from ``first`` to ``last``, soonest first. One query."""
    start = datetime.combine(first, time(), UTC) - _ANYWHERE
    end = datetime.combine(last, time.max, UTC) + _ANYWHERE
    rows = _rows(workspace_id, choice or Choice(), due_at__range=(start, end))
    return [row for row in rows if first <= row.at.date() <= last]


def needing(workspace_id: int, choice: Choice | None = None) -> list[Entry]:
    """Return what waits for a person, the dearest waiting first, then the oldest. One query."""
    rows = _rows(workspace_id, Choice((choice or Choice()).account, NEEDS))
    order = [state.value for state in GROUPS[NEEDS]]
    return sorted(rows, key=lambda row: order.index(row.state))


def entry_of(publication: Publication) -> Entry:
    """Return one publication, with its account at hand, as a row."""
    state, account = State(publication.state), publication.account
    here = timezone.get_current_timezone_name()
    return Entry(
        number=str(publication.pk),
        state=state.value,
        state_name=str(state.label),
        sign=SIGNS[state],
        opening=publication.text,
        language=publication.language,
        network=str(Network(account.network).label),
        account=account.name,
        at=wall_of(publication.due_at, publication.zone),
        zone="" if publication.zone == here else publication.zone,
        is_movable=state in MOVABLE,
    )


def _rows(workspace_id: int, choice: Choice, **more: object) -> list[Entry]:
    found = (
        Publication.objects.filter(workspace=workspace_id, state__in=choice.states, **more)
        .order_by("due_at", "pk")
        .annotate(opening=Left("text", _OPENING))
    )
    if choice.account is not None:
        found = found.filter(account=choice.account)
    # By plain words: members of an enumeration are slow to look up, and this runs a thousand times.
    names = {state.value: str(state.label) for state in State}
    signs = {state.value: sign for state, sign in SIGNS.items()}
    movable = {state.value for state in MOVABLE}
    here = timezone.get_current_timezone_name()
    networks = {network.value: str(network.label) for network in Network}
    columns = ("state", "opening", "language", "due_at", "zone", *_OF_ACCOUNT)
    return [
        Entry(
            number=str(pk),
            state=state,
            state_name=names[state],
            sign=signs[state],
            opening=opening,
            language=language,
            network=networks[network],
            account=name,
            at=wall_of(due_at, zone),
            zone="" if zone == here else zone,
            is_movable=state in movable,
        )
        for pk, state, opening, language, due_at, zone, network, name in (
            found.values_list("pk", *columns)
        )
    ]


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """An account that can be chosen."""

    pk: int
    name: str
    network: str


def accounts(workspace_id: int) -> list[AccountChoice]:
    """Return the accounts that published, will, or can. One query."""
    rows = Account.objects.filter(workspace=workspace_id).order_by("name", "pk")
    return [AccountChoice(row.pk, row.name, str(Network(row.network).label)) for row in rows]

"""The accounts somebody can write for, with what each cannot do, said beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aboveboard.channels.port import Ability
from aboveboard.rooms.accounts.models import Account, Network, RegisteredApp
from aboveboard.rooms.publishing import composing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from aboveboard.channels.port import Channel

_CANNOT: Final[Mapping[Ability, _StrPromise]] = {
    Ability.WITHDRAW: _("Only you can withdraw there, by hand."),
    Ability.FIND: _("When no answer comes, we ask you whether it appeared."),
    Ability.EDIT: _("What is public cannot be changed."),
    Ability.METRICS: _("No figures."),
}
_STATES: Final[Mapping[str, _StrPromise]] = {
    Account.State.LAPSED: pgettext_lazy("account", "Connect it again first."),
    Account.State.DISCONNECTED: pgettext_lazy("account", "Disconnected."),
}


@dataclass(frozen=True, slots=True)
class Destination:
    """One account. ``why_not`` says why it cannot be chosen, ``cannot`` what to know before."""

    account: Account
    channel: Channel | None
    network_name: str
    name: str
    why_not: str
    cannot: tuple[str, ...]
    has_story: bool
    has_warning: bool

    @property
    def pk(self) -> int:
        """The number of the account."""
        return self.account.pk


def destinations(workspace_id: int, *, now: Callable[[], datetime]) -> list[Destination]:
    """Return the accounts of a workspace, those that can be chosen first. Two queries."""
    rows = (
        Account.objects.filter(workspace=workspace_id)
        .select_related("credential")
        .order_by("network", "name", "pk")
    )
    apps = list(RegisteredApp.objects.filter(workspace=workspace_id))
    made = [_destination(row, apps, now) for row in rows]
    return sorted(made, key=lambda one: bool(one.why_not))


def _destination(
    account: Account, apps: Iterable[RegisteredApp], now: Callable[[], datetime]
) -> Destination:
    channel = composing.channel_to_compose(account, now=now, apps=apps)
    able = frozenset[Ability]() if channel is None else channel.abilities
    why_not = str(_STATES.get(account.state, ""))
    if not why_not and channel is None:
        why_not = str(_STATES[Account.State.LAPSED])
    cannot = (
        ()
        if why_not
        else tuple(str(words) for ability, words in _CANNOT.items() if ability not in able)
    )
    return Destination(
        account=account,
        channel=channel,
        network_name=Network(account.network).label,
        name=account.name,
        why_not=why_not,
        cannot=cannot,
        has_story=Ability.STORY in able,
        has_warning=Ability.WARNING in able,
    )

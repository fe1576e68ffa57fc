"""What the pages of accounts show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aboveboard.channels.connecting import Grant, Tokens
from aboveboard.channels.networks import NETWORKS
from aboveboard.rooms.accounts.expiry import ENDED, STEPS, ending_of
from aboveboard.rooms.accounts.models import Account, Kind, Network
from aboveboard.rooms.accounts.outside import has_public_address
from aboveboard.rooms.accounts.registered import app_in, app_row
from aboveboard.rooms.accounts.sealing import CannotOpen
from aboveboard.rooms.accounts.tokens import identity_of
from aboveboard.rooms.accounts.words import CAN, reason_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.utils.functional import _StrPromise

    from aboveboard.channels.answer import Answer

ORDER: Final = (
    Network.MASTODON,
    Network.BLUESKY,
    Network.LINKEDIN,
    Network.INSTAGRAM,
    Network.FACEBOOK,
)
"""The networks as they are offered: those that need no preparation first."""

NEEDS_APP: Final = frozenset({Network.LINKEDIN, Network.INSTAGRAM, Network.FACEBOOK})
"""Networks that know an installation only by a developer app its owner made."""

_OFFERS: Final[Mapping[str, _StrPromise]] = {
    Network.MASTODON: _("Any server, and those that speak like it. A minute."),
    Network.BLUESKY: _("With an app password. A minute."),
    Network.LINKEDIN: _(
        "You, and pages you may write for. With an app of your own: a quarter of an hour."
    ),
    Network.INSTAGRAM: _(
        "Professional accounts. With an app of your own, and a public address to publish."
    ),
    Network.FACEBOOK: _("Pages, not profiles. With an app of your own: a quarter of an hour."),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A network that can be connected."""

    network: str
    name: str
    words: _StrPromise | str
    needs_address: bool


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as it is shown.

    ``ends_on`` is known only where the network tells; ``is_ending`` within a fortnight of it.
    """

    id: int
    network: str
    network_name: str
    name: str
    handle: str
    is_page: bool
    server: str
    state: str
    reason: _StrPromise | str
    ends_on: date | None
    is_ending: bool
    changed_on: date
    can: tuple[_StrPromise, ...]
    cannot: tuple[_StrPromise, ...]


def accounts(workspace_id: int, *, now: datetime) -> list[AccountRow]:
    """Return the accounts, those that need the person first, disconnected ones last. One query."""
    order = [Account.State.LAPSED, Account.State.CONNECTED, Account.State.DISCONNECTED]
    rows = sorted(
        Account.objects.filter(workspace=workspace_id),
        key=lambda one: (
            order.index(Account.State(one.state)),
            ORDER.index(Network(one.network)),
            one.name.casefold(),
        ),
    )
    return [row_of(one, now=now) for one in rows]


def row_of(account: Account, *, now: datetime) -> AccountRow:
    """Return one account as a row."""
    can, cannot = _abilities(account, now)
    is_lapsed = account.state == Account.State.LAPSED
    is_connected = account.state == Account.State.CONNECTED
    is_ending = False
    if is_connected and account.expires_at is not None:
        left = account.expires_at - now
        is_ending = ending_of(account, now=now).days != ENDED and left.days < STEPS[-1]
    return AccountRow(
        id=account.pk,
        network=account.network,
        network_name=account.get_network_display(),
        name=account.name,
        handle=account.handle,
        is_page=account.kind == Kind.PAGE,
        server=account.server.removeprefix("https://")
        if account.network == Network.MASTODON
        else "",
        state=account.state,
        reason=reason_words(account.reason) if is_lapsed else "",
        ends_on=None if account.expires_at is None else timezone.localdate(account.expires_at),
        is_ending=is_ending,
        changed_on=timezone.localdate(account.changed_at),
        can=can,
        cannot=cannot,
    )


def offers() -> list[Offer]:
    """Return the networks that can be connected here."""
    return [
        Offer(
            one.value,
            str(one.label),
            _OFFERS[one],
            needs_address=one == Network.INSTAGRAM and not has_public_address(),
        )
        for one in ORDER
    ]


@dataclass(frozen=True, slots=True)
class AppRow:
    """The developer app of a network as far as it may be shown: never its secret."""

    client_id: str
    version: str
    is_ready: bool


def app(workspace_id: int, network: str) -> AppRow | None:
    """Return the app of a network; not ready when its secret cannot be opened."""
    row = app_row(workspace_id, network)
    if row is None:
        return None
    try:
        app_in(row)
    except CannotOpen:
        return AppRow(row.client_id, row.version, is_ready=False)
    return AppRow(row.client_id, row.version, is_ready=True)


def can_words(
    grant: Grant, *, now: datetime
) -> tuple[tuple[_StrPromise, ...], tuple[_StrPromise, ...]]:
    """Return in words what an account can and what it cannot do with what was permitted."""
    entry = NETWORKS[grant.identity.network]
    able = entry.connector(sender=_Nobody(), now=lambda: now).abilities(grant)
    if not able:
        return (), (_("post: the permission for that was not given"),)
    can = (
        pgettext_lazy("ability", "post"),
        *(yes for ability, yes, _no in CAN if ability in able),
    )
    return can, tuple(no for ability, _yes, no in CAN if ability not in able and no is not None)


def _abilities(
    account: Account, now: datetime
) -> tuple[tuple[_StrPromise, ...], tuple[_StrPromise, ...]]:
    opened = Grant(identity_of(account), Tokens("", scopes=frozenset(account.scopes)))
    return can_words(opened, now=now)


class _Nobody:
    """A sender for what touches no network."""

    def send(self, *_words: object, **_more: object) -> Answer:
        raise AssertionError("a look at what an account can do asks nobody")

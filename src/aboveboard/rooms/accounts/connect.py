"""Connect an account: send somebody to their network, take them back, keep what opens it."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from django.db import transaction

from aboveboard.channels.connecting import AccountKind, Grant, Identity, Wish
from aboveboard.channels.port import Reason, Refused
from aboveboard.core.errors import Invalid, NotAllowed, NotFound
from aboveboard.rooms.accounts.models import Account, Errand, Network
from aboveboard.rooms.accounts.registered import app_in, app_row, register
from aboveboard.rooms.accounts.sealing import CannotOpen, open_sealed, seal
from aboveboard.rooms.accounts.tokens import ends_at, from_text, keep, to_text, told_of
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from aboveboard.channels.connecting import App, Connector, PasswordConnector
    from aboveboard.rooms.accounts.models import RegisteredApp
    from aboveboard.rooms.workspaces.models import Member, User

LIFE: Final = timedelta(minutes=15)
"""How long somebody may be under way, and how long they may take to choose."""


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants connected. ``server`` is what they wrote, where the network has many."""

    network: str
    redirect: str
    language: str
    server: str = ""
    wants_pages: bool = False


def begin(asked: Request, *, by: Member, connector: Connector, now: datetime) -> str:
    """Return the address of the network's page that asks the person.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: this is the demo.
        ChannelError: there is no such server, or it cannot be reached.
    """
    _allow(by)
    state = secrets.token_urlsafe(32)
    wish = Wish(asked.redirect, state, asked.server, asked.wants_pages, asked.language)
    row = _app_for(asked, by.workspace_id)
    errand = connector.begin(wish, _opened(row))
    with transaction.atomic():
        if errand.app is not None:
            row = register(asked.network, errand.app, by=by, now=now, redirect=asked.redirect)
        kept = Errand(
            digest=_digest(state),
            workspace_id=by.workspace_id,
            user=by.user,
            network=asked.network,
            server=asked.server,
            redirect=asked.redirect,
            language=asked.language,
            wants_pages=asked.wants_pages,
            app=row,
            expires_at=now + LIFE,
        )
        kept.sealed = seal(json.dumps(dict(errand.kept)), kept.place)
        kept.save()
    return errand.url


def expected(state: str, *, user: User, network: str, now: datetime) -> Errand:
    """Return the errand that ``user`` began and comes back from with ``state``.

    Raises:
        NotFound: nobody is expected with it: it is another's, was used, or is too old.
    """
    row = Errand.objects.filter(
        digest=_digest(state),
        user=user,
        network=network,
        state=Errand.State.AWAY,
        expires_at__gt=now,
    ).first()
    if row is None:
        raise NotFound(what="errand")
    return row


def finish(
    errand: Errand,
    answer: Mapping[str, str],
    *,
    by: Member,
    connector: Connector,
    now: Callable[[], datetime],
) -> Account | Errand:
    """Return the account that is connected now, or the errand where there are several to choose.

    Works once: what the network sent back is good for nothing after the first try.

    Raises:
        NotAllowed: ``by`` may no longer connect here.
        NotFound: another request was faster.
        ChannelError: the person said no, or the network could not tell who they are.
    """
    if not by.may_write:
        raise NotAllowed
    kept, app = _kept_of(errand)
    if not _use_up(errand, Errand.State.AWAY):
        raise NotFound(what="errand")
    wish = Wish(
        errand.redirect,
        answer.get("state", ""),
        errand.server,
        errand.wants_pages,
        errand.language,
    )
    try:
        grants = connector.finish(answer, wish, kept, app)
    except Refused:
        if errand.network == Network.MASTODON and "code" in answer and errand.app is not None:
            errand.app.delete()  # the server may have dropped it: the next try registers anew
        raise
    if not grants:
        raise Refused(Reason.GONE)
    at = now()
    if len(grants) == 1:
        return attach(grants[0], by=by, now=at)
    errand.state = Errand.State.CHOOSING
    sealed = seal(json.dumps([_grant_text(grant) for grant in grants]), errand.place)
    Errand.objects.filter(pk=errand.pk).update(
        state=Errand.State.CHOOSING, sealed=sealed, expires_at=at + LIFE
    )
    errand.sealed = sealed
    return errand


def choices(errand: Errand) -> tuple[Grant, ...]:
    """Return the accounts that may be chosen.

    Raises:
        NotFound: the sealing key is gone.
    """
    try:
        told = json.loads(open_sealed(errand.sealed, errand.place))
    except CannotOpen as lost:
        raise NotFound(what="errand") from lost
    return tuple(_grant_in(one) for one in told)


@transaction.atomic
def choose(
    errand: Errand, remote_ids: Iterable[str], *, by: Member, now: datetime
) -> list[Account]:
    """Connect the accounts of an errand that were chosen, and return them; works once.

    Raises:
        NotAllowed: ``by`` may no longer connect here.
        NotFound: it was done already.
    """
    if not by.may_write:
        raise NotAllowed
    wanted = set(remote_ids)
    grants = [grant for grant in choices(errand) if grant.identity.remote_id in wanted]
    if not _use_up(errand, Errand.State.CHOOSING):
        raise NotFound(what="errand")
    return [attach(grant, by=by, now=now) for grant in grants]


def sign_in(
    handle: str,
    password: str,
    *,
    by: Member,
    connector: PasswordConnector,
    now: Callable[[], datetime],
    server: str = "",
) -> Account:
    """Connect an account by a password that was made for it, and return it.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: this is the demo.
        ChannelError: handle and password do not fit, or the network cannot be reached.
    """
    _allow(by)
    return attach(connector.sign_in(handle, password, server=server), by=by, now=now())


@transaction.atomic
def attach(grant: Grant, *, by: Member, now: datetime) -> Account:
    """Keep an account and what opens it; one that was here before is connected again.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    if not by.may_write:
        raise NotAllowed
    who, tokens = grant.identity, grant.tokens
    account, is_new = Account.objects.update_or_create(
        workspace_id=by.workspace_id,
        network=who.network,
        remote_id=who.remote_id,
        defaults={
            "kind": who.kind.value,
            "server": who.server,
            **told_of(who),
            "scopes": sorted(tokens.scopes),
            "state": Account.State.CONNECTED,
            "reason": "",
            "expires_at": ends_at(who.network, tokens),
            "connected_at": now,
            "changed_at": now,
        },
    )
    keep(account, tokens, now=now)
    note(by, "connect" if is_new else "reconnect", "account", account.pk, now=now)
    return account


def forget_old(now: datetime) -> int:
    """Drop errands that nobody came back from; return how many."""
    return Errand.objects.filter(expires_at__lte=now).delete()[0]


def _allow(by: Member) -> None:
    if not by.may_write:
        raise NotAllowed
    if by.workspace.is_demo:  # nothing of a firm that does not exist goes out
        raise Invalid(field="workspace", rule="demo")


def _digest(state: str) -> str:
    return sha256(state.encode()).hexdigest()


def _app_for(asked: Request, workspace_id: int) -> RegisteredApp | None:
    """Return the app to ask with; on Mastodon that of the server, if it leads back to here."""
    if asked.network != Network.MASTODON:
        return app_row(workspace_id, asked.network)
    from aboveboard.channels.mastodon.server import address_of  # noqa: PLC0415  (not at the start)

    row = app_row(workspace_id, asked.network, server=address_of(asked.server))
    return row if row is not None and row.redirect == asked.redirect else None


def _opened(row: RegisteredApp | None) -> App | None:
    """Return the app of a row; None when its secret cannot be opened: another is registered."""
    try:
        return None if row is None else app_in(row)
    except CannotOpen:
        return None


def _kept_of(errand: Errand) -> tuple[dict[str, str], App | None]:
    try:
        kept = json.loads(open_sealed(errand.sealed, errand.place))
        return kept, None if errand.app is None else app_in(errand.app)
    except CannotOpen as lost:
        raise NotFound(what="errand") from lost


def _use_up(errand: Errand, state: Errand.State) -> bool:
    """Have an errand done, if it still is in ``state``; return whether it was."""
    mine = Errand.objects.filter(pk=errand.pk, state=state)
    return bool(mine.update(state=Errand.State.DONE, sealed=""))


def _grant_text(grant: Grant) -> dict[str, object]:
    who = grant.identity
    return {
        "network": who.network,
        "remote_id": who.remote_id,
        "handle": who.handle,
        "name": who.name,
        "server": who.server,
        "kind": who.kind.value,
        "facts": dict(who.facts),
        "tokens": to_text(grant.tokens),
    }


def _grant_in(told: dict[str, object]) -> Grant:
    tokens = from_text(str(told.pop("tokens")))
    who = Identity(**told)  # type: ignore[arg-type]  # what _grant_text wrote
    return Grant(replace(who, kind=AccountKind(who.kind)), tokens)

"""How an account of a network is connected, kept connected, and let go.

A connector speaks the network's own sign-in and knows no tables. What must survive between sending
somebody away and their return (:attr:`Errand.kept`) and all of :class:`Tokens` is secret: the
caller seals it, and writes new tokens durably *before* they are used, for a refresh token that is
used twice may end the connection (Bluesky).

Errors are those of :mod:`.port`: ``Refused`` with ``Reason.SIGN_IN`` when the person has to connect
again, ``Busy`` and ``NotSent`` when it can be tried later. :meth:`Connector.refresh` may raise
``Unclear``: then nobody knows which of two refresh tokens is good, and the next refresh tells.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from aboveboard.channels.port import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from aboveboard.channels.port import Ability

_NOTHING: Mapping[str, str] = MappingProxyType({})
_LONGEST: Final = timedelta(days=36_500)
"""A token that lives longer has no end."""


class AccountKind(StrEnum):
    """Whose voice an account is."""

    PERSON = "person"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class App:
    """The developer app by which a network knows this installation.

    ``server`` is where it is registered (Mastodon), else empty; ``version`` that of the API it
    speaks (LinkedIn ``202609``, Graph ``v26.0``), empty where there is only one.
    """

    client_id: str = ""
    secret: str = field(default="", repr=False)
    server: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a network is, for networks that are in one place; others only in tests.

    ``sign_in`` is where people are sent, ``tokens`` where codes become tokens, ``api`` all else,
    and becomes :attr:`Identity.server`. Each without a slash at its end.
    """

    sign_in: str
    tokens: str
    api: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an account is on its network.

    ``remote_id`` is the network's own name for it (DID, URN, number), ``server`` the address all
    its requests go to, such as ``https://mastodon.example``. ``facts`` are what else the network
    tells and a channel needs, such as a server's limits or software; all are strings and not secret.
    """

    network: str
    remote_id: str
    handle: str
    name: str
    server: str
    kind: AccountKind = AccountKind.PERSON
    facts: Mapping[str, str] = _NOTHING


@dataclass(frozen=True, slots=True)
class Tokens:
    """What opens an account. None of it is shown or logged.

    Times are aware and in UTC; None where a token has no end of its own. ``scopes`` are what was
    permitted, as the network's answer says. ``extra`` holds what else must be kept secret, such as
    the private key that a token is bound to.
    """

    access: str = field(repr=False)
    access_until: datetime | None = None
    refresh: str = field(default="", repr=False)
    refresh_until: datetime | None = None
    scopes: frozenset[str] = frozenset()
    extra: Mapping[str, str] = field(default=_NOTHING, repr=False)


@dataclass(frozen=True, slots=True)
class Grant:
    """An account that may be used, and what opens it."""

    identity: Identity
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Errand:
    """Where to send somebody, and what to keep, sealed, until they return.

    ``app`` is the one that was registered on the way (Mastodon), to be kept for the next time.
    """

    url: str
    kept: Mapping[str, str] = field(default=_NOTHING, repr=False)
    app: App | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for. ``redirect`` is where the network sends them back to.

    ``server`` is what they wrote as their server or handle, where the network has many. ``state``
    is unguessable and comes back with them. ``wants_pages`` asks for the scopes of pages too.
    ``language`` is that of the person, for the network's pages.
    """

    redirect: str
    state: str
    server: str = ""
    wants_pages: bool = False
    language: str = "en"


def known(app: App | None) -> App:
    """Return the app by which the network knows this installation.

    Raises:
        Refused: there is none.
    """
    if app is None:
        raise Refused(Reason.FORBIDDEN)
    return app


def version_of(app: App | None, *, newest: str) -> str:
    """Return the version of the API the app speaks; ``newest`` where it names none."""
    return (app.version if app is not None else "") or newest


def code_in(answer: Mapping[str, str]) -> str:
    """Return the code the person came back with.

    Raises:
        Refused: they said no.
    """
    if "code" not in answer:
        raise Refused(Reason.FORBIDDEN, said=answer.get("error_description", ""))
    return answer["code"]


def end_of(seconds: object, *, now: datetime) -> datetime | None:
    """Return when what was given ``now`` for so many seconds ends.

    None where a network tells no such number, or one that makes no sense.
    """
    if not isinstance(seconds, int) or not 0 < seconds < _LONGEST.total_seconds():
        return None
    return now + timedelta(seconds=seconds)


class Connector(Protocol):
    """Connects accounts of one network."""

    def begin(self, wish: Wish, app: App | None) -> Errand:
        """Return where to send the person.

        Raises:
            Refused: no such server, or it is no server of this network.
        """
        ...

    def finish(
        self, answer: Mapping[str, str], wish: Wish, kept: Mapping[str, str], app: App | None
    ) -> tuple[Grant, ...]:
        """Return the accounts that the person may connect now; one for most networks.

        ``answer`` are the parameters the person came back with. The caller has checked ``state``.

        Raises:
            Refused: the person said no (``Reason.FORBIDDEN``), or the code is no longer good.
        """
        ...

    def refresh(self, grant: Grant, app: App | None) -> Tokens:
        """Return new tokens in the place of those of ``grant``.

        Raises:
            Refused: ``Reason.SIGN_IN``: only the person can connect it again.
        """
        ...

    def revoke(self, grant: Grant, app: App | None) -> None:
        """Let the network forget the tokens, where it can; what is forgotten already is fine."""
        ...

    def identity(self, grant: Grant, app: App | None) -> Identity:
        """Return who the account is now: handle, name and the limits of its server."""
        ...

    def abilities(self, grant: Grant) -> frozenset[Ability]:
        """Return what the account can do with what was permitted. Touches no network."""
        ...


class PasswordConnector(Connector, Protocol):
    """Connects by a password as well that was made for it, such as Bluesky's app passwords."""

    def sign_in(self, handle: str, password: str, *, server: str = "") -> Grant:
        """Return the account of ``handle``. ``server`` is where it lives, empty: found out.

        The password is used once and kept nowhere; the tokens it brings are renewed as others.

        Raises:
            Refused: ``Reason.SIGN_IN``: handle and password do not fit; ``Reason.GONE``: there is
                no such handle; ``Reason.FORBIDDEN``: the network asks for more than a password.
        """
        ...

"""Instagram Login: a code, a token for an hour, one for sixty days, and sixty more.

Source: access_token, refresh_access_token (D); the first step postiz (C).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from aboveboard.channels.answer import PAUSE, Effect
from aboveboard.channels.connecting import (
    Addresses,
    Errand,
    Grant,
    Identity,
    Tokens,
    code_in,
    end_of,
    known,
    version_of,
)
from aboveboard.channels.graph.calls import VERSION, Graph, body_of, maps, text_in
from aboveboard.channels.graph.errors import understood
from aboveboard.channels.instagram import scopes
from aboveboard.channels.port import Busy, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from aboveboard.channels.connecting import App, Wish
    from aboveboard.channels.port import Ability
    from aboveboard.channels.sender import Sender

ADDRESSES: Final = Addresses(
    sign_in="https://www.instagram.com",
    tokens="https://api.instagram.com",
    api="https://graph.instagram.com",
)
_LIFE: Final = timedelta(days=60)  # D
_YOUNGEST: Final = timedelta(hours=24)  # D


@dataclass(frozen=True, slots=True)
class InstagramConnector:
    """Keeps :class:`aboveboard.channels.connecting.Connector`."""

    sender: Sender
    now: Callable[[], datetime]
    addresses: Addresses = ADDRESSES

    def begin(self, wish: Wish, app: App | None) -> Errand:
        """Return where to send the person."""
        asked = {
            "enable_fb_login": "0",
            "client_id": known(app).client_id,
            "redirect_uri": wish.redirect,
            "response_type": "code",
            "scope": ",".join(scopes.ASKED),
            "state": wish.state,
        }
        return Errand(f"{self.addresses.sign_in}/oauth/authorize?{urlencode(asked)}")

    def finish(
        self,
        answer: Mapping[str, str],
        wish: Wish,
        kept: Mapping[str, str],
        app: App | None,
    ) -> tuple[Grant, ...]:
        """Return the account, with a token for sixty days."""
        code = code_in(answer)
        short, told = self._short(code.removesuffix("#_"), wish, known(app))
        tokens = self._long(
            "access_token",
            {
                "grant_type": "ig_exchange_token",
                "client_secret": known(app).secret,
                "access_token": short,
            },
            told,
        )
        return (Grant(self._who(tokens, app), tokens),)

    def refresh(self, grant: Grant, app: App | None) -> Tokens:
        """Return a token for sixty days more; the one before must be a day old, and still good.

        Raises:
            Busy: it is too young.
        """
        until, now = grant.tokens.access_until, self.now()
        if until is not None and until - now > _LIFE - _YOUNGEST:
            raise Busy(Reason.RENEWING, until - _LIFE + _YOUNGEST)
        asked = {"grant_type": "ig_refresh_token", "access_token": grant.tokens.access}
        return self._long("refresh_access_token", asked, grant.tokens.scopes)

    def revoke(self, grant: Grant, app: App | None) -> None:
        """Do nothing: no call for it is known; the person removes the app in their settings."""

    def identity(self, grant: Grant, app: App | None) -> Identity:
        """Return what the account is called now."""
        return self._who(grant.tokens, app)

    def abilities(self, grant: Grant) -> frozenset[Ability]:
        """Return what the scopes allow."""
        return scopes.abilities(grant)

    def _short(self, code: str, wish: Wish, app: App) -> tuple[str, frozenset[str]]:
        """Return the token for an hour, and what was permitted. A used code is refused."""
        came = self.sender.send(
            "POST",
            f"{self.addresses.tokens}/oauth/access_token",
            effect=Effect.READS,
            form={
                "client_id": app.client_id,
                "client_secret": app.secret,
                "grant_type": "authorization_code",
                "redirect_uri": wish.redirect,
                "code": code,
            },
        )
        if came.status == 400:
            raise Refused(Reason.SIGN_IN, status=came.status, said=came.said())
        body = body_of(understood(came))
        # Documented inside a list, met without it (both C).
        place = (maps(body) or [body])[0]
        access = text_in(place, "access_token")
        if not access:
            raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
        return access, scopes.scopes_in(place.get("permissions"))

    def _long(self, path: str, asked: Mapping[str, str], told: frozenset[str]) -> Tokens:
        url = f"{self.addresses.api}/{path}"
        came = understood(self.sender.send("GET", url, params=asked))
        body = body_of(came)
        access = text_in(body, "access_token")
        if not access:
            raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
        until = end_of(body.get("expires_in"), now=came.at) or came.at + _LIFE
        permitted = scopes.scopes_in(body.get("permissions")) or told
        return Tokens(access=access, access_until=until, scopes=permitted)

    def _who(self, tokens: Tokens, app: App | None) -> Identity:
        version = version_of(app, newest=VERSION)
        graph = Graph(self.addresses.api, version, tokens.access, self.sender)
        came = graph.get("me", fields="user_id,username,name")
        body = body_of(came)
        id_, handle = text_in(body, "user_id"), text_in(body, "username")
        if not id_:
            raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
        return Identity(
            network="instagram",
            remote_id=id_,
            handle=handle,
            name=text_in(body, "name") or handle,
            server=self.addresses.api,
        )

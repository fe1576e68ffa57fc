"""Facebook Login: a code, a token for hours, one for sixty days, and with it those of the pages.

Source: postiz (C); that a page's token made with a long one has no end of its own is K.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from aboveboard.channels.answer import PAUSE
from aboveboard.channels.connecting import (
    AccountKind,
    Addresses,
    Errand,
    Grant,
    Identity,
    Tokens,
    code_in,
    known,
    version_of,
)
from aboveboard.channels.facebook import scopes
from aboveboard.channels.graph.calls import VERSION, Graph, body_of, items, text_in
from aboveboard.channels.graph.errors import understood
from aboveboard.channels.port import Busy, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from aboveboard.channels.connecting import App, Wish
    from aboveboard.channels.port import Ability
    from aboveboard.channels.sender import Sender

ADDRESSES: Final = Addresses(
    sign_in="https://www.facebook.com",
    tokens="https://graph.facebook.com",
    api="https://graph.facebook.com",
)


@dataclass(frozen=True, slots=True)
class FacebookConnector:
    """Keeps :class:`aboveboard.channels.connecting.Connector`."""

    sender: Sender
    now: Callable[[], datetime]
    addresses: Addresses = ADDRESSES

    def begin(self, wish: Wish, app: App | None) -> Errand:
        """Return where to send the person."""
        asked = {
            "client_id": known(app).client_id,
            "redirect_uri": wish.redirect,
            "response_type": "code",
            "scope": ",".join(scopes.ASKED),
            "state": wish.state,
        }
        place = f"{self.addresses.sign_in}/{version_of(app, newest=VERSION)}/dialog/oauth"
        return Errand(f"{place}?{urlencode(asked)}")

    def finish(
        self,
        answer: Mapping[str, str],
        wish: Wish,
        kept: Mapping[str, str],
        app: App | None,
    ) -> tuple[Grant, ...]:
        """Return each page the person may post for, with a token of its own.

        Raises:
            Refused: the person said no, has no such page, or the code is no longer good.
        """
        code = code_in(answer)
        short = self._token(app, {"redirect_uri": wish.redirect, "code": code})
        asked = {"grant_type": "fb_exchange_token", "fb_exchange_token": short}
        graph = self._graph(self._token(app, asked), app)
        permitted = frozenset(
            text_in(one, "permission")
            for one in items(graph.get("me/permissions"))
            if one.get("status") == "granted"
        )
        grants = [
            Grant(self._identity(one), Tokens(text_in(one, "access_token"), scopes=permitted))
            for page in graph.pages(
                "me/accounts", fields="id,name,access_token,tasks", limit="100"
            )
            for one in page.items
            if text_in(one, "id")
            and text_in(one, "access_token")
            and scopes.may_post_by(one.get("tasks"))
        ]
        if not grants:
            raise Refused(Reason.GONE)
        return tuple(grants)

    def refresh(self, grant: Grant, app: App | None) -> Tokens:
        """Refuse: a page's token has no end of its own, and only the person gets another."""
        raise Refused(Reason.SIGN_IN)

    def revoke(self, grant: Grant, app: App | None) -> None:
        """Do nothing: what Facebook can forget is the app as a whole, with every other page."""

    def identity(self, grant: Grant, app: App | None) -> Identity:
        """Return what the page is called now."""
        answer = self._graph(grant.tokens.access, app).get("me", fields="id,name")
        body = body_of(answer)
        if not text_in(body, "id"):
            raise Busy(Reason.UNREADABLE, answer.at + PAUSE, status=answer.status)
        return self._identity(body)

    def abilities(self, grant: Grant) -> frozenset[Ability]:
        """Return what the scopes allow."""
        return scopes.abilities(grant)

    def _token(self, app: App | None, asked: Mapping[str, str]) -> str:
        """Return the token for a code or for a shorter one. A used code is refused."""
        ours = {"client_id": known(app).client_id, "client_secret": known(app).secret}
        url = f"{self.addresses.tokens}/{version_of(app, newest=VERSION)}/oauth/access_token"
        came = understood(self.sender.send("GET", url, params={**ours, **asked}))
        access = text_in(body_of(came), "access_token")
        if not access:
            raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
        return access

    def _graph(self, access: str, app: App | None) -> Graph:
        return Graph(self.addresses.api, version_of(app, newest=VERSION), access, self.sender)

    def _identity(self, one: Mapping[str, Any]) -> Identity:
        return Identity(
            network="facebook",
            remote_id=text_in(one, "id"),
            handle="",
            name=text_in(one, "name") or text_in(one, "id"),
            server=self.addresses.api,
            kind=AccountKind.PAGE,
        )

"""OAuth with a Mastodon server, at which an app registers itself.

Source: methods/apps.md, methods/oauth.md (L); what GoToSocial and Takahe answer (M).
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from aboveboard.channels.answer import PAUSE, Effect
from aboveboard.channels.connecting import (
    App,
    Errand,
    Grant,
    Identity,
    Tokens,
    code_in,
    end_of,
    known,
)
from aboveboard.channels.mastodon import scopes, server
from aboveboard.channels.mastodon.calls import Api, accepted, body
from aboveboard.channels.port import Busy, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from aboveboard.channels.connecting import Wish
    from aboveboard.channels.port import Ability
    from aboveboard.channels.sender import Sender

_NAME: Final = "Aboveboard"


@dataclass(frozen=True, slots=True)
class MastodonConnector:
    """Keeps :class:`aboveboard.channels.connecting.Connector`."""

    sender: Sender
    now: Callable[[], datetime]

    def begin(self, wish: Wish, app: App | None) -> Errand:
        """Return where to send the person; ``app`` is used where it is of their server."""
        address = server.address_of(wish.server)
        server.facts_of(address, self.sender)
        if app is None or app.server != address or not app.client_id:
            app = self._register(address, wish.redirect)
        asked = {
            "response_type": "code",
            "client_id": app.client_id,
            "redirect_uri": wish.redirect,
            "scope": scopes.ASKED,
            "state": wish.state,
            "lang": wish.language,
        }
        verifier = ""
        if server.has_pkce(address, self.sender):
            verifier = secrets.token_urlsafe(48)
            digest = hashlib.sha256(verifier.encode()).digest()
            asked["code_challenge"] = urlsafe_b64encode(digest).decode().rstrip("=")
            asked["code_challenge_method"] = "S256"
        kept = {"server": address, "verifier": verifier}
        return Errand(f"{address}/oauth/authorize?{urlencode(asked)}", kept, app)

    def finish(
        self, answer: Mapping[str, str], wish: Wish, kept: Mapping[str, str], app: App | None
    ) -> tuple[Grant, ...]:
        """Return the one account."""
        code = code_in(answer)
        app, address = known(app), kept["server"]
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": wish.redirect,
            "client_id": app.client_id,
            "client_secret": app.secret,
            "scope": scopes.ASKED,
        }
        if kept.get("verifier"):
            asked["code_verifier"] = kept["verifier"]
        tokens = self._tokens(address, asked)
        return (Grant(self._identity(address, tokens), tokens),)

    def refresh(self, grant: Grant, app: App | None) -> Tokens:
        """Tokens of Mastodon have no end, and nothing renews them (L)."""
        raise Refused(Reason.SIGN_IN)

    def revoke(self, grant: Grant, app: App | None) -> None:
        """Let the server forget the token; a second time is fine (L)."""
        app = known(app)
        asked = {
            "client_id": app.client_id,
            "client_secret": app.secret,
            "token": grant.tokens.access,
        }
        url = f"{grant.identity.server}/oauth/revoke"
        accepted(self.sender.send("POST", url, effect=Effect.REPEATS, form=asked))

    def identity(self, grant: Grant, app: App | None) -> Identity:
        """Return what the account is called now, and what its server takes now."""
        return self._identity(grant.identity.server, grant.tokens)

    def abilities(self, grant: Grant) -> frozenset[Ability]:
        """Return what the scopes allow."""
        return scopes.abilities(grant.tokens)

    def _register(self, address: str, redirect: str) -> App:
        """Return a new app; one that is made twice does no harm."""
        asked = {"client_name": _NAME, "redirect_uris": redirect, "scopes": scopes.ASKED}
        came = accepted(
            self.sender.send("POST", f"{address}/api/v1/apps", effect=Effect.READS, form=asked)
        )
        told = body(came)
        client_id, secret = told.get("client_id"), told.get("client_secret")
        if not isinstance(client_id, str) or not isinstance(secret, str):
            raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
        return App(client_id, secret, address)

    def _tokens(self, address: str, asked: Mapping[str, str]) -> Tokens:
        """Return the tokens for a code; a code that was used is refused, so ask again."""
        url = f"{address}/oauth/token"
        came = self.sender.send("POST", url, effect=Effect.READS, form=asked)
        if came.status in {400, 401}:
            is_ours = "invalid_client" in (came.said(), body(came).get("error"))
            reason = Reason.FORBIDDEN if is_ours else Reason.SIGN_IN
            raise Refused(reason, status=came.status, said=came.said())
        told = body(accepted(came))
        access = told.get("access_token")
        if not isinstance(access, str):
            raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
        ends = end_of(told.get("expires_in"), now=came.at)
        permitted = str(told.get("scope") or scopes.ASKED).split()
        return Tokens(access, access_until=ends, scopes=frozenset(permitted))

    def _identity(self, address: str, tokens: Tokens) -> Identity:
        api = Api(address, tokens.access, self.sender)
        came = api.call("GET", "v1/accounts/verify_credentials")
        told = body(came)
        if not told.get("id") or not told.get("username"):
            raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
        name = str(told["username"])
        return Identity(
            network="mastodon",
            remote_id=str(told["id"]),
            handle=f"{name}@{server.host_of(address)}",
            name=str(told.get("display_name") or name),
            server=address,
            facts=server.facts_of(address, self.sender),
        )

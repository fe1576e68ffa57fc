"""Accounts of Bluesky: by an app password, or by OAuth where this installation has an address.

Source: com.atproto.server.* and atproto specs oauth (L); what the real server answered (M).
"""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64decode
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from aboveboard.channels.answer import PAUSE, Effect
from aboveboard.channels.bluesky import dpop, oauth
from aboveboard.channels.bluesky.calls import accepted, body, error_of
from aboveboard.channels.bluesky.opening import ABILITIES, KEY, api_of, facts_of, is_oauth
from aboveboard.channels.bluesky.places import (
    PLACES,
    Directory,
    Places,
    Whereabouts,
    address_of,
    is_address,
)
from aboveboard.channels.connecting import Errand, Grant, Identity, Tokens, code_in, end_of
from aboveboard.channels.port import Busy, ChannelError, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aboveboard.channels.answer import Answer
    from aboveboard.channels.connecting import App, Wish
    from aboveboard.channels.port import Ability
    from aboveboard.channels.sender import Sender

_LIFE: Final = timedelta(hours=1)
"""Of a token that does not say."""


@dataclass(frozen=True, slots=True)
class BlueskyConnector:
    """Keeps :class:`aboveboard.channels.connecting.PasswordConnector`."""

    sender: Sender
    now: Callable[[], datetime]
    places: Places = PLACES

    def sign_in(self, handle: str, password: str, *, server: str = "") -> Grant:
        """Return the account of a handle, opened by an app password."""
        where = address_of(server) if server.strip() else self._directory.find(handle).server
        said = {"identifier": handle.strip().removeprefix("@"), "password": password.strip()}
        came = self._session(where, "createSession", json_body=said, effect=Effect.READS)
        told = body(came)
        did = str(told.get("did", ""))
        tokens = _session_tokens(told, came)
        person = self._directory.at_home(did)
        return Grant(self._identity(person, tokens), tokens)

    def begin(self, wish: Wish, app: App | None) -> Errand:
        """Return where to send the person, who named their handle or their server."""
        person: Whereabouts | None = None
        if is_address(wish.server):
            server = address_of(wish.server)
        else:
            person = self._directory.find(wish.server)
            server = person.server
        issuer = oauth.issuer_of(server, self.sender)
        key, verifier = dpop.new_key(), secrets.token_urlsafe(48)
        client = self._client(app, oauth.client_id_of(app, wish.redirect), key)
        asked = {
            "response_type": "code",
            "redirect_uri": wish.redirect,
            "scope": oauth.SCOPE,
            "state": wish.state,
            "code_challenge": dpop.digest(verifier),
            "code_challenge_method": "S256",
        }
        if person is not None:
            asked["login_hint"] = person.handle or person.did
        came = _told(client.ask(issuer.push, issuer.name, asked, effect=Effect.READS))
        named = body(came).get("request_uri")
        if not isinstance(named, str):
            raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
        sent = urlencode({"client_id": client.client_id, "request_uri": named})
        kept = {
            KEY: key,
            "verifier": verifier,
            "did": person.did if person is not None else "",
            "client_id": client.client_id,
            "issuer": issuer.name,
            "tokens": issuer.tokens,
            "revoke": issuer.revoke,
        }
        return Errand(f"{issuer.authorise}?{sent}", kept)

    def finish(
        self, answer: Mapping[str, str], wish: Wish, kept: Mapping[str, str], app: App | None
    ) -> tuple[Grant, ...]:
        """Return the one account; whoever gave the tokens has to be who may give them."""
        code = code_in(answer)
        if answer.get("iss", "").rstrip("/") != kept["issuer"]:
            raise Refused(Reason.SIGN_IN)
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": wish.redirect,
            "code_verifier": kept["verifier"],
        }
        client = self._client(app, kept["client_id"], kept[KEY])
        came = _told(client.ask(kept["tokens"], kept["issuer"], asked, effect=Effect.READS))
        extra = {name: kept[name] for name in (KEY, "client_id", "issuer", "tokens", "revoke")}
        told = body(came)
        tokens = _oauth_tokens(told, came, extra)
        person = self._directory.at_home(str(told.get("sub", "")))
        self._check(person, kept)
        return (Grant(self._identity(person, tokens), tokens),)

    def refresh(self, grant: Grant, app: App | None) -> Tokens:
        """Return new tokens; the old ones must not be used again (M: both end)."""
        tokens = grant.tokens
        if not tokens.refresh:
            raise Refused(Reason.SIGN_IN)
        if not is_oauth(tokens):
            server = grant.identity.server
            came = self._session(server, "refreshSession", token=tokens.refresh)
            return _session_tokens(body(came), came)
        asked = {"grant_type": "refresh_token", "refresh_token": tokens.refresh}
        extra = tokens.extra
        client = self._client(app, extra["client_id"], extra[KEY])
        came = client.ask(extra["tokens"], extra["issuer"], asked, effect=Effect.CREATES)
        return _oauth_tokens(body(_told(came)), came, extra)

    def revoke(self, grant: Grant, app: App | None) -> None:
        """Let the server forget the session; what is forgotten already is fine."""
        tokens = grant.tokens
        try:
            if not is_oauth(tokens):
                server = grant.identity.server
                self._session(
                    server, "deleteSession", token=tokens.refresh, effect=Effect.REPEATS
                )
            elif url := tokens.extra.get("revoke"):
                client = self._client(app, tokens.extra["client_id"], tokens.extra[KEY])
                asked = {"token": tokens.refresh or tokens.access}
                issuer = tokens.extra["issuer"]
                _told(client.ask(url, issuer, asked, effect=Effect.REPEATS))
        except Refused as refused:
            if refused.reason is not Reason.SIGN_IN:
                raise

    def identity(self, grant: Grant, app: App | None) -> Identity:
        """Return what the account is called now, and where it lives now: accounts can move."""
        del app
        person = self._directory.at_home(grant.identity.remote_id)
        return self._identity(person, grant.tokens)

    def abilities(self, grant: Grant) -> frozenset[Ability]:
        """The same for every account."""
        del grant
        return ABILITIES

    @property
    def _directory(self) -> Directory:
        return Directory(self.places, self.sender)

    def _client(self, app: App | None, client_id: str, key: str) -> oauth.Client:
        is_own = app is not None and app.client_id == client_id
        secret = app.secret if app is not None and is_own else ""
        prover = dpop.Prover(key, self.now)
        return oauth.Client(self.sender, client_id, prover, self.now, secret)

    def _session(
        self,
        server: str,
        what: str,
        *,
        json_body: object = None,
        token: str = "",
        effect: Effect = Effect.CREATES,
    ) -> Answer:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        url = f"{server}/xrpc/com.atproto.server.{what}"
        return accepted(
            self.sender.send("POST", url, json=json_body, headers=headers, effect=effect)
        )

    def _check(self, person: Whereabouts, kept: Mapping[str, str]) -> None:
        """Check that the tokens are of whom was asked for, and given by who speaks for them.

        Raises:
            Refused: they are not.
        """
        if kept["did"] and person.did != kept["did"]:
            raise Refused(Reason.FORBIDDEN)
        if oauth.issuer_of(person.server, self.sender).name != kept["issuer"]:
            raise Refused(Reason.FORBIDDEN)

    def _identity(self, person: Whereabouts, tokens: Tokens) -> Identity:
        identity = Identity(
            network="bluesky",
            remote_id=person.did,
            handle=person.handle,
            name=person.handle or person.did,
            server=person.server,
            facts=facts_of(self.places),
        )
        return replace(identity, name=self._name(Grant(identity, tokens)) or identity.name)

    def _name(self, grant: Grant) -> str:
        """Return the name somebody gave themselves; without a view nobody knows it (M)."""
        api = api_of(grant, sender=self.sender, now=self.now)
        try:
            told = api.ask("app.bsky.actor.getProfile", [("actor", grant.identity.remote_id)])
        except ChannelError:
            return ""
        return str(told.get("displayName") or "") if isinstance(told, dict) else ""


def _told(came: Answer) -> Answer:
    """Return a yes of a server that gives out tokens.

    Raises:
        Refused: what it was asked with is no longer good, or the app is not.
        ChannelError: it cannot tell now.
    """
    if came.status in {400, 401, 403}:
        name = error_of(came)
        is_ours = name in {"invalid_client", "unauthorized_client", "invalid_client_metadata"}
        reason = Reason.FORBIDDEN if is_ours or name == "access_denied" else Reason.SIGN_IN
        raise Refused(reason, status=came.status, said=came.said())
    return accepted(came)


def _session_tokens(told: Mapping[str, Any], came: Answer) -> Tokens:
    access, refresh = told.get("accessJwt"), told.get("refreshJwt")
    if not isinstance(access, str) or not isinstance(refresh, str) or not told.get("did"):
        raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
    claims = _claims(access)
    return Tokens(
        access=access,
        access_until=_ends(claims) or came.at + _LIFE,
        refresh=refresh,
        refresh_until=_ends(_claims(refresh)),
        scopes=frozenset(str(claims.get("scope", "")).split()),
    )


def _oauth_tokens(told: Mapping[str, Any], came: Answer, extra: Mapping[str, str]) -> Tokens:
    access = told.get("access_token")
    if not isinstance(access, str) or not str(told.get("sub", "")).startswith("did:"):
        raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
    scopes = frozenset(str(told.get("scope", "")).split())
    if "atproto" not in scopes:
        raise Refused(Reason.FORBIDDEN)
    return Tokens(
        access=access,
        access_until=end_of(told.get("expires_in"), now=came.at) or came.at + _LIFE,
        refresh=str(told.get("refresh_token") or ""),
        scopes=scopes,
        extra=dict(extra),
    )


def _claims(token: str) -> dict[str, Any]:
    """Return what a token says of itself, unchecked: only to know when to renew it."""
    try:
        middle = token.split(".")[1]
        found = json.loads(urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (IndexError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _ends(claims: Mapping[str, Any]) -> datetime | None:
    moment = claims.get("exp")
    try:
        return datetime.fromtimestamp(moment, UTC) if isinstance(moment, int) else None
    except (OverflowError, ValueError, OSError):
        return None

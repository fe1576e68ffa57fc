"""OAuth with LinkedIn: one voice for the member, one for each page they administer.

Source: programmatic-refresh-tokens (D); the rest linkedctl oauth2-client.ts, userinfo.ts, postiz (C).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from aboveboard.channels.answer import PAUSE, Effect
from aboveboard.channels.connecting import (
    AccountKind,
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
from aboveboard.channels.linkedin import scopes
from aboveboard.channels.linkedin.calls import VERSION, Api, accepted, items
from aboveboard.channels.port import Busy, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from aboveboard.channels.answer import Answer
    from aboveboard.channels.connecting import App, Wish
    from aboveboard.channels.port import Ability
    from aboveboard.channels.sender import Sender

ADDRESSES: Final = Addresses(
    sign_in="https://www.linkedin.com",
    tokens="https://www.linkedin.com",
    api="https://api.linkedin.com",
)
_PAGE: Final = "urn:li:organization:"
_ROLES: Final = ("ADMINISTRATOR", "CONTENT_ADMIN")  # D posts-api: who may write for a page
_MOST_PAGES: Final = 100


@dataclass(frozen=True, slots=True)
class LinkedInConnector:
    """Keeps :class:`aboveboard.channels.connecting.Connector`."""

    sender: Sender
    now: Callable[[], datetime]
    addresses: Addresses = ADDRESSES

    def begin(self, wish: Wish, app: App | None) -> Errand:
        """Return where to send the member."""
        asked = {
            "response_type": "code",
            "client_id": known(app).client_id,
            "redirect_uri": wish.redirect,
            "state": wish.state,
            "scope": scopes.asked(wants_pages=wish.wants_pages),
        }
        return Errand(f"{self.addresses.sign_in}/oauth/v2/authorization?{urlencode(asked)}")

    def finish(
        self,
        answer: Mapping[str, str],
        wish: Wish,
        kept: Mapping[str, str],
        app: App | None,
    ) -> tuple[Grant, ...]:
        """Return the member, and with the scopes of pages each page they may write for."""
        code = code_in(answer)
        tokens = self._tokens(
            app,
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": wish.redirect,
            },
        )
        member = self._member(tokens)
        pages = self._pages(tokens, app) if "rw_organization_admin" in tokens.scopes else []
        return tuple(Grant(identity, tokens) for identity in (member, *pages))

    def refresh(self, grant: Grant, app: App | None) -> Tokens:
        """Return tokens for 60 days; only approved apps were given what it takes (D)."""
        if not grant.tokens.refresh:
            raise Refused(Reason.SIGN_IN)
        asked = {"grant_type": "refresh_token", "refresh_token": grant.tokens.refresh}
        return self._tokens(app, asked, before=grant.tokens)

    def revoke(self, grant: Grant, app: App | None) -> None:
        """Let LinkedIn forget the token (C linkedctl)."""
        asked = {"token": grant.tokens.access}
        accepted(self._ask(app, "revoke", asked, effect=Effect.REPEATS))

    def identity(self, grant: Grant, app: App | None) -> Identity:
        """Return what the member or page is called now."""
        urn = grant.identity.remote_id
        if urn.startswith(_PAGE):
            return self._page(urn, grant.tokens, app)
        return self._member(grant.tokens)

    def abilities(self, grant: Grant) -> frozenset[Ability]:
        """Return what the scopes allow."""
        return scopes.abilities(grant)

    def _tokens(
        self, app: App | None, asked: Mapping[str, str], *, before: Tokens | None = None
    ) -> Tokens:
        """Return new tokens. A code or refresh token that was used is refused, so ask again."""
        came = self._ask(app, "accessToken", asked, effect=Effect.READS)
        if came.status in {400, 401}:
            told = _body(came).get("error")
            is_ours = told == "invalid_client"  # the secret of the app, not the member's token
            raise Refused(
                Reason.FORBIDDEN if is_ours else Reason.SIGN_IN,
                status=came.status,
                said=came.said(),
            )
        said = _body(accepted(came))
        access = said.get("access_token")
        if not isinstance(access, str):
            raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
        refresh = said.get("refresh_token")
        told_scopes = scopes.scopes_of(str(said.get("scope", "")))
        return Tokens(
            access=access,
            access_until=end_of(said.get("expires_in"), now=came.at),
            refresh=refresh if isinstance(refresh, str) else before.refresh if before else "",
            refresh_until=end_of(said.get("refresh_token_expires_in"), now=came.at)
            or (before.refresh_until if before else None),
            scopes=told_scopes or (before.scopes if before else frozenset()),
        )

    def _ask(
        self, app: App | None, what: str, asked: Mapping[str, str], *, effect: Effect
    ) -> Answer:
        ours = {"client_id": known(app).client_id, "client_secret": known(app).secret}
        url = f"{self.addresses.tokens}/oauth/v2/{what}"
        return self.sender.send("POST", url, effect=effect, form={**asked, **ours})

    def _member(self, tokens: Tokens) -> Identity:
        headers = {"Authorization": f"Bearer {tokens.access}"}
        url = f"{self.addresses.api}/v2/userinfo"
        came = accepted(self.sender.send("GET", url, headers=headers))
        said = _body(came)
        if not said.get("sub"):
            raise Busy(Reason.UNREADABLE, came.at + PAUSE, status=came.status)
        return Identity(
            network="linkedin",
            remote_id=f"urn:li:person:{said['sub']}",
            handle="",
            name=str(said.get("name") or said["sub"]),
            server=self.addresses.api,
        )

    def _pages(self, tokens: Tokens, app: App | None) -> list[Identity]:
        """Return the pages the member may write for, by the names of their URNs."""
        urns: set[str] = set()
        for role in _ROLES:
            path = f"organizationAcls?q=roleAssignee&role={role}&state=APPROVED"
            path += f"&count={_MOST_PAGES}"
            found = items(self._api(tokens, app).call("GET", path))
            named = {str(one.get("organization", "")) for one in found}
            urns |= {urn for urn in named if urn.startswith(_PAGE)}
        return [self._page(urn, tokens, app) for urn in sorted(urns)]

    def _page(self, urn: str, tokens: Tokens, app: App | None) -> Identity:
        number = urn.removeprefix(_PAGE)
        said = _body(self._api(tokens, app).call("GET", f"organizations/{number}"))
        return Identity(
            network="linkedin",
            remote_id=urn,
            handle=str(said.get("vanityName") or ""),
            name=str(said.get("localizedName") or urn),
            server=self.addresses.api,
            kind=AccountKind.PAGE,
        )

    def _api(self, tokens: Tokens, app: App | None) -> Api:
        return Api(
            self.addresses.api,
            tokens.access,
            version_of(known(app), newest=VERSION),
            self.sender,
        )


def _body(came: Answer) -> dict[str, Any]:
    body = came.json()
    return body if isinstance(body, dict) else {}

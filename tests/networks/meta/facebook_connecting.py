"""Facebook Login: a code, a short and a long token, and the tokens of pages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from tests.networks.exchange import Answer, answer, redirect
from tests.networks.meta.facebook_state import NOOR, SCOPES
from tests.networks.network import Call, Handlers, Refusal
from tests.networks.tokens import Code

if TYPE_CHECKING:
    from tests.networks.meta.facebook import Facebook
    from tests.networks.tokens import Token

HANDLERS: Final = Handlers()
_SHORT: Final = timedelta(hours=2)  # K
_TASKS: Final = ("CREATE_CONTENT", "MANAGE", "MODERATE")


@HANDLERS("oauth_authorize")
def authorise(network: Facebook, call: Call) -> Answer:
    """Return the way back with a code, unless Noor says no."""
    query = call.query
    scopes = frozenset(query["scope"].replace(",", " ").split())
    state = {"state": query["state"]} if "state" in query else {}
    if query["client_id"] not in network.secrets or not scopes <= SCOPES:
        raise Refusal(network.error(100, "Invalid scopes"))
    if not network.agrees:
        denied = {"error": "access_denied", "error_reason": "user_denied"}
        return redirect(f"{query['redirect_uri']}?{urlencode(denied | state)}")
    code = Code(
        value=f"code-{network.next_number()}",
        client_id=query["client_id"],
        redirect_uri=query["redirect_uri"],
        scopes=scopes,
        account=NOOR,
    )
    network.codes[code.value] = code
    return redirect(f"{code.redirect_uri}?{urlencode({'code': code.value} | state)}")


@HANDLERS("token_exchange")
def exchange(network: Facebook, call: Call) -> Answer:
    """Return a short token for a code, or a long one for a short one."""
    query = call.query
    if network.secrets.get(query["client_id"]) != query["client_secret"]:
        raise Refusal(network.error(101, "Error validating client secret"))
    if query.get("grant_type") == "fb_exchange_token":
        old = network.tokens.find(query.get("fb_exchange_token", ""))
        if old is None or old.state(call.now) != "valid":
            raise Refusal(network.unauthorised("unknown"))
        return _said(call, network.token(*old.scopes))
    code = network.codes.pop(query.get("code", ""), None)
    if code is None or code.redirect_uri != query.get("redirect_uri"):
        raise Refusal(network.error(100, "Invalid verification code format", sub=36007))
    return _said(call, network.token(*code.scopes, life=_SHORT))


@HANDLERS("debug_token")
def debug(network: Facebook, call: Call) -> Answer:
    """Return what a token is (K)."""
    token = network.tokens.find(call.query["input_token"])
    if token is None:
        return answer(200, {"data": {"is_valid": False}})
    said = {
        "type": token.kind.upper(),
        "is_valid": token.state(call.now) == "valid",
        "scopes": sorted(token.scopes),
        "expires_at": int(token.expires.timestamp()) if token.expires else 0,
        "user_id": token.account,
    }
    return answer(200, {"data": said})


@HANDLERS("me")
def me(network: Facebook, call: Call) -> Answer:
    """Return whom the token is of."""
    name = network.state.pages.get(call.token.account, "Noor de Vries")
    entity = {"id": call.token.account, "name": name, "picture": None}
    return answer(200, network.selected(call, entity, ("name",)))


@HANDLERS("pages")
def pages(network: Facebook, call: Call) -> Answer:
    """Return the pages of the person, each with a token of its own, the same each time."""
    found = [
        {
            "id": page,
            "name": name,
            "access_token": _page_token(network, call, page).value,
            "tasks": list(_TASKS),
            "category": "Design",
            "picture": None,
            "username": None,
            "instagram_business_account": None,
        }
        for page, name in network.state.pages.items()
    ]
    return network.page_of(call, found, ("access_token", "category", "name", "tasks"))


@HANDLERS("permissions")
def permissions(network: Facebook, call: Call) -> Answer:
    """Return what was granted: the way to detect it (K)."""
    granted = [{"permission": one, "status": "granted"} for one in sorted(call.token.scopes)]
    return answer(200, {"data": granted})


@HANDLERS("permissions_end")
def end_permissions(network: Facebook, call: Call) -> Answer:
    """Return success after the app is removed: every token of it ends (K)."""
    for page in network.state.pages:
        for token in network.tokens.of(page) + network.tokens.of(call.token.account):
            token.is_revoked = True
    return answer(200, {"success": True})


def _page_token(network: Facebook, call: Call, page: str) -> Token:
    for token in network.tokens.of(page):
        if token.scopes == call.token.scopes and token.state(call.now) == "valid":
            return token
    return network.page_token(*call.token.scopes, page=page)


def _said(call: Call, token: Token) -> Answer:
    assert token.expires is not None
    left = int((token.expires - call.now).total_seconds())
    said = {"access_token": token.value, "token_type": "bearer", "expires_in": left}
    return answer(200, said)

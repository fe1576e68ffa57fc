"""Instagram Login: a code, an hour, sixty days, and sixty more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from tests.networks.exchange import Answer, answer, redirect
from tests.networks.meta.graph import LONG
from tests.networks.meta.instagram_state import SCOPES, USER
from tests.networks.network import Call, Handlers, Refusal
from tests.networks.tokens import Code

if TYPE_CHECKING:
    from tests.networks.meta.instagram import Instagram
    from tests.networks.tokens import Token

HANDLERS: Final = Handlers()
_SHORT: Final = timedelta(hours=1)  # D access_token
_YOUNGEST: Final = timedelta(hours=24)  # D refresh_access_token


@HANDLERS("oauth_authorize")
def authorise(network: Instagram, call: Call) -> Answer:
    """Return the way back with a code, which ends in ``#_`` (K)."""
    query = call.query
    scopes = frozenset(query["scope"].replace(",", " ").split())
    state = {"state": query["state"]} if "state" in query else {}
    if query["client_id"] not in network.secrets or not scopes <= SCOPES:
        return answer(400, {"error_message": "Invalid platform app or scope"})
    if not network.agrees:
        denied = {"error": "access_denied", "error_reason": "user_denied"}
        return redirect(f"{query['redirect_uri']}?{urlencode(denied | state)}")
    code = Code(
        value=f"code-{network.next_number()}",
        client_id=query["client_id"],
        redirect_uri=query["redirect_uri"],
        scopes=scopes,
        account=USER,
    )
    network.codes[code.value] = code
    return redirect(f"{code.redirect_uri}?{urlencode({'code': code.value} | state)}#_")


@HANDLERS("oauth_token")
def exchange(network: Instagram, call: Call) -> Answer:
    """Return a token for an hour."""
    fields = call.fields
    code = network.codes.pop(fields["code"].removesuffix("#_"), None)
    known = network.secrets.get(fields["client_id"]) == fields["client_secret"]
    if code is None or not known or code.redirect_uri != fields["redirect_uri"]:
        words = "Invalid authorization code"
        said = {"error_type": "OAuthException", "code": 400, "error_message": words}
        return answer(400, said)
    token = network.token(*code.scopes, life=_SHORT)
    said = {
        "access_token": token.value,
        "user_id": int(token.account),
        "permissions": sorted(token.scopes),
    }
    return answer(200, said)


@HANDLERS("token_exchange")
def lengthen(network: Instagram, call: Call) -> Answer:
    """Return a token for sixty days in exchange for a short one."""
    if call.query["client_secret"] not in network.secrets.values():
        raise Refusal(network.error(101, "Invalid client secret"))
    return _renewed(network, _working(network, call))


@HANDLERS("token_refresh")
def refresh(network: Instagram, call: Call) -> Answer:
    """Return a token for sixty days more; the one given is at least a day old."""
    token = _working(network, call)
    if call.now - token.issued < _YOUNGEST:
        raise Refusal(network.error(10, "The token is too young to be refreshed", status=403))
    return _renewed(network, token)


def _working(network: Instagram, call: Call) -> Token:
    token = network.tokens.find(call.query["access_token"])
    if token is None:
        raise Refusal(network.unauthorised("unknown"))
    state = token.state(call.now)
    if state != "valid":
        raise Refusal(network.unauthorised(state))
    return token


def _renewed(network: Instagram, token: Token) -> Answer:
    new = network.token(*token.scopes)
    said = {
        "access_token": new.value,
        "token_type": "bearer",
        "expires_in": int(LONG.total_seconds()),
        "permissions": ",".join(sorted(new.scopes)),
    }
    return answer(200, said)

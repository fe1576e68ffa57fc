"""OAuth, and who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from tests.networks.exchange import Answer, answer, redirect
from tests.networks.linkedin.state import NOOR, REFRESH_LIFE
from tests.networks.network import Call, Handlers, Refusal
from tests.networks.tokens import Code

if TYPE_CHECKING:
    from tests.networks.linkedin.server import LinkedIn
    from tests.networks.tokens import Token

HANDLERS: Final = Handlers()


@HANDLERS("oauth_authorize")
def authorise(network: LinkedIn, call: Call) -> Answer:
    """Return the way back with a code, unless Noor says no or the app may not ask that much."""
    query = call.query
    scopes = frozenset(query["scope"].split())
    state = {"state": query["state"]} if "state" in query else {}
    if query["client_id"] not in network.secrets:
        return answer(400, {"error": "invalid_client_id"})
    if not scopes <= network.products:
        return _back(query["redirect_uri"], {"error": "unauthorized_scope_error"} | state)
    if not network.agrees:
        return _back(query["redirect_uri"], {"error": "user_cancelled_authorize"} | state)
    code = Code(
        value=f"code-{network.next_number()}",
        client_id=query["client_id"],
        redirect_uri=query["redirect_uri"],
        scopes=scopes,
        account=NOOR,
        challenge=query.get("code_challenge", ""),
    )
    network.codes[code.value] = code
    return _back(code.redirect_uri, {"code": code.value} | state)


@HANDLERS("oauth_token")
def exchange(network: LinkedIn, call: Call) -> Answer:
    """Return a token for 60 days, for a code or a refresh token."""
    fields = call.fields
    _check_secret(network, call)
    if fields["grant_type"] == "refresh_token":
        return _refresh(network, call)
    code = network.codes.pop(fields.get("code", ""), None)
    fits = (
        code is not None
        and code.client_id == fields["client_id"]
        and code.redirect_uri == fields.get("redirect_uri")
        and code.is_proven_by(fields.get("code_verifier", ""))
    )
    if not fits or code is None:
        words = (
            "Unable to retrieve access token: appid/redirect uri/code verifier does not match"
        )
        raise Refusal(answer(400, {"error": "invalid_request", "error_description": words}))
    token = network.token(*code.scopes)
    said = _said(call, token)
    if network.gives_refresh_tokens:
        said |= _said_of_refreshing(call, _refresh_token(network, call, token))
    return answer(200, said)


@HANDLERS("oauth_revoke")
def revoke(network: LinkedIn, call: Call) -> Answer:
    """Return nothing: the token works no more."""
    _check_secret(network, call)
    token = network.tokens.find(call.fields["token"])
    if token is not None:
        token.is_revoked = True
    return answer(200)


@HANDLERS("oauth_introspect")
def introspect(network: LinkedIn, call: Call) -> Answer:
    """Return whether a token works, and until when."""
    _check_secret(network, call)
    token = network.tokens.find(call.fields["token"])
    if token is None:
        return answer(200, {"active": False})
    state = token.state(call.now)
    said = {
        "active": state == "valid",
        "status": "active" if state == "valid" else state,
        "scope": ",".join(sorted(token.scopes)),
        "created_at": int(token.issued.timestamp()),
        "expires_at": int(token.expires.timestamp()) if token.expires else None,
        "client_id": call.fields["client_id"],
        "auth_type": "3L",
    }
    return answer(200, said)


@HANDLERS("userinfo")
def userinfo(network: LinkedIn, call: Call) -> Answer:
    """Return who the token is of; ``sub`` makes the URN."""
    first, _, rest = network.state.names[call.token.account].partition(" ")
    said = {
        "sub": call.token.account.rpartition(":")[2],
        "name": f"{first} {rest}",
        "given_name": first,
        "family_name": rest,
        "picture": f"{network.address}/picture.jpg",
        "locale": {"country": "NL", "language": "nl"},
    }
    email = {"email": "noor@zilver.example", "email_verified": True}
    return answer(200, said | (email if call.token.allows("email") else {}))


def _refresh(network: LinkedIn, call: Call) -> Answer:
    """Return a new token; the refresh token stays and its time goes on (D)."""
    found = network.tokens.find(call.fields.get("refresh_token", ""))
    if found is None or found.kind != "refresh" or found.state(call.now) != "valid":
        words = (
            "The provided authorization grant or refresh token is invalid, expired or revoked"
        )
        raise Refusal(answer(400, {"error": "invalid_grant", "error_description": words}))
    token = network.token(*found.scopes)
    return answer(200, _said(call, token) | _said_of_refreshing(call, found))


def _refresh_token(network: LinkedIn, call: Call, token: Token) -> Token:
    return network.tokens.issue(
        token.account, token.scopes, now=call.now, life=REFRESH_LIFE, kind="refresh"
    )


def _said(call: Call, token: Token) -> dict[str, object]:
    """Return the answer about a token; scopes separated by commas (K)."""
    assert token.expires is not None
    return {
        "access_token": token.value,
        "expires_in": int((token.expires - call.now).total_seconds()),
        "scope": ",".join(sorted(token.scopes)),
        "token_type": "Bearer",
    }


def _said_of_refreshing(call: Call, token: Token) -> dict[str, object]:
    assert token.expires is not None
    left = int((token.expires - call.now).total_seconds())
    return {"refresh_token": token.value, "refresh_token_expires_in": left}


def _check_secret(network: LinkedIn, call: Call) -> None:
    if network.secrets.get(call.fields["client_id"]) != call.fields["client_secret"]:
        words = "Client authentication failed"
        raise Refusal(answer(401, {"error": "invalid_client", "error_description": words}))


def _back(address: str, fields: dict[str, str]) -> Answer:
    mark = "&" if "?" in address else "?"
    return redirect(f"{address}{mark}{urlencode(fields)}")

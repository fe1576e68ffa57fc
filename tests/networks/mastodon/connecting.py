"""Apps, codes and tokens: docs methods/apps.md and methods/oauth.md (L)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from tests.networks.exchange import Answer, answer, redirect
from tests.networks.mastodon.state import App
from tests.networks.network import Call, Handlers, Refusal
from tests.networks.tokens import Code

if TYPE_CHECKING:
    from tests.networks.mastodon.server import Mastodon

HANDLERS: Final = Handlers()
_OUT_OF_BAND: Final = "urn:ietf:wg:oauth:2.0:oob"


@HANDLERS("app_register")
def register(network: Mastodon, call: Call) -> Answer:
    """Return a new client; ``redirect_uris`` is a list, or lines of a text."""
    given = call.fields["redirect_uris"]
    addresses = tuple(given if isinstance(given, list) else given.split())
    number = network.next_number()
    app = App(
        client_id=f"client-{number}",
        client_secret=f"secret-{number}",
        name=call.fields["client_name"],
        redirect_uris=addresses,
        scopes=frozenset(call.fields.get("scopes", "read").split()),
    )
    network.state.apps[app.client_id] = app
    said = {
        "id": str(number),
        "name": app.name,
        "website": call.fields.get("website"),
        "scopes": sorted(app.scopes),
        "redirect_uri": "\n".join(addresses),
        "redirect_uris": list(addresses),
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "client_secret_expires_at": 0,
    }
    return answer(200, said)


@HANDLERS("oauth_server")
def server(network: Mastodon, call: Call) -> Answer:
    """Return what the server can do: since 4.3, 404 elsewhere."""
    if not network.dialect.has_oauth_metadata:
        return network.unknown(call.request)
    here = network.address
    said = {
        "issuer": f"{here}/",
        "authorization_endpoint": f"{here}/oauth/authorize",
        "token_endpoint": f"{here}/oauth/token",
        "revocation_endpoint": f"{here}/oauth/revoke",
        "app_registration_endpoint": f"{here}/api/v1/apps",
        "scopes_supported": ["read", "write", "profile", "read:statuses", "write:statuses"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "code_challenge_methods_supported": ["S256"],
        "grant_types_supported": ["authorization_code", "client_credentials"],
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    }
    return answer(200, said)


@HANDLERS("oauth_authorize")
def authorise(network: Mastodon, call: Call) -> Answer:
    """Return the way back with a code: Noor is signed in and agrees, unless a test says no."""
    query = call.query
    app = network.state.apps.get(query["client_id"])
    if app is None or query["redirect_uri"] not in app.redirect_uris:
        return answer(400, {"error": "invalid_client"})
    scopes = frozenset(query.get("scope", "read").split())
    state = {"state": query["state"]} if "state" in query else {}
    if not scopes <= _allowed(app, scopes):
        return _back(query["redirect_uri"], {"error": "invalid_scope"} | state)
    if not network.agrees:
        return _back(query["redirect_uri"], {"error": "access_denied"} | state)
    if query.get("code_challenge") and query.get("code_challenge_method") != "S256":
        return _back(query["redirect_uri"], {"error": "invalid_request"} | state)
    code = Code(
        value=f"code-{network.next_number()}",
        client_id=app.client_id,
        redirect_uri=query["redirect_uri"],
        scopes=scopes,
        account=network.noor.id,
        challenge=query.get("code_challenge", ""),
    )
    network.codes[code.value] = code
    if code.redirect_uri == _OUT_OF_BAND:
        return answer(200, {"code": code.value})  # a page that shows the code, for people (L)
    return _back(code.redirect_uri, {"code": code.value} | state)


@HANDLERS("oauth_token")
def exchange(network: Mastodon, call: Call) -> Answer:
    """Return a token for a code; it never expires and there is none to refresh it (L)."""
    fields = call.fields
    _app(network, call)
    if fields["grant_type"] != "authorization_code":
        raise Refusal(answer(400, {"error": "unsupported_grant_type"}))
    code = network.codes.pop(fields.get("code", ""), None)
    fits = (
        code is not None
        and code.client_id == fields["client_id"]
        and code.redirect_uri == fields.get("redirect_uri")
        and code.is_proven_by(fields.get("code_verifier", ""))
    )
    if not fits or code is None:
        raise Refusal(answer(400, {"error": "invalid_grant"}))
    token = network.tokens.issue(code.account, code.scopes, now=call.now)
    said = {
        "access_token": token.value,
        "token_type": "Bearer",
        "scope": " ".join(sorted(token.scopes)),
        "created_at": int(call.now.timestamp()),
    }
    return answer(200, said)


@HANDLERS("oauth_revoke")
def revoke(network: Mastodon, call: Call) -> Answer:
    """Return the same whether the token was still good or not."""
    _app(network, call)
    token = network.tokens.find(call.fields["token"])
    if token is not None:
        token.is_revoked = True
    return answer(200, None if network.dialect.says_nothing_of_revoking else {})


def _app(network: Mastodon, call: Call) -> App:
    app = network.state.apps.get(call.fields["client_id"])
    if app is None or app.client_secret != call.fields["client_secret"]:
        raise Refusal(answer(401, {"error": "invalid_client"}))
    return app


def _allowed(app: App, wanted: frozenset[str]) -> frozenset[str]:
    """Return which of the wanted scopes the app registered; ``read`` holds ``read:statuses``."""
    return frozenset(
        one for one in wanted if one in app.scopes or one.partition(":")[0] in app.scopes
    )


def _back(address: str, fields: dict[str, str]) -> Answer:
    mark = "&" if "?" in address else "?"
    return redirect(f"{address}{mark}{urlencode(fields)}")

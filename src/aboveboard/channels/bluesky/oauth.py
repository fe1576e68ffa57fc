"""OAuth of the AT Protocol: pushed requests, proof of a key, and an app known by its address.

Source: atproto specs oauth, cookbook/python-oauth-web-app (L); what the real server answered (M).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

from aboveboard.channels.bluesky import dpop
from aboveboard.channels.bluesky.calls import accepted, body
from aboveboard.channels.bluesky.places import is_address
from aboveboard.channels.connecting import App
from aboveboard.channels.port import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from aboveboard.channels.answer import Answer, Effect
    from aboveboard.channels.bluesky.dpop import Prover
    from aboveboard.channels.sender import Sender

SCOPE: Final = "atproto transition:generic"
METADATA_PATH: Final = "/connect/bluesky/client-metadata.json"
CALLBACK_PATH: Final = "/connect/bluesky/"
_ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_HERE: Final = frozenset({"127.0.0.1", "::1"})


def client_metadata(base_url: str, *, key: str = "") -> dict[str, Any]:
    """Return what servers read at :data:`METADATA_PATH` of a public address to know the app.

    ``key`` is the app's private key (:attr:`App.secret`), where it has one: then people stay
    connected for two years instead of two weeks (L). Only its public half is told.
    """
    base = base_url.rstrip("/")
    told: dict[str, Any] = {
        "client_id": base + METADATA_PATH,
        "client_name": "Aboveboard",
        "client_uri": base,
        "application_type": "web",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "redirect_uris": [base + CALLBACK_PATH],
        "scope": SCOPE,
        "dpop_bound_access_tokens": True,
        "token_endpoint_auth_method": "private_key_jwt" if key else "none",
    }
    if not key:
        return told
    signing = {"token_endpoint_auth_signing_alg": "ES256"}
    return told | signing | {"jwks": {"keys": [dpop.public_key(key)]}}


def new_app(base_url: str) -> App:
    """Return an app with a key of its own, to be kept: its metadata tell of it."""
    return App(client_id=base_url.rstrip("/") + METADATA_PATH, secret=dpop.new_key())


def client_id_of(app: App | None, redirect: str) -> str:
    """Return how servers know the app; one on this machine is known by what it asks (L)."""
    if app is not None and app.client_id:
        return app.client_id
    parts = urlsplit(redirect)
    if parts.scheme == "http" and parts.hostname in _HERE:
        return f"http://localhost?{urlencode({'redirect_uri': redirect, 'scope': SCOPE})}"
    if parts.scheme != "https":
        raise Refused(Reason.NOT_PUBLIC)
    return f"https://{parts.netloc}{METADATA_PATH}"


@dataclass(frozen=True, slots=True)
class Issuer:
    """The server that gives out tokens: its name and where to ask it."""

    name: str
    authorise: str
    push: str
    tokens: str
    revoke: str


def issuer_of(server: str, sender: Sender) -> Issuer:
    """Return who gives out the tokens of a personal data server, or of a server that does itself.

    Raises:
        Refused: ``Reason.GONE``: it has no OAuth, or says to be somebody else.
    """
    name = server
    try:
        told = body(_get(sender, f"{server}/.well-known/oauth-protected-resource"))
        named = told.get("authorization_servers")
        if isinstance(named, list) and named:
            name = str(named[0]).rstrip("/")
    except Refused as refused:
        if refused.reason is not Reason.GONE:
            raise
    told = body(_get(sender, f"{name}/.well-known/oauth-authorization-server"))
    found = Issuer(
        name=str(told.get("issuer", "")).rstrip("/"),
        authorise=str(told.get("authorization_endpoint", "")),
        push=str(told.get("pushed_authorization_request_endpoint", "")),
        tokens=str(told.get("token_endpoint", "")),
        revoke=str(told.get("revocation_endpoint", "")),
    )
    named_there = (found.authorise, found.push, found.tokens, found.revoke or name)
    if found.name != name or not all(map(is_address, named_there)):
        raise Refused(Reason.GONE)
    return found


@dataclass(frozen=True, slots=True)
class Client:
    """Asks a server that gives out tokens, in the name of an app, with proofs of one key."""

    sender: Sender
    client_id: str
    prover: Prover
    now: Callable[[], datetime]
    secret: str = field(default="", repr=False)

    def ask(self, url: str, issuer: str, form: Mapping[str, str], *, effect: Effect) -> Answer:
        """Return the answer, whatever it is; sent again where only the nonce was missing."""
        came = self._once(url, issuer, form, effect)
        # Refused for lack of a nonce, it did nothing: it is sent once more.
        return self._once(url, issuer, form, effect) if self.prover.learn(url, came) else came

    def _once(self, url: str, issuer: str, form: Mapping[str, str], effect: Effect) -> Answer:
        said = {**form, "client_id": self.client_id}
        if self.secret:
            proof = dpop.assertion(self.secret, self.client_id, issuer, self.now())
            said |= {"client_assertion_type": _ASSERTION, "client_assertion": proof}
        headers = {"DPoP": self.prover.proof("POST", url)}
        return self.sender.send("POST", url, effect=effect, form=said, headers=headers)


def _get(sender: Sender, url: str) -> Answer:
    return accepted(sender.send("GET", url))

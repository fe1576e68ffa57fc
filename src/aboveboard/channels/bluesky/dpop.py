"""Proof that who shows a token holds its key (DPoP, RFC 9449), as the AT Protocol insists (L)."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from joserfc import jwt
from joserfc.jwk import ECKey

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aboveboard.channels.answer import Answer

_ALGORITHM: Final = "ES256"


def new_key() -> str:
    """Return a new private key as JSON, secret."""
    return json.dumps(ECKey.generate_key("P-256", private=True).as_dict(private=True))


def public_key(key: str) -> dict[str, Any]:
    """Return the public half of a key, with its thumbprint as its name."""
    found = ECKey.import_key(json.loads(key))
    public = {
        name: value for name, value in found.as_dict(private=False).items() if name != "kid"
    }
    return public | {"kid": found.thumbprint(), "alg": _ALGORITHM, "use": "sig"}


def digest(text: str) -> str:
    """Return the SHA-256 of a text as the protocol writes it."""
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@dataclass(slots=True)
class Prover:
    """Makes proofs with one key. ``nonces`` are what each server last asked for, by its address."""

    key: str = field(repr=False)
    now: Callable[[], datetime]
    nonces: dict[str, str] = field(default_factory=dict)

    def proof(self, method: str, url: str, *, access: str = "") -> str:
        """Return the proof for one request; ``access`` is the token it comes with."""
        found = ECKey.import_key(json.loads(self.key))
        public = found.as_dict(private=False)
        names = ("kty", "crv", "x", "y")
        header = {
            "alg": _ALGORITHM,
            "typ": "dpop+jwt",
            "jwk": {name: public[name] for name in names},
        }
        claims: dict[str, Any] = {
            "jti": secrets.token_urlsafe(16),
            "htm": method,
            "htu": url.partition("?")[0],
            "iat": int(self.now().timestamp()),
        }
        if access:
            claims["ath"] = digest(access)
        if nonce := self.nonces.get(_origin(url)):
            claims["nonce"] = nonce
        return jwt.encode(header, claims, found)

    def learn(self, url: str, answer: Answer) -> bool:
        """Keep what the server wants in the next proof; return whether it refused for lack of it.

        Such a refusal did nothing, so the request is sent again (RFC 9449, 8).
        """
        nonce = answer.headers.get("dpop-nonce", "")
        if not nonce:
            return False
        before = self.nonces.get(_origin(url))
        self.nonces[_origin(url)] = nonce
        if answer.status not in {400, 401} or before == nonce:
            return False
        told = answer.headers.get("www-authenticate", "")
        return "use_dpop_nonce" in told or b"use_dpop_nonce" in answer.body


def assertion(key: str, client_id: str, audience: str, now: datetime) -> str:
    """Return the proof that an app is the one of its metadata (``private_key_jwt``, L)."""
    found = ECKey.import_key(json.loads(key))
    moment = int(now.timestamp())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": audience,
        "jti": secrets.token_urlsafe(16),
        "iat": moment,
        "exp": moment + 60,
    }
    return jwt.encode({"alg": _ALGORITHM, "kid": found.thumbprint()}, claims, found)


def _origin(url: str) -> str:
    """Return the scheme and host of an address, whatever is odd about it."""
    return "/".join(url.split("/", 3)[:3])

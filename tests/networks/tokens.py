"""Tokens that expire, are revoked and are exchanged, and the codes they come from."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime, timedelta

type State = Literal["valid", "expired", "revoked"]


@dataclass(slots=True)
class Token:
    """What lets somebody act for an account."""

    value: str
    account: str
    scopes: frozenset[str]
    kind: str
    issued: datetime
    expires: datetime | None
    is_revoked: bool = False

    def state(self, now: datetime) -> State:
        """Return whether the token works."""
        if self.is_revoked:
            return "revoked"
        return "expired" if self.expires is not None and self.expires <= now else "valid"

    def allows(self, scope: str) -> bool:
        """Return whether the token has a scope: ``read`` holds ``read:statuses``."""
        return not scope or scope in self.scopes or scope.partition(":")[0] in self.scopes


class Tokens:
    """All tokens of a network. Their values are told apart and never secret."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: dict[str, Token] = {}

    def issue(
        self,
        account: str,
        scopes: frozenset[str],
        *,
        now: datetime,
        life: timedelta | None = None,
        kind: str = "access",
    ) -> Token:
        """Return a new token."""
        value = f"{self._name}-{kind}-{len(self._found) + 1}"
        expires = None if life is None else now + life
        token = Token(value, account, scopes, kind, now, expires)
        self._found[value] = token
        return token

    def find(self, value: str) -> Token | None:
        """Return the token with this value, working or not."""
        return self._found.get(value)

    def of(self, account: str) -> list[Token]:
        """Return every token that was given out for an account."""
        return [token for token in self._found.values() if token.account == account]


@dataclass(frozen=True, slots=True)
class Code:
    """What a browser carries back to be exchanged for a token, once."""

    value: str
    client_id: str
    redirect_uri: str
    scopes: frozenset[str]
    account: str
    challenge: str = ""

    def is_proven_by(self, verifier: str) -> bool:
        """Return whether the verifier fits the challenge (PKCE, S256)."""
        if not self.challenge:
            return True
        digest = hashlib.sha256(verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=") == self.challenge

"""A connector that answers from a script and remembers what it was asked."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aboveboard.channels.connecting import Errand
from aboveboard.channels.port import Ability, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aboveboard.channels.connecting import App, Grant, Identity, Tokens, Wish

    type Step[Value] = Value | Exception | Callable[[], Value]


@dataclass
class ScriptedConnector:
    """Keeps the contract of connectors; every answer is given beforehand."""

    renewals: deque[Step[Tokens]] = field(default_factory=deque)
    identities: deque[Step[Identity]] = field(default_factory=deque)
    grants: Step[tuple[Grant, ...]] = ()
    errand: Step[Errand] = field(default_factory=lambda: Errand("https://network.example/ask"))
    revocation: Exception | None = None
    can: frozenset[Ability] = frozenset({Ability.WITHDRAW, Ability.FIND})
    wishes: list[tuple[Wish, App | None]] = field(default_factory=list)
    answers: list[tuple[dict[str, str], dict[str, str], App | None]] = field(
        default_factory=list
    )
    renewed: list[Grant] = field(default_factory=list)
    revoked: list[Grant] = field(default_factory=list)

    def begin(self, wish: Wish, app: App | None) -> Errand:
        self.wishes.append((wish, app))
        return _told(self.errand)

    def finish(
        self, answer: Mapping[str, str], wish: Wish, kept: Mapping[str, str], app: App | None
    ) -> tuple[Grant, ...]:
        self.answers.append((dict(answer), dict(kept), app))
        return _told(self.grants)

    def refresh(self, grant: Grant, app: App | None) -> Tokens:
        self.renewed.append(grant)
        return _told(self.renewals.popleft())

    def revoke(self, grant: Grant, app: App | None) -> None:
        self.revoked.append(grant)
        if self.revocation is not None:
            raise self.revocation

    def identity(self, grant: Grant, app: App | None) -> Identity:
        if not self.identities:
            raise Refused(Reason.SIGN_IN)
        return _told(self.identities.popleft())

    def abilities(self, grant: Grant) -> frozenset[Ability]:
        return self.can


def _told[Value](step: Step[Value]) -> Value:
    if isinstance(step, Exception):
        raise step
    return step() if callable(step) else step

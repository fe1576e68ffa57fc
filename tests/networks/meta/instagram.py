"""The state of Instagram: containers that become media, and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tests.networks.meta import instagram_connecting, instagram_publishing, instagram_reading
from tests.networks.meta.graph import LONG, Graph
from tests.networks.meta.instagram_state import SCOPES, USER, Comment, State
from tests.networks.meta.pictures import fetch

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from tests.networks.clock import Clock
    from tests.networks.exchange import Answer
    from tests.networks.faults import Faults
    from tests.networks.network import Call
    from tests.networks.tokens import Token


class Instagram(Graph):
    """One professional account that says yes when an app asks."""

    name = "instagram"
    handlers: ClassVar[dict[str, Callable[[Any, Call], Answer]]] = (
        instagram_publishing.HANDLERS.found
        | instagram_reading.HANDLERS.found
        | instagram_connecting.HANDLERS.found
    )

    def __init__(
        self,
        clock: Clock | None = None,
        faults: Faults | None = None,
        *,
        strict: bool = True,
        fetch: Callable[[str], bytes | None] = fetch,
        seconds_of_processing: float = 0.0,
        quota: int = 100,
        publishes_twice: bool = False,
    ) -> None:
        super().__init__(clock, faults, strict=strict)
        self.fetch = fetch
        self.seconds_of_processing = seconds_of_processing
        self.quota = quota
        self.publishes_twice = publishes_twice
        """What a container does that is published again is U: refused, or published twice."""
        self.agrees = True
        self.secrets = {"client": "secret"}
        self.state = State()

    def token(self, *scopes: str, life: timedelta = LONG) -> Token:
        """Return a token of the account, with all scopes when none is named."""
        return self.tokens.issue(
            USER, frozenset(scopes) or SCOPES, now=self.clock.now(), life=life
        )

    def any_token(self) -> Token:
        return self.token()

    def new_id(self) -> str:
        """Return an id in the form of Instagram's."""
        return str(17900000000000000 + self.next_number())

    def is_kind(self, kind: str, value: str) -> bool:
        """Return whether a part of a path is what the contract names."""
        known: dict[str, Any] = {
            "user": {USER, "me"},
            "container": self.state.containers,
            "media": self.ledger.entries,
            "comment": self.state.comments,
        }
        return value in known[kind]

    def comment(self, media: str, by: str, text: str) -> str:
        """Return the id of what somebody else says under a medium."""
        id_ = self.new_id()
        self.state.comments[id_] = Comment(id_, media, by, text, self.clock.now())
        return id_

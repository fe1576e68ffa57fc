"""The state of the server and what surrounds its answers. The real one runs in ``tests/servers``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from tests.networks.bluesky import handlers
from tests.networks.bluesky.talk import NOOR, RIK, cid_of, error
from tests.networks.faults import Kind
from tests.networks.network import Network, Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from tests.networks.clock import Clock
    from tests.networks.exchange import Answer, Request
    from tests.networks.faults import Faults
    from tests.networks.network import Call
    from tests.networks.tokens import Token

_HANDLES: Final = {"noor.example": NOOR, "rik.example": RIK}


class Bluesky(Network):
    """A server with ``noor.example`` on it; ``rik.example`` answers her from elsewhere."""

    name = "bluesky"
    handlers: ClassVar[dict[str, Callable[[Any, Call], Answer]]] = handlers.HANDLERS.found

    def __init__(
        self, clock: Clock | None = None, faults: Faults | None = None, *, strict: bool = True
    ) -> None:
        super().__init__(clock, faults, strict=strict)
        self.handles = dict(_HANDLES)
        self.password = "aaaa-bbbb-cccc-dddd"
        self.blobs: dict[str, dict[str, Any]] = {}
        self.likes: dict[str, set[str]] = {}

    def token(self, *scopes: str, life: timedelta | None = None) -> Token:
        """Return a token of Noor's session."""
        return self.tokens.issue(
            NOOR, frozenset(scopes or ("access",)), now=self.clock.now(), life=life
        )

    def any_token(self) -> Token:
        return self.token()

    def is_kind(self, kind: str, value: str) -> bool:
        return value.startswith("did:")

    def reply(self, uri: str, text: str) -> str:
        """Return the address of Rik's answer to a post."""
        above = self.ledger.entries[uri].content
        reference = {"uri": uri, "cid": cid_of(above)}
        root = above.get("reply", {}).get("root", reference)
        made = f"at://{RIK}/app.bsky.feed.post/rik{self.next_number():010d}"
        moment = self.clock.now().isoformat().replace("+00:00", "Z")
        said = {"text": text, "createdAt": moment, "reply": {"root": root, "parent": reference}}
        self.ledger.create(made, RIK, said, now=self.clock.now())
        return made

    def before(self, call: Call) -> None:
        """Refuse a call that is one too many."""
        if call.fails(Kind.QUOTA):
            raise Refusal(self.busy(call, with_headers=True))

    def after(self, call: Call, given: Answer) -> Answer:
        return given

    def unknown(self, request: Request) -> Answer:
        return error(404, "MethodNotImplemented", "Method Not Implemented")

    def unauthorised(self, reason: Reason) -> Answer:
        if reason == "missing":
            return error(401, "AuthMissing", "Authentication Required")
        if reason == "expired":
            return error(400, "ExpiredToken", "Token has expired")
        return error(400, "InvalidToken", "Token could not be verified")  # M

    def forbidden(self, call: Call) -> Answer:
        return error(400, "InvalidToken", "Bad token scope")

    def complaint(self, texts: list[str]) -> Answer:
        return error(400, "InvalidRequest", "; ".join(texts))

    def busy(self, call: Call, *, with_headers: bool) -> Answer:
        given = error(429, "RateLimitExceeded", "Rate Limit Exceeded")
        if not with_headers:
            return given
        reset = int(call.now.timestamp()) + 180
        return given.with_headers(ratelimit_remaining="0", ratelimit_reset=str(reset))

    def broken(self, status: int) -> Answer:
        return error(status, "UpstreamFailure", "Upstream Failure")

"""The state of a Mastodon server and what surrounds its answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final

from tests.networks.exchange import Answer, answer
from tests.networks.faults import Kind
from tests.networks.mastodon import connecting, media, reading, statuses
from tests.networks.mastodon.dialect import MASTODON, Dialect
from tests.networks.mastodon.state import Account, Count, Notification, State
from tests.networks.network import Network, Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.networks.clock import Clock
    from tests.networks.exchange import Request
    from tests.networks.faults import Faults
    from tests.networks.network import Call
    from tests.networks.tokens import Token

WINDOW: Final = timedelta(minutes=5)
"""How long requests are counted: docs api/rate-limits.md (L)."""
_MEDIA_WINDOW: Final = timedelta(minutes=30)
_SCOPES: Final = frozenset({"read", "write", "profile"})


class Mastodon(Network):
    """A server with one person on it, ``noor``, who says yes when an app asks."""

    name = "mastodon"
    handlers: ClassVar[dict[str, Callable[[Any, Call], Answer]]] = (
        statuses.HANDLERS.found
        | media.HANDLERS.found
        | connecting.HANDLERS.found
        | reading.HANDLERS.found
    )

    def __init__(
        self,
        clock: Clock | None = None,
        faults: Faults | None = None,
        *,
        strict: bool = True,
        dialect: Dialect = MASTODON,
        seconds_of_processing: float = 0.0,
        requests_in_window: int = 300,
        uploads_in_window: int = 30,
    ) -> None:
        super().__init__(clock, faults, strict=strict)
        self.dialect = dialect
        self.state = State()
        self.seconds_of_processing = seconds_of_processing
        self.requests_in_window = requests_in_window
        self.uploads_in_window = uploads_in_window
        self.agrees = True
        self.noor = self.account("noor")

    def account(self, name: str) -> Account:
        """Return the account of this name, new or known."""
        known = [one for one in self.state.accounts.values() if one.name == name]
        if known:
            return known[0]
        made = Account(self.snowflake(), name, self.clock.now())
        self.state.accounts[made.id] = made
        return made

    def token(self, *scopes: str, life: timedelta | None = None) -> Token:
        """Return a token of Noor's, with all scopes when none is named."""
        allowed = frozenset(scopes) or _SCOPES
        return self.tokens.issue(self.noor.id, allowed, now=self.clock.now(), life=life)

    def any_token(self) -> Token:
        return self.token()

    def snowflake(self) -> str:
        """Return a new number that grows with time, as ids of statuses do."""
        milliseconds = int(self.clock.now().timestamp() * 1000)
        return str((milliseconds << 16) + self.next_number() % 65536)

    def notify(self, kind: str, by: str, status: str | None = None) -> Notification:
        """Return what Noor is told of: mention, favourite, reblog, follow."""
        if kind == "follow" and self.dialect.follow_is_request:
            kind = "follow_request"
        moment = self.clock.now() + timedelta(seconds=self.dialect.seconds_to_notify)
        who = self.account(by).id
        if status is not None and kind in {"favourite", "reblog"}:
            kept = self.state.favourites if kind == "favourite" else self.state.reblogs
            kept.setdefault(status, set()).add(who)
        told = Notification(self.snowflake(), kind, self.noor.id, who, status, moment)
        self.state.notifications.append(told)
        return told

    def reply(self, by: str, to: str, text: str) -> str:
        """Return the id of somebody's answer to a status; Noor is told of it."""
        id_ = self.snowflake()
        said = {"status": text, "in_reply_to_id": to, "visibility": "public"}
        account = self.account(by).id
        self.ledger.create(id_, account, said, now=self.clock.now())
        self.notify("mention", by, id_)
        return id_

    def before(self, call: Call) -> None:
        """Count the request, and refuse one too many: docs api/rate-limits.md (L)."""
        if call.fails(Kind.QUOTA):
            raise Refusal(self.busy(call, with_headers=True))
        if not self.dialect.has_rate_headers or call.bearer is None:
            return
        uploads = call.operation.name == "media_create"
        limits = [("all", WINDOW, self.requests_in_window)]
        limits += [("media", _MEDIA_WINDOW, self.uploads_in_window)] if uploads else []
        for what, window, most in limits:
            count = self.state.counts.setdefault((call.bearer.value, what), Count(call.now))
            if call.now - count.since >= window:
                count.since, count.number = call.now, 0
            count.number += 1
            if count.number > most:
                raise Refusal(self.busy(call, with_headers=False))

    def after(self, call: Call, given: Answer) -> Answer:
        """Return the answer with its rate headers; the reset is an ISO 8601 moment."""
        if not self.dialect.has_rate_headers:
            return given
        return self._with_rate(call, given, self._count(call))

    def unknown(self, request: Request) -> Answer:
        return answer(404, {"error": "Record not found"})

    def unauthorised(self, reason: Reason) -> Answer:
        words = {
            "revoked": "The access token was revoked",
            "expired": "The access token expired",
        }
        status = self.dialect.status_after_revoking if reason == "revoked" else 401
        return answer(status, {"error": words.get(reason, "The access token is invalid")})

    def forbidden(self, call: Call) -> Answer:
        return answer(403, {"error": "This action is outside the authorized scopes"})

    def complaint(self, texts: list[str]) -> Answer:
        return answer(400, {"error": "; ".join(texts)})

    def busy(self, call: Call, *, with_headers: bool) -> Answer:
        given = answer(429, {"error": "Too many requests"})
        return self._with_rate(call, given, self.requests_in_window) if with_headers else given

    def broken(self, status: int) -> Answer:
        body = b"<html><body>We're sorry, but something went wrong.</body></html>"
        return Answer(status, body, (("content-type", "text/html"),))

    def _count(self, call: Call) -> int:
        value = call.bearer.value if call.bearer else ""
        count = self.state.counts.get((value, "all"))
        return count.number if count else 0

    def _with_rate(self, call: Call, given: Answer, number: int) -> Answer:
        value = call.bearer.value if call.bearer else ""
        count = self.state.counts.get((value, "all"), Count(call.now))
        reset = (count.since + WINDOW).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return given.with_headers(
            x_ratelimit_limit=str(self.requests_in_window),
            x_ratelimit_remaining=str(max(0, self.requests_in_window - number)),
            x_ratelimit_reset=reset,
        )

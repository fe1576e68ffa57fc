"""The state of LinkedIn and what surrounds its answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final

from tests.networks.exchange import Answer, answer
from tests.networks.faults import Kind
from tests.networks.linkedin import connecting, figures, media, posts, talk
from tests.networks.linkedin.state import COMMUNITY, LIFE, NOOR, OPEN, PAGE, Comment, State
from tests.networks.network import Network, Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.networks.clock import Clock
    from tests.networks.exchange import Request
    from tests.networks.faults import Faults
    from tests.networks.network import Call
    from tests.networks.tokens import Token

_COUNTED: Final = {"post_create": "posts", "comment_create": "comments"}


class LinkedIn(Network):
    """One member, Noor, who administers one page and says yes when an app asks."""

    name = "linkedin"
    handlers: ClassVar[dict[str, Callable[[Any, Call], Answer]]] = (
        posts.HANDLERS.found
        | media.HANDLERS.found
        | talk.HANDLERS.found
        | figures.HANDLERS.found
        | connecting.HANDLERS.found
    )

    def __init__(
        self,
        clock: Clock | None = None,
        faults: Faults | None = None,
        *,
        strict: bool = True,
        products: frozenset[str] = OPEN,
        gives_refresh_tokens: bool = False,
        versions: tuple[str, str] = ("202511", "202611"),
        posts_a_day: int = 150,
        duplicate_window: timedelta = timedelta(hours=48),
        seconds_of_processing: float = 0.0,
        changelog_lag: timedelta = timedelta(minutes=10),
    ) -> None:
        super().__init__(clock, faults, strict=strict)
        self.products = products
        self.gives_refresh_tokens = gives_refresh_tokens  # approved partners alone (D)
        self.versions = versions  # each lives a year at least (D); these bounds K
        self.posts_a_day = posts_a_day  # C ayrshare; the true number is not published (D)
        self.duplicate_window = duplicate_window  # C composio#2710: 24 to 48 hours
        self.seconds_of_processing = seconds_of_processing
        self.changelog_lag = changelog_lag  # U
        self.agrees = True
        self.secrets = {"client": "secret"}
        self.state = State()
        self.state.names = {NOOR: "Noor de Vries", PAGE: "Studio Zilver"}
        self.state.roles = {NOOR: {PAGE}}

    def token(self, *scopes: str, life: timedelta = LIFE) -> Token:
        """Return a token of Noor's, with the open scopes when none is named."""
        return self.tokens.issue(
            NOOR, frozenset(scopes) or OPEN, now=self.clock.now(), life=life
        )

    def any_token(self) -> Token:
        return self.token(*COMMUNITY)

    def number(self) -> int:
        """Return an id that holds its moment: ``id >> 22`` is milliseconds (M, on six posts)."""
        milliseconds = int(self.clock.now().timestamp() * 1000)
        return (milliseconds << 22) + self.next_number()

    def comment(self, post: str, by: str, text: str) -> str:
        """Return the id of what somebody else says under a post."""
        who = f"urn:li:person:{by}"
        self.state.names.setdefault(who, by.title())
        id_ = str(self.number())
        self.state.comments[id_] = Comment(id_, post, who, text, self.clock.now(), None)
        return id_

    def may_write_for(self, call: Call, author: str) -> bool:
        """Return whether the token may write in that name: oneself, or a page with a role (D)."""
        if author == call.token.account:
            return call.token.allows("w_member_social")
        has_role = author in self.state.roles.get(call.token.account, ())
        return has_role and call.token.allows("w_organization_social")

    def may_read(self, call: Call, author: str) -> bool:
        """Return whether the token may read posts: of a member with a closed scope alone (D)."""
        if author == call.token.account:
            return call.token.allows("r_member_social")
        has_role = author in self.state.roles.get(call.token.account, ())
        return has_role and call.token.allows("r_organization_social")

    def is_kind(self, kind: str, value: str) -> bool:
        """Return whether a part of a path is a URN of that kind."""
        wanted = {
            "post": ("urn:li:share:", "urn:li:ugcPost:"),
            "object": (
                "urn:li:share:",
                "urn:li:ugcPost:",
                "urn:li:activity:",
                "urn:li:comment:",
            ),
        }
        return value.startswith(wanted.get(kind, ""))

    def before(self, call: Call) -> None:
        """Refuse a version that is gone, a URN not encoded, and a call too many today."""
        headers = call.request.headers
        version = headers.get("linkedin-version")
        if version and not self.versions[0] <= version[:6] <= self.versions[1]:
            words = f"Requested version {version} is not active"  # C the status; K the words
            raise Refusal(self.error(426, "NONEXISTENT_VERSION", words))
        if "urn:" in call.request.target.partition("?")[0]:  # C encoded; K the refusal
            words = "Syntax exception in path variables"
            raise Refusal(self.error(400, "ILLEGAL_ARGUMENT", words))
        if call.operation.name in _COUNTED:
            self._count(call, _COUNTED[call.operation.name])

    def error(self, status: int, code: str, words: str, number: int = 0) -> Answer:
        """Return the envelope of an error (D error-handling)."""
        said: dict[str, Any] = {"status": status, "code": code, "message": words}
        return answer(status, said | ({"serviceErrorCode": number} if number else {}))

    def input_error(self, status: int, code: str, words: str, path: str = "") -> Answer:
        """Return the newer envelope, about a field (C Linkedin-RSS#5)."""
        one = {
            "description": words,
            "input": {"inputPath": {"fieldPath": path}},
            "code": code,
        }
        said = {
            "message": f"Error: {words}",
            "status": status,
            "errorDetailType": "com.linkedin.common.error.BadRequest",
            "errorDetails": {"inputErrors": [one]},
        }
        return answer(status, said)

    def unknown(self, request: Request) -> Answer:
        return self.error(404, "RESOURCE_NOT_FOUND", "No virtual resource found")

    def unauthorised(self, reason: Reason) -> Answer:
        """Return 401: the codes C, the numbers K."""
        code, number = {
            "missing": ("EMPTY_ACCESS_TOKEN", 0),
            "unknown": ("INVALID_ACCESS_TOKEN", 65600),
            "revoked": ("REVOKED_ACCESS_TOKEN", 65601),
            "expired": ("EXPIRED_ACCESS_TOKEN", 65602),
        }[reason]
        words = {"revoked": "The token has been revoked by the user"}
        given = words.get(reason, "The token used in the request is not valid")
        return self.error(401, code, given, number)

    def forbidden(self, call: Call) -> Answer:
        words = f"Not enough permissions to access: {call.operation.name}"
        return self.error(403, "ACCESS_DENIED", words, 100)

    def complaint(self, texts: list[str]) -> Answer:
        return self.error(400, "ILLEGAL_ARGUMENT", "; ".join(texts))

    def busy(self, call: Call, *, with_headers: bool) -> Answer:
        """Return 429; there are no headers for it and no Retry-After (D rate-limits)."""
        words = "Resource level throttle limit for calls to this resource is reached"
        return self.error(429, "TOO_MANY_REQUESTS", words)

    def broken(self, status: int) -> Answer:
        return self.error(status, "INTERNAL_SERVER_ERROR", "Internal Server Error")

    def _count(self, call: Call, what: str) -> None:
        """Count against the day in UTC (D rate-limits)."""
        key = (call.token.account, what, call.now.date())
        number = self.state.counts.get(key, 0)
        if number >= self.posts_a_day or call.fails(Kind.QUOTA):
            raise Refusal(self.busy(call, with_headers=True))
        self.state.counts[key] = number + 1

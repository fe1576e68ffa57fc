"""The state of Facebook: a person, a page, its photos, and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tests.networks.meta import facebook_connecting, facebook_posts, facebook_talk
from tests.networks.meta.facebook_state import NOOR, PAGE, SCOPES, Comment, State
from tests.networks.meta.graph import LONG, Graph
from tests.networks.meta.pictures import fetch

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from tests.networks.clock import Clock
    from tests.networks.exchange import Answer
    from tests.networks.faults import Faults
    from tests.networks.network import Call
    from tests.networks.tokens import Token


class Facebook(Graph):
    """Noor, who has one page and says yes when an app asks."""

    name = "facebook"
    handlers: ClassVar[dict[str, Callable[[Any, Call], Answer]]] = (
        facebook_posts.HANDLERS.found
        | facebook_talk.HANDLERS.found
        | facebook_connecting.HANDLERS.found
    )

    def __init__(
        self,
        clock: Clock | None = None,
        faults: Faults | None = None,
        *,
        strict: bool = True,
        fetch: Callable[[str], bytes | None] = fetch,
    ) -> None:
        super().__init__(clock, faults, strict=strict)
        self.fetch = fetch
        self.agrees = True
        self.secrets = {"client": "secret"}
        self.state = State(pages={PAGE: "Studio Zilver"})

    def token(self, *scopes: str, life: timedelta = LONG) -> Token:
        """Return a token of Noor's: it lists pages and cannot post for them."""
        allowed = frozenset(scopes) or SCOPES
        return self.tokens.issue(NOOR, allowed, now=self.clock.now(), life=life, kind="user")

    def page_token(self, *scopes: str, page: str = PAGE) -> Token:
        """Return a token of a page, which ends with a password or a role, not by time (K)."""
        allowed = frozenset(scopes) or SCOPES
        return self.tokens.issue(page, allowed, now=self.clock.now(), kind="page")

    def any_token(self) -> Token:
        return self.page_token()

    def new_id(self) -> str:
        """Return a number in the form of Facebook's."""
        return str(122100000000000000 + self.next_number())

    def is_kind(self, kind: str, value: str) -> bool:
        """Return whether a part of a path is what the contract names; ``me`` is the page's token."""
        known: dict[str, Any] = {
            "page": self.state.pages.keys() | {"me"},
            "post": self.ledger.entries,
            "comment": self.state.comments,
        }
        return value in known[kind]

    def comment(self, post: str, by: str, text: str) -> str:
        """Return the id of what somebody else says under a post."""
        id_ = f"{post.rpartition('_')[2]}_{self.new_id()}"
        made = Comment(id_, post, by, by.title(), text, self.clock.now())
        self.state.comments[id_] = made
        return id_

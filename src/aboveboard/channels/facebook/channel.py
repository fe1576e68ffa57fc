"""One page of Facebook."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.channels.connecting import version_of
from aboveboard.channels.facebook import compose, posts, reading, scopes, unpublished
from aboveboard.channels.graph.calls import VERSION, Graph
from aboveboard.channels.port import Ability, Reason, Refused, Unseen
from aboveboard.core.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from aboveboard.channels.connecting import App, Grant
    from aboveboard.channels.port import (
        Draft,
        MediaLimits,
        Metrics,
        Outgoing,
        Prepared,
        Receipt,
        Reply,
    )
    from aboveboard.channels.sender import Sender
    from aboveboard.core.limits import Limits

_SETTLES: Final = timedelta(minutes=2)  # U how stale what is read back may be


class Facebook:
    """Keeps :class:`aboveboard.channels.port.Channel`."""

    def __init__(
        self, grant: Grant, *, app: App | None, sender: Sender, now: Callable[[], datetime]
    ) -> None:
        version = version_of(app, newest=VERSION)
        self._grant = grant
        self._page = grant.identity.remote_id
        self._graph = Graph(grant.identity.server, version, grant.tokens.access, sender)
        self._now = now

    @property
    def limits(self) -> Limits:
        """63,206 code points."""
        return LIMITS["facebook"]

    @property
    def media_limits(self) -> MediaLimits:
        """Up to ten photos of 4 MB."""
        return compose.MEDIA_LIMITS

    @property
    def abilities(self) -> frozenset[Ability]:
        """What the scopes allow."""
        return scopes.abilities(self._grant)

    @property
    def settles_after(self) -> timedelta:
        """Two minutes: the post itself tells whether it is shown."""
        return _SETTLES

    def compose(self, draft: Draft, *, key: str, now: datetime) -> tuple[Outgoing, ...]:
        """Return the one post of a draft; see the contract."""
        self._check_writing()
        return compose.compose(draft, key=key, now=now)

    def prepare(self, post: Outgoing) -> Prepared:
        """Return how far the post nobody sees is; see the contract."""
        self._check_writing()
        return unpublished.prepare(self._graph, self._page, post, now=self._now)

    def publish(self, post: Outgoing) -> Receipt:
        """Show the post that was made; see the contract. It does no harm twice."""
        self._check_writing()
        return posts.publish(self._graph, post)

    def find(self, post: Outgoing, *, since: datetime) -> Receipt | Unseen:
        """Return the proof by the post itself, or by the list; see the contract."""
        if not scopes.may_read(self._grant):
            return Unseen.HIDDEN
        return reading.find(self._graph, self._page, post, since=since, now=self._now())

    def look(self, receipt: Receipt) -> Receipt | Unseen:
        """Return the post as it stands; see the contract."""
        if not scopes.may_read(self._grant):
            return Unseen.HIDDEN
        return reading.look(self._graph, receipt)

    def withdraw(self, receipt: Receipt) -> None:
        """Take the post back; see the contract."""
        self._check_writing()
        posts.withdraw(self._graph, receipt)

    def edit(self, receipt: Receipt, post: Outgoing) -> Receipt:
        """Put other words in its place, no other pictures; see the contract."""
        self._check_writing()
        return posts.edit(self._graph, receipt, post)

    def replies(self, receipt: Receipt, *, since: datetime | None) -> Iterator[Reply]:
        """Yield the comments under the post; see the contract."""
        self._check(Ability.REPLIES)
        return reading.replies(self._graph, self._page, receipt, since=since)

    def answer(self, reply: Reply, post: Outgoing) -> Receipt:
        """Say ``post`` under a comment, once; see the contract."""
        self._check(Ability.ANSWER)
        return posts.answer(self._graph, reply, post)

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
        """Return the figures of each post; see the contract."""
        self._check(Ability.METRICS)
        with_views = scopes.may_count_views(self._grant)
        return reading.metrics(self._graph, receipts, with_views=with_views)

    def _check(self, ability: Ability) -> None:
        if ability not in self.abilities:
            raise Refused(Reason.FORBIDDEN)

    def _check_writing(self) -> None:
        if not scopes.may_write(self._grant):
            raise Refused(Reason.FORBIDDEN)

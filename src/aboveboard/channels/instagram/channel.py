"""One professional account of Instagram."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NoReturn

from aboveboard.channels.connecting import version_of
from aboveboard.channels.graph.calls import VERSION, Graph
from aboveboard.channels.instagram import compose, posts, reading, scopes
from aboveboard.channels.instagram.containers import Preparing
from aboveboard.channels.port import Ability, Reason, Refused
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
        Unseen,
    )
    from aboveboard.channels.sender import Sender
    from aboveboard.core.limits import Limits

_SETTLES: Final = timedelta(minutes=2)  # U how stale the status of a container may be


class Instagram:
    """Keeps :class:`aboveboard.channels.port.Channel`."""

    def __init__(
        self, grant: Grant, *, app: App | None, sender: Sender, now: Callable[[], datetime]
    ) -> None:
        version = version_of(app, newest=VERSION)
        self._grant = grant
        self._user = grant.identity.remote_id
        self._graph = Graph(grant.identity.server, version, grant.tokens.access, sender)
        self._now = now

    @property
    def limits(self) -> Limits:
        """2,200 code points, 30 hashtags, 20 mentions."""
        return LIMITS["instagram"]

    @property
    def media_limits(self) -> MediaLimits:
        """One to ten JPEGs, neither high nor wide."""
        return compose.MEDIA_LIMITS

    @property
    def abilities(self) -> frozenset[Ability]:
        """What the scopes allow; never to take back or change."""
        return scopes.abilities(self._grant)

    @property
    def settles_after(self) -> timedelta:
        """Two minutes: a container tells by itself whether it was published."""
        return _SETTLES

    def compose(self, draft: Draft, *, key: str, now: datetime) -> tuple[Outgoing, ...]:
        """Return the one post of a draft; see the contract."""
        self._check_writing()
        return compose.compose(draft, key=key, now=now)

    def prepare(self, post: Outgoing) -> Prepared:
        """Return how far the container is; see the contract."""
        self._check_writing()
        return Preparing(self._graph, self._user, post, self._now).step()

    def publish(self, post: Outgoing) -> Receipt:
        """Publish the container, once; see the contract."""
        self._check_writing()
        return posts.publish(self._graph, self._user, post, now=self._now())

    def find(self, post: Outgoing, *, since: datetime) -> Receipt | Unseen:
        """Return the proof by the container and the list of media; see the contract."""
        return reading.find(self._graph, self._user, post, since=since, now=self._now())

    def look(self, receipt: Receipt) -> Receipt | Unseen:
        """Return the medium as it stands; see the contract."""
        return reading.look(self._graph, receipt)

    def withdraw(self, receipt: Receipt) -> NoReturn:
        """Refuse: no call takes a medium back (K); the person does, in the app."""
        raise Refused(Reason.FORBIDDEN)

    def edit(self, receipt: Receipt, post: Outgoing) -> NoReturn:
        """Refuse: no call changes a caption (K)."""
        raise Refused(Reason.FORBIDDEN)

    def replies(self, receipt: Receipt, *, since: datetime | None) -> Iterator[Reply]:
        """Yield the comments under the medium; see the contract."""
        self._check(Ability.REPLIES)
        handle = self._grant.identity.handle
        return reading.replies(self._graph, handle, receipt, since=since)

    def answer(self, reply: Reply, post: Outgoing) -> Receipt:
        """Say ``post`` under a comment, once; see the contract."""
        self._check(Ability.ANSWER)
        return posts.answer(self._graph, reply, post)

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
        """Return the figures of each medium; see the contract."""
        self._check(Ability.METRICS)
        return reading.metrics(self._graph, receipts)

    def _check(self, ability: Ability) -> None:
        if ability not in self.abilities:
            raise Refused(Reason.FORBIDDEN)

    def _check_writing(self) -> None:
        if not scopes.may_write(self._grant):
            raise Refused(Reason.FORBIDDEN)

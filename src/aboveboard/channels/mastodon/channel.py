"""One account on one Mastodon server."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.channels.mastodon import compose, posts, reading, scopes, server, uploads
from aboveboard.channels.mastodon.calls import Api
from aboveboard.channels.port import Ability, Reason, Refused

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

_WITH_KEYS: Final = timedelta(minutes=2)
"""Past what a server's own proxy waits (a minute, K); a repeat within the hour does no harm (L)."""
_WITHOUT_KEYS: Final = timedelta(minutes=5)


class Mastodon:
    """Keeps :class:`aboveboard.channels.port.Channel`."""

    def __init__(
        self,
        grant: Grant,
        *,
        app: App | None,
        sender: Sender,
        now: Callable[[], datetime],
    ) -> None:
        self._grant = grant
        self._account = grant.identity.remote_id
        self._facts = grant.identity.facts
        self._api = Api(grant.identity.server, grant.tokens.access, sender)
        self._now = now

    @property
    def limits(self) -> Limits:
        """What its server told when the account was connected, else 500 signs."""
        return server.limits_of(self._facts)

    @property
    def media_limits(self) -> MediaLimits:
        """What its server told, else four pictures of 16 MB."""
        return server.media_limits_of(self._facts)

    @property
    def abilities(self) -> frozenset[Ability]:
        """What the scopes allow."""
        return scopes.abilities(self._grant.tokens)

    @property
    def settles_after(self) -> timedelta:
        """Two minutes where the server keeps keys, five elsewhere."""
        return _WITH_KEYS if server.keeps_keys(self._facts) else _WITHOUT_KEYS

    def compose(self, draft: Draft, *, key: str, now: datetime) -> tuple[Outgoing, ...]:
        """Return the post or the thread of a draft; see the contract."""
        self._check(Ability.THREAD)
        return compose.compose(
            draft, key=key, now=now, limits=self.limits, media_limits=self.media_limits
        )

    def prepare(self, post: Outgoing) -> Prepared:
        """Return how far the pictures are uploaded; see the contract."""
        return uploads.prepare(self._api, post, now=self._now)

    def publish(self, post: Outgoing) -> Receipt:
        """Make the post public, once; see the contract."""
        self._check(Ability.THREAD)
        return posts.publish(self._api, post)

    def find(self, post: Outgoing, *, since: datetime) -> Receipt | Unseen:
        """Return the proof from the account's own posts; see the contract."""
        self._check(Ability.FIND)
        return reading.find(self._api, self._account, post, since=since, now=self._now())

    def look(self, receipt: Receipt) -> Receipt | Unseen:
        """Return the post as it stands; see the contract."""
        return reading.look(self._api, receipt)

    def withdraw(self, receipt: Receipt) -> None:
        """Take the post back; see the contract."""
        self._check(Ability.WITHDRAW)
        posts.withdraw(self._api, receipt)

    def edit(self, receipt: Receipt, post: Outgoing) -> Receipt:
        """Put other words in its place, and descriptions, no other pictures; see the contract."""
        self._check(Ability.EDIT)
        return posts.edit(self._api, receipt, post)

    def replies(self, receipt: Receipt, *, since: datetime | None) -> Iterator[Reply]:
        """Yield what stands below the post; see the contract."""
        self._check(Ability.REPLIES)
        return reading.replies(self._api, self._account, receipt, since=since)

    def answer(self, reply: Reply, post: Outgoing) -> Receipt:
        """Say ``post`` under a reply, once; see the contract."""
        self._check(Ability.ANSWER)
        return posts.answer(self._api, reply, post)

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
        """Return the figures of each post; see the contract."""
        self._check(Ability.METRICS)
        in_one = server.keeps_keys(self._facts)
        return reading.figures(self._api, receipts, in_one=in_one)

    def _check(self, ability: Ability) -> None:
        if ability not in self.abilities:
            raise Refused(Reason.FORBIDDEN)

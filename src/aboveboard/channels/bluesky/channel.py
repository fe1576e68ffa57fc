"""One account of Bluesky."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.channels.bluesky import compose, posts, preparing, reading
from aboveboard.channels.bluesky.opening import ABILITIES, api_of, places_of
from aboveboard.channels.bluesky.places import Directory
from aboveboard.channels.port import Reason, Refused
from aboveboard.core.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from aboveboard.channels.connecting import App, Grant
    from aboveboard.channels.port import (
        Ability,
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

_SETTLES: Final = timedelta(seconds=30)
"""Nothing doubles whatever comes late: a name holds one record. It is only not asked too soon."""


class Bluesky:
    """Keeps :class:`aboveboard.channels.port.Channel`."""

    def __init__(
        self,
        grant: Grant,
        *,
        app: App | None,
        sender: Sender,
        now: Callable[[], datetime],
    ) -> None:
        del app  # the tokens know theirs
        self._did = grant.identity.remote_id
        self._api = api_of(grant, sender=sender, now=now)
        self._directory = Directory(places_of(grant.identity.facts), sender)
        self._now = now

    @property
    def limits(self) -> Limits:
        """300 signs, 3,000 bytes."""
        return LIMITS["bluesky"]

    @property
    def media_limits(self) -> MediaLimits:
        """Four pictures of a million bytes."""
        return compose.MEDIA_LIMITS

    @property
    def abilities(self) -> frozenset[Ability]:
        """The same for every account."""
        return ABILITIES

    @property
    def settles_after(self) -> timedelta:
        """Half a minute."""
        return _SETTLES

    def compose(self, draft: Draft, *, key: str, now: datetime) -> tuple[Outgoing, ...]:
        """Return the post or the thread of a draft; see the contract."""
        return compose.compose(draft, key=key, now=now)

    def prepare(self, post: Outgoing) -> Prepared:
        """Return the blobs and the mentioned, as far as they are known; see the contract."""
        return preparing.prepare(self._api, self._directory, post, now=self._now)

    def publish(self, post: Outgoing) -> Receipt:
        """Make the post public, once; see the contract."""
        return posts.publish(self._api, self._did, post)

    def find(self, post: Outgoing, *, since: datetime) -> Receipt | Unseen:
        """Return the proof from the post's own place; see the contract."""
        del since  # its place is known whenever it was sent
        return posts.find(self._api, self._did, post)

    def look(self, receipt: Receipt) -> Receipt | Unseen:
        """Return the post as it stands; see the contract."""
        return posts.look(self._api, receipt)

    def withdraw(self, receipt: Receipt) -> None:
        """Take the post back; see the contract."""
        posts.withdraw(self._api, receipt)

    def edit(self, receipt: Receipt, post: Outgoing) -> Receipt:
        """Posts cannot be changed: views go on showing the first words (K)."""
        raise Refused(Reason.FORBIDDEN)

    def replies(self, receipt: Receipt, *, since: datetime | None) -> Iterator[Reply]:
        """Yield what stands below the post; see the contract."""
        return reading.replies(self._api, self._did, receipt, since=since)

    def answer(self, reply: Reply, post: Outgoing) -> Receipt:
        """Say ``post`` under a reply, once; see the contract."""
        return posts.answer(self._api, self._did, reply, post)

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
        """Return the figures of each post; see the contract."""
        return reading.figures(self._api, receipts)

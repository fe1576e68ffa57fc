"""One member or page of LinkedIn."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.channels.connecting import AccountKind, version_of
from aboveboard.channels.linkedin import compose, figures, posts, reading, scopes, uploads
from aboveboard.channels.linkedin.calls import VERSION, Api
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

_LIST_SETTLES: Final = timedelta(minutes=5)  # U how stale the list of posts may be


class LinkedIn:
    """Keeps :class:`aboveboard.channels.port.Channel`."""

    def __init__(
        self, grant: Grant, *, app: App | None, sender: Sender, now: Callable[[], datetime]
    ) -> None:
        version = version_of(app, newest=VERSION)
        self._grant = grant
        self._author = grant.identity.remote_id
        self._is_page = grant.identity.kind is AccountKind.PAGE
        self._api = Api(grant.identity.server, grant.tokens.access, version, sender)
        self._now = now

    @property
    def limits(self) -> Limits:
        """3,000 code points, escapes counted."""
        return LIMITS["linkedin"]

    @property
    def media_limits(self) -> MediaLimits:
        """Up to 20 pictures, or one document."""
        return compose.MEDIA_LIMITS

    @property
    def abilities(self) -> frozenset[Ability]:
        """What the scopes allow."""
        return scopes.abilities(self._grant)

    @property
    def settles_after(self) -> timedelta:
        """Five minutes for the list of posts; longer for the changelog, which is late."""
        is_late = not scopes.may_read(self._grant) and scopes.has_changelog(self._grant)
        return reading.CHANGELOG_LAG if is_late else _LIST_SETTLES

    def compose(self, draft: Draft, *, key: str, now: datetime) -> tuple[Outgoing, ...]:
        """Return the one post of a draft; see the contract."""
        self._check_writing()
        return compose.compose(draft, key=key, now=now, is_page=self._is_page)

    def prepare(self, post: Outgoing) -> Prepared:
        """Return how far the files are uploaded; see the contract."""
        may_look = scopes.may_see_media(self._grant)
        return uploads.prepare(self._api, self._author, post, may_look=may_look, now=self._now)

    def publish(self, post: Outgoing) -> Receipt:
        """Make the post public, once; see the contract."""
        self._check_writing()
        return posts.publish(self._api, self._author, post)

    def find(self, post: Outgoing, *, since: datetime) -> Receipt | Unseen:
        """Return the proof from the list of posts, or from the changelog; see the contract."""
        if scopes.may_read(self._grant):
            look = reading.find
        elif scopes.has_changelog(self._grant):
            look = reading.find_in_changelog
        else:
            return Unseen.HIDDEN
        return look(self._api, self._author, post, since=since, now=self._now())

    def look(self, receipt: Receipt) -> Receipt | Unseen:
        """Return the post as it stands; see the contract."""
        if not scopes.may_read(self._grant) or posts.is_comment(receipt.remote_id):
            return Unseen.HIDDEN
        return reading.look(self._api, receipt)

    def withdraw(self, receipt: Receipt) -> None:
        """Take the post back; see the contract."""
        self._check_writing()
        posts.withdraw(self._api, self._author, receipt)

    def edit(self, receipt: Receipt, post: Outgoing) -> Receipt:
        """Put other words in its place, no other pictures; see the contract."""
        self._check_writing()
        return posts.edit(self._api, receipt, post)

    def replies(self, receipt: Receipt, *, since: datetime | None) -> Iterator[Reply]:
        """Yield the comments under the post; see the contract."""
        self._check(Ability.REPLIES)
        return reading.replies(self._api, self._author, receipt, since=since)

    def answer(self, reply: Reply, post: Outgoing) -> Receipt:
        """Say ``post`` under a comment, once; see the contract."""
        self._check(Ability.ANSWER)
        return posts.answer(self._api, self._author, reply, post)

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
        """Return the figures of each post; see the contract."""
        self._check(Ability.METRICS)
        if self._is_page:
            return figures.of_page(self._api, self._author, receipts)
        return figures.of_member(self._api, receipts)

    def _check(self, ability: Ability) -> None:
        if ability not in self.abilities:
            raise Refused(Reason.FORBIDDEN)

    def _check_writing(self) -> None:
        if not scopes.may_write(self._grant):
            raise Refused(Reason.FORBIDDEN)

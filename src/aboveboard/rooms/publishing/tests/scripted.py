"""A network that answers from a script, and promises to try it with."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from aboveboard.channels.port import (
    Ability,
    ChannelError,
    MediaLimits,
    Metrics,
    Outgoing,
    Prepared,
    Receipt,
    Reply,
    Unseen,
)
from aboveboard.core.limits import Limits
from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.publishing.carry_out import carry_out
from aboveboard.rooms.publishing.claim import claim
from aboveboard.rooms.publishing.held import Tools
from aboveboard.rooms.publishing.schedule import Content, schedule
from aboveboard.rooms.publishing.sweep import sweep
from aboveboard.rooms.publishing.turns import opened
from aboveboard.rooms.publishing.wish import wish_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from aboveboard.channels.port import Draft
    from aboveboard.rooms.publishing.models import Publication
    from aboveboard.rooms.workspaces.models import Member

START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> datetime:
        """Let seconds pass and return the time."""
        self.now += timedelta(seconds=seconds)
        return self.now


@dataclass
class ScriptedChannel:
    """Publishes what it is given, or does what the script says; remembers everything.

    An entry of ``script`` is an error that is raised before (``"before"``) or after the post was
    made public (``"after"``), or a call that is made in the midst of the request.
    """

    clock: Clock
    script: deque[tuple[str, ChannelError | Callable[[], None]]] = field(default_factory=deque)
    living: dict[str, Outgoing] = field(default_factory=dict)
    sent: list[Outgoing] = field(default_factory=list)
    preparing: deque[Prepared | ChannelError] = field(default_factory=deque)
    finding: deque[ChannelError | Unseen] = field(default_factory=deque)
    withdrawing: deque[ChannelError] = field(default_factory=deque)
    editing: deque[ChannelError] = field(default_factory=deque)
    parts: int = 1
    settles_after: timedelta = timedelta(seconds=60)
    abilities: frozenset[Ability] = frozenset(Ability)
    limits: Limits = field(default_factory=lambda: Limits(500))
    media_limits: MediaLimits = field(default_factory=lambda: MediaLimits(4, ("image/jpeg",)))

    def compose(self, draft: Draft, *, key: str, now: datetime) -> tuple[Outgoing, ...]:
        return tuple(
            Outgoing(key=f"{key}-{n}", text=f"{draft.text} {n}", written_at=now)
            for n in range(self.parts)
        )

    def prepare(self, post: Outgoing) -> Prepared:
        if not self.preparing:
            return Prepared(post.prepared)
        told = self.preparing.popleft()
        if isinstance(told, ChannelError):
            raise told
        return told

    def publish(self, post: Outgoing) -> Receipt:
        self.sent.append(post)
        when, what = self.script.popleft() if self.script else ("", None)
        if when == "before":
            _act(what)
        remote_id = f"post-{len(self.sent)}"
        self.living[remote_id] = post
        if when == "after":
            _act(what)
        return self._receipt(remote_id)

    def _receipt(self, remote_id: str) -> Receipt:
        return Receipt(remote_id, f"https://network.example/{remote_id}", self.clock())

    def find(self, post: Outgoing, *, since: datetime) -> Receipt | Unseen:
        if self.finding:
            told = self.finding.popleft()
            if isinstance(told, ChannelError):
                raise told
            return told
        for remote_id, other in self.living.items():
            if other.key == post.key:
                return self._receipt(remote_id)
        return Unseen.ABSENT

    def look(self, receipt: Receipt) -> Receipt | Unseen:
        return receipt if receipt.remote_id in self.living else Unseen.ABSENT

    def withdraw(self, receipt: Receipt) -> None:
        if self.withdrawing:
            raise self.withdrawing.popleft()
        self.living.pop(receipt.remote_id, None)

    def edit(self, receipt: Receipt, post: Outgoing) -> Receipt:
        if self.editing:
            raise self.editing.popleft()
        self.living[receipt.remote_id] = replace(post)
        return receipt

    def replies(self, receipt: Receipt, *, since: datetime | None) -> Iterator[Reply]:
        yield from ()

    def answer(self, reply: Reply, post: Outgoing) -> Receipt:
        raise NotImplementedError

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
        return {one.remote_id: Metrics(likes=3) for one in receipts}


def _act(what: ChannelError | Callable[[], None] | None) -> None:
    if isinstance(what, ChannelError):
        raise what
    if what is not None:
        what()


class World:
    """A clock, a network, an account on it and a worker."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self.clock = Clock()
        self.channel = ScriptedChannel(self.clock)
        self.distrusted: list[int] = []
        self.account = self.make_account("noor")
        self.tools = Tools(
            now=self.clock,
            open_channel=lambda account: self.channel,
            distrust=lambda account: self.distrusted.append(account.pk),
            wait=lambda seconds: None,
        )

    def make_account(self, handle: str, network: str = "mastodon") -> Account:
        return Account.objects.create(
            workspace=self.member.workspace,
            network=network,
            remote_id=handle,
            handle=handle,
            name=handle.title(),
            server="https://mastodon.example",
            connected_at=START,
            changed_at=START,
        )

    def promise(
        self,
        text: str = "We missed our target.",
        *,
        account: Account | None = None,
        after: float = 0,
    ) -> Publication:
        at = self.clock.now + timedelta(seconds=after)
        [one] = schedule(
            {account or self.account: Content(text)},
            by=self.member,
            wish=wish_of(at, "UTC"),
            now=self.clock.now,
        )
        return one

    def work(self) -> int:
        """Carry out what is due now; return how many publications were taken up."""
        taken = claim(self.clock.now, limit=10)
        for turn in opened(taken, self.tools):
            carry_out(turn)
        return len(taken)

    def work_on(self, seconds: float, step: float = 5) -> None:
        """Work for so long, sweeping now and then."""
        end = self.clock.now + timedelta(seconds=seconds)
        while self.clock.now < end:
            sweep(self.clock.now)
            self.work()
            self.clock.pass_by(step)

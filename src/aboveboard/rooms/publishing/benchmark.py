"""How soon and how fast publications go out, with a network that only takes its time.

What is measured is the way from a row that is due to the request and back into rows; the network is a
stretch of sleep, so neither sockets nor encryption are in it.
"""

from __future__ import annotations

import logging
import statistics
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Final

from aboveboard.channels.port import (
    Ability,
    MediaLimits,
    Outgoing,
    Prepared,
    Receipt,
    Unseen,
)
from aboveboard.core.limits import LIMITS
from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.publishing.held import Tools
from aboveboard.rooms.publishing.models import Publication, State
from aboveboard.rooms.publishing.publisher import Publisher
from aboveboard.rooms.publishing.schedule import Content, schedule
from aboveboard.rooms.publishing.wish import wish_of
from aboveboard.rooms.workspaces.found import own_seat, owner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aboveboard.channels.port import Draft, Metrics, Reply
    from aboveboard.rooms.workspaces.models import Member

_ZONE: Final = "UTC"


class SleepingChannel:
    """A network that takes every post after ``seconds`` and remembers when it was asked."""

    limits = LIMITS["mastodon"]
    media_limits = MediaLimits(4, ("image/jpeg",))
    abilities = frozenset(Ability)
    settles_after = timedelta(seconds=1)

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self.asked: list[tuple[str, datetime]] = []

    def compose(self, draft: Draft, *, key: str, now: datetime) -> tuple[Outgoing, ...]:
        """Return the one post."""
        return (Outgoing(key=key, text=draft.text, written_at=now),)

    def prepare(self, post: Outgoing) -> Prepared:
        """Need nothing."""
        return Prepared("")

    def publish(self, post: Outgoing) -> Receipt:
        """Take the post."""
        asked_at = datetime.now(UTC)
        time.sleep(self._seconds)
        with self._lock:
            self.asked.append((post.text, asked_at))
        return Receipt(post.key, f"https://network.example/{post.key}", asked_at)

    def find(self, post: Outgoing, *, since: datetime) -> Receipt | Unseen:
        """Find nothing: nothing is ever unclear here."""
        return Unseen.ABSENT

    def look(self, receipt: Receipt) -> Receipt | Unseen:
        """Return the post."""
        return receipt

    def withdraw(self, receipt: Receipt) -> None:
        """Do nothing."""

    def edit(self, receipt: Receipt, post: Outgoing) -> Receipt:
        """Do nothing."""
        return receipt

    def replies(self, receipt: Receipt, *, since: datetime | None) -> Iterator[Reply]:
        """Have none."""
        yield from ()

    def answer(self, reply: Reply, post: Outgoing) -> Receipt:
        """Never be asked to."""
        raise NotImplementedError

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
        """Have none."""
        return {}


def exact_seconds(*, publications: int = 100, seconds: int = 20) -> dict[str, object]:
    """Return milliseconds from due to request of publications spread over exact seconds."""
    member = own_seat(owner(), now=datetime.now(UTC))
    channel = SleepingChannel(0.02)
    first = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=5)
    each = publications // seconds
    accounts = _accounts(member, each)
    due = {}
    for number in range(publications):
        at = first + timedelta(seconds=number // each)
        due[_promise(member, accounts[number % each], f"exact {number}", at)] = at
    _run(channel, seconds=seconds + 30, slots=10)
    late = sorted(
        1000 * (asked_at - due[text]).total_seconds() for text, asked_at in channel.asked
    )
    return {
        "n": len(late),
        "due_to_request_ms_median": round(statistics.median(late), 1),
        "due_to_request_ms_p99": round(late[int(0.99 * (len(late) - 1))], 1),
        "doubled": len(late) - len({text for text, _ in channel.asked}),
    }


def at_once(
    *, publications: int = 2000, accounts: int = 200, slots: int = 50, workers: int = 1
) -> dict[str, object]:
    """Return publications a second, all due at one second, with a network that takes 100 ms.

    ``workers`` are publishers, each with its own slots, in threads of this process.
    """
    member = own_seat(owner(), now=datetime.now(UTC))
    channel = SleepingChannel(0.1)
    known = _accounts(member, accounts)
    at = datetime.now(UTC)
    for number in range(publications):
        _promise(member, known[number % accounts], f"at once {number}", at)
    began = time.perf_counter()
    _run(channel, seconds=600, slots=slots // workers, workers=workers)
    took = time.perf_counter() - began
    times = Counter(text for text, _ in channel.asked)
    states = Counter(Publication.objects.values_list("state", flat=True))
    return {
        "n": publications,
        "seconds": round(took, 2),
        "per_second": round(publications / took, 1),
        "doubled": sum(times.values()) - len(times),
        "not_public": publications - states[State.PUBLIC],
    }


def idle(*, seconds: float = 10.0) -> dict[str, object]:
    """Return the share of a core that a publisher without work uses."""
    publisher = Publisher(_tools(SleepingChannel(0)), slots=8)
    publisher.start()
    time.sleep(1)
    began = time.process_time()
    time.sleep(seconds)
    used = time.process_time() - began
    publisher.stop()
    return {"seconds": seconds, "cpu_percent": round(100 * used / seconds, 2)}


def _accounts(member: Member, count: int) -> list[Account]:
    now = datetime.now(UTC)
    return Account.objects.bulk_create(
        Account(
            workspace_id=member.workspace_id,
            network="mastodon",
            remote_id=f"{now.timestamp()} {number}",
            name=f"Account {number}",
            server="https://network.example",
            connected_at=now,
            changed_at=now,
        )
        for number in range(count)
    )


def _promise(member: Member, account: Account, text: str, at: datetime) -> str:
    [promise] = schedule(
        {account: Content(text)},
        by=member,
        wish=wish_of(datetime.now(UTC) + timedelta(hours=1), _ZONE),
        now=datetime.now(UTC),
    )
    # A wish is to the minute; without a zone that can be read this second stays as it is.
    Publication.objects.filter(pk=promise.pk).update(
        due_at=at, try_at=at, late_at=at + timedelta(minutes=10), zone=""
    )
    return text


def _tools(channel: SleepingChannel) -> Tools:
    return Tools(
        now=lambda: datetime.now(UTC),
        open_channel=lambda account: channel,
        distrust=lambda account: None,
    )


def _run(channel: SleepingChannel, *, seconds: float, slots: int, workers: int = 1) -> None:
    """Publish until nothing is left to send, or so many seconds have passed."""
    logging.getLogger("aboveboard.rooms.publishing").setLevel(logging.ERROR)
    running = [Publisher(_tools(channel), slots=slots) for _ in range(workers)]
    for one in running:
        one.start()
    waiting = [State.SCHEDULED, State.PREPARING, State.SENDING]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.1)
        if not Publication.objects.filter(state__in=waiting).exists():
            break
    for one in running:
        one.stop()

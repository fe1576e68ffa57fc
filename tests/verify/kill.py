"""Real processes, killed with signal 9 while they publish, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, override

from tests.networks.clock import Clock
from tests.networks.faults import Fault, Faults, Kind
from tests.networks.mastodon import GOTOSOCIAL, Mastodon
from tests.networks.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.rooms.accounts.models import Account

SCOPES: Final = frozenset({"read", "write"})
_ACCOUNTS: Final = 40
_END_SECONDS: Final = 180.0
_OPEN: Final = ("scheduled", "preparing", "sending", "unclear", "asked")


class Slowly(Faults):
    """Every request is answered, after a while."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    @override
    def draw(self, operation: str) -> Fault | None:
        return Fault(Kind.SLOW, delay=self._seconds, commits=True)


def verify_kill(
    *, rounds: int, publications: int, workers: int, slowly: float
) -> dict[str, Any]:
    """Return what was lost and doubled after so many kills of all workers in mid-run.

    Django is set up on an empty database. The network keeps no idempotency keys, so only intent,
    probe and fencing stand between a kill and a second copy.
    """
    network = Mastodon(
        Clock(datetime.now(UTC), runs=True),
        Slowly(slowly),
        dialect=GOTOSOCIAL,
        requests_in_window=10**9,
    )
    began, kills, chance = time.monotonic(), 0, random.Random(rounds)
    with served(network):
        arguments = _promise(network, publications)
        for _ in range(rounds):
            running = [_start(arguments) for _ in range(workers)]
            for one in running:
                _wait_until_ready(one)
            time.sleep(chance.uniform(0.3, 1.0))
            for one in running:
                one.send_signal(signal.SIGKILL)
            for one in running:
                one.wait()
            kills += len(running)
        _work_to_the_end(arguments, workers)
    return _counted(network) | {
        "rounds": rounds,
        "kills": kills,
        "publications": publications,
        "workers": workers,
        "seconds": round(time.monotonic() - began, 1),
    }


def _work_to_the_end(arguments: list[str], workers: int) -> None:
    from aboveboard.rooms.publishing.models import Publication

    running = [_start(arguments) for _ in range(workers)]
    end = time.monotonic() + _END_SECONDS
    try:
        while time.monotonic() < end:
            time.sleep(1)
            if not Publication.objects.filter(state__in=_OPEN).exists():
                return
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.wait()


def _start(arguments: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.verify", "worker", *arguments],
        stdout=subprocess.PIPE,
        env={**os.environ, "ABOVEBOARD_OWN_NETWORKS": "127.0.0.0/8"},
    )


def _wait_until_ready(one: subprocess.Popen[bytes]) -> None:
    assert one.stdout is not None
    assert one.stdout.readline().strip() == b"ready"


def _promise(network: Mastodon, publications: int) -> list[str]:
    """Promise texts for now, each once; return what a worker has to be told."""
    from aboveboard.rooms.accounts.models import Account
    from aboveboard.rooms.publishing.schedule import Content, schedule
    from aboveboard.rooms.publishing.wish import wish_of
    from aboveboard.rooms.workspaces.models import Member, User, Workspace

    now = datetime.now(UTC)
    workspace = Workspace.objects.create(name="Kill", created_at=now)
    member = Member.objects.create(
        workspace=workspace, user=User.objects.create(username="kill"), role="owner"
    )
    people = [network.account(f"noor{number}") for number in range(_ACCOUNTS)]
    accounts = [
        Account.objects.create(
            workspace=workspace,
            network="mastodon",
            remote_id=person.id,
            handle=person.name,
            name=person.name.title(),
            server=network.address,
            connected_at=now,
            changed_at=now,
        )
        for person in people
    ]
    for number in range(publications):
        schedule(
            {accounts[number % _ACCOUNTS]: Content(sha256(str(number).encode()).hexdigest())},
            by=member,
            wish=wish_of(now, "UTC"),
            now=now,
            grace=timedelta(hours=6),
        )
    tokens = {
        person.id: network.tokens.issue(person.id, SCOPES, now=network.clock.now()).value
        for person in people
    }
    return [json.dumps({"address": network.address, "tokens": tokens})]


def _counted(network: Mastodon) -> dict[str, Any]:
    from aboveboard.rooms.publishing.models import Attempt, Publication

    texts = Counter(str(one.content["status"]) for one in network.ledger.ever())
    states = Counter(Publication.objects.values_list("state", flat=True))
    promised = set(Publication.objects.values_list("text", flat=True))
    return {
        "doubled": sum(count - 1 for count in texts.values()),
        "lost": len(promised - texts.keys()),
        "not_settled": sum(states[one] for one in _OPEN),
        "states": dict(states),
        "reasons": dict(Counter(Attempt.objects.values_list("reason", flat=True))),
        "requests": dict(Counter(Attempt.objects.values_list("outcome", flat=True))),
    }


def work(told: dict[str, Any], *, slots: int = 10) -> None:
    """Publish until this process is ended, with short leases and short doubts."""
    from aboveboard.channels.connecting import Grant, Identity, Tokens
    from aboveboard.channels.http.door import Door
    from aboveboard.channels.mastodon import Mastodon as Channel
    from aboveboard.channels.mastodon.server import facts_of
    from aboveboard.rooms.publishing import claim, held, publish, publisher, reconcile, restart
    from aboveboard.rooms.publishing.held import Tools

    def now() -> datetime:
        return datetime.now(UTC)

    class Hasty(Channel):
        settles_after = timedelta(seconds=2)

    short = timedelta(seconds=6)
    held.LEASE = claim.LEASE = restart.LEASE = short  # type: ignore[misc, attr-defined]
    held.LONGEST_REQUEST = publish.LONGEST_REQUEST = timedelta(seconds=3)  # type: ignore[misc, attr-defined]
    reconcile._BETWEEN = timedelta(seconds=1)  # type: ignore[misc]
    publisher.EVERY = timedelta(seconds=1)  # type: ignore[attr-defined]
    from django.conf import settings

    door = Door(now=now, own=settings.OUTGOING_OWN_NETWORKS)
    server, tokens = told["address"], told["tokens"]
    facts = facts_of(server, door)

    def open_channel(account: Account) -> Channel:
        who = account.remote_id
        identity = Identity("mastodon", who, account.handle, account.name, server, facts=facts)
        grant = Grant(identity, Tokens(tokens[who], scopes=SCOPES))
        return Hasty(grant, app=None, sender=door, now=now)

    tools = Tools(now=now, open_channel=open_channel, distrust=lambda account: None)
    running = publisher.Publisher(tools, slots=slots, poll_seconds=0.25)
    print("ready", flush=True)  # noqa: T201  (for whoever started this)
    with _ending(running):
        running.run()


@contextmanager
def _ending(running: Any) -> Iterator[None]:
    signal.signal(signal.SIGTERM, lambda *_: running._stopping.set())
    yield

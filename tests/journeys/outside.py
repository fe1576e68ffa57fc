"""A house with accounts on stand-ins of networks, which it reaches over loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tests.journeys.conftest import SOURCE
from tests.networks.clock import Clock
from tests.networks.linkedin import LinkedIn
from tests.networks.mastodon import Mastodon
from tests.networks.served import served

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_SEED = """
import json, sys
from aboveboard.cli.ready import own_member, ready
ready()
from django.utils import timezone
from aboveboard.channels.connecting import Tokens
from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.accounts.tokens import keep
seat, now = own_member(), timezone.now()
for one in json.loads(sys.argv[1]):
    token, scopes = one.pop("token"), one.pop("scopes")
    account = Account.objects.create(
        workspace_id=seat.workspace_id, connected_at=now, changed_at=now, scopes=scopes, **one
    )
    keep(account, Tokens(token, scopes=frozenset(scopes)), now=now)
"""


def account(network: str, token: Any, **more: Any) -> dict[str, Any]:
    """Return an account of a stand-in, to be written by :func:`connect`."""
    return {
        "network": network,
        "token": token.value,
        "scopes": sorted(token.scopes),
        "handle": "noor",
        "name": "Noor",
        **more,
    }


def way_there(places: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Return the settings by which a house reaches stand-ins of this machine.

    ``places`` are the addresses they have here by those they stand for.
    """
    return {
        "ABOVEBOARD_OWN_NETWORKS": "127.0.0.1/32",
        "ABOVEBOARD_NETWORK_ADDRESSES": ",".join(
            f"{real}={here}" for real, here in places.items()
        ),
    }


class Outside:
    """A Mastodon and a LinkedIn, both stand-ins, to be connected to the house in a folder."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        self.mastodon = Mastodon(Clock(now))
        self.linkedin = LinkedIn(Clock(now))

    @contextmanager
    def connected(self, folder: Path) -> Iterator[None]:
        """Have them answer, with an account of each connected."""
        with served(self.mastodon) as mastodon, served(self.linkedin) as linkedin:
            noor = self.mastodon.noor.id
            connect(
                folder,
                [
                    account(
                        "mastodon",
                        self.mastodon.token(),
                        remote_id=noor,
                        server=mastodon.address,
                    ),
                    account(
                        "linkedin",
                        self.linkedin.token(),
                        remote_id="urn:li:person:noor",
                        server=linkedin.address,
                    ),
                ],
            )
            yield


def run(
    folder: Path, *words: str, say: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of the product on a data folder, with ``say`` on its stdin."""
    return _python(folder, ["-m", "aboveboard", *words], say, more)


def connect(folder: Path, accounts: Iterable[dict[str, Any]]) -> None:
    """Write accounts with what opens them, as connecting would."""
    done = _python(folder, ["-c", _SEED, json.dumps(list(accounts))], "", {})
    assert done.returncode == 0, done.stderr


def _python(
    folder: Path, words: list[str], say: str, more: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(SOURCE),
        "ABOVEBOARD_DATA_DIR": str(folder),
        "ABOVEBOARD_TIME_ZONE": "Europe/Brussels",
        **more,
    }
    return subprocess.run(
        [sys.executable, *words],
        env=env,
        input=say,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

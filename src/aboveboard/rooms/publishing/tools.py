"""What the publisher of a running product works with."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from aboveboard.rooms.accounts.distrust import distrust
from aboveboard.rooms.accounts.opened import open_channel
from aboveboard.rooms.accounts.outside import way_out
from aboveboard.rooms.publishing.clock import shared_now
from aboveboard.rooms.publishing.held import Tools

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aboveboard.channels.port import Channel
    from aboveboard.channels.sender import Sender
    from aboveboard.rooms.accounts.models import Account


def make_tools(now: Callable[[], datetime] | None = None) -> Tools:
    """Return the tools, with one way out for all threads of this process."""
    now = now or shared_now()
    opener = Opener(now)
    return Tools(now=now, open_channel=opener, distrust=opener.distrust)


class Opener:
    """Opens channels. The way out is made with the first one, for it takes a while to load."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._sender: Sender | None = None
        self._lock = Lock()

    def __call__(self, account: Account) -> Channel:
        """Return the channel of an account.

        Raises:
            ChannelError: it cannot be opened now.
        """
        with self._lock:
            self._sender = self._sender or way_out(self._now)
        return open_channel(account, now=self._now, sender=self._sender)

    def distrust(self, account: Account) -> None:
        """Write down that the network no longer takes what opens the account."""
        distrust(account, self._now())

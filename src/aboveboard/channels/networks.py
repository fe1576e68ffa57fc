"""Every network that can be published to, by its name. A new one is a package and an entry here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from aboveboard.channels.connecting import App, Connector, Grant
    from aboveboard.channels.port import Channel
    from aboveboard.channels.sender import Sender


class OpensChannel(Protocol):
    """Makes the channel of one account."""

    def __call__(
        self, grant: Grant, *, app: App | None, sender: Sender, now: Callable[[], datetime]
    ) -> Channel:
        """Return it. Touches no network."""
        ...


class OpensConnector(Protocol):
    """Makes the connector of a network."""

    def __call__(self, *, sender: Sender, now: Callable[[], datetime]) -> Connector:
        """Return it. Touches no network."""
        ...


class Entry(NamedTuple):
    """What speaks to a network."""

    channel: OpensChannel
    connector: OpensConnector


def _channel(network: str, name: str) -> OpensChannel:
    """Return what opens a channel; its package, which takes a while, is loaded when it is used."""

    def opened(
        grant: Grant, *, app: App | None, sender: Sender, now: Callable[[], datetime]
    ) -> Channel:
        opens: OpensChannel = getattr(import_module(f"aboveboard.channels.{network}"), name)
        return opens(grant, app=app, sender=sender, now=now)

    return opened


def _connector(network: str, name: str) -> OpensConnector:
    """Return what opens a connector, likewise."""

    def opened(*, sender: Sender, now: Callable[[], datetime]) -> Connector:
        opens: OpensConnector = getattr(import_module(f"aboveboard.channels.{network}"), name)
        return opens(sender=sender, now=now)

    return opened


NETWORKS: Final[Mapping[str, Entry]] = {
    network: Entry(_channel(network, name), _connector(network, f"{name}Connector"))
    for network, name in {
        "bluesky": "Bluesky",
        "facebook": "Facebook",
        "instagram": "Instagram",
        "linkedin": "LinkedIn",
        "mastodon": "Mastodon",
    }.items()
}

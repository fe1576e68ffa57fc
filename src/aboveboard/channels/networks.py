"""Every network that can be published to, by its name. A new one is a package and an entry here."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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


class _Networks(MutableMapping[str, Entry]):
    """Entries by name; the package of a network, which takes a while, is loaded when it is asked for."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = dict(names)
        self._entries: dict[str, Entry] = {}

    @override
    def __getitem__(self, network: str) -> Entry:
        if network not in self._entries:
            name = self._names[network]
            package = import_module(f"aboveboard.channels.{network}")
            entry = Entry(getattr(package, name), getattr(package, f"{name}Connector"))
            self._entries[network] = entry
        return self._entries[network]

    @override
    def __setitem__(self, network: str, entry: Entry) -> None:
        self._entries[network] = entry

    @override
    def __delitem__(self, network: str) -> None:
        del self._entries[network]

    @override
    def __contains__(self, network: object) -> bool:
        return network in self._names

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    @override
    def __len__(self) -> int:
        return len(self._names)


NETWORKS: Final[Mapping[str, Entry]] = _Networks(
    {
        "bluesky": "Bluesky",
        "facebook": "Facebook",
        "instagram": "Instagram",
        "linkedin": "LinkedIn",
        "mastodon": "Mastodon",
    }
)

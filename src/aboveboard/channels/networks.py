"""Every network that can be published to, by its name. A new one is a package and an entry here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from aboveboard.channels.bluesky import Bluesky, BlueskyConnector
from aboveboard.channels.facebook import Facebook, FacebookConnector
from aboveboard.channels.instagram import Instagram, InstagramConnector
from aboveboard.channels.linkedin import LinkedIn, LinkedInConnector
from aboveboard.channels.mastodon import Mastodon, MastodonConnector

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


NETWORKS: Final[Mapping[str, Entry]] = {
    "bluesky": Entry(Bluesky, BlueskyConnector),
    "facebook": Entry(Facebook, FacebookConnector),
    "instagram": Entry(Instagram, InstagramConnector),
    "linkedin": Entry(LinkedIn, LinkedInConnector),
    "mastodon": Entry(Mastodon, MastodonConnector),
}

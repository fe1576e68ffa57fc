"""Every stand-in by its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from tests.networks.bluesky import Bluesky
from tests.networks.linkedin import LinkedIn
from tests.networks.mastodon import GOTOSOCIAL, TAKAHE, Mastodon
from tests.networks.meta import Facebook, Instagram

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.networks.network import Network

NETWORKS: Final[dict[str, Callable[..., Network]]] = {
    "bluesky": Bluesky,
    "facebook": Facebook,
    "instagram": Instagram,
    "linkedin": LinkedIn,
    "mastodon": Mastodon,
    "gotosocial": partial(Mastodon, dialect=GOTOSOCIAL),
    "takahe": partial(Mastodon, dialect=TAKAHE),
}

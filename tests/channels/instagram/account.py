"""An account of Instagram on its stand-in, for every test of its channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aboveboard.channels.connecting import App, Grant, Identity, Tokens
from aboveboard.channels.instagram import Instagram
from aboveboard.channels.port import (
    Draft,
    Media,
)
from tests.channels import golden
from tests.channels.asked import TEXT
from tests.channels.stand_in import StandInSender
from tests.networks.meta.instagram_state import NAME, SCOPES, USER

if TYPE_CHECKING:
    from pathlib import Path

    from aboveboard.channels.sender import Sender
    from tests.networks.meta import Instagram as Network

PUBLIC = "https://zilver.example/m"


def channel(network: Network, *scopes: str, sender: Sender | None = None) -> Instagram:
    given = frozenset(scopes) or SCOPES
    identity = Identity("instagram", USER, NAME, "Studio Zilver", network.address)
    token = network.token(*given)
    grant = Grant(identity, Tokens(token.value, scopes=given))
    sender = sender or StandInSender(network)
    return Instagram(grant, app=App(version="v26.0"), sender=sender, now=network.clock.now)


def picture(folder: Path, name: str = "stekker.jpg", **more: Any) -> Media:
    return golden.media(folder, name, address=f"{PUBLIC}/{name}", **more)


def draft(folder: Path, text: str = TEXT, number: int = 1, **more: Any) -> Draft:
    media = tuple(picture(folder, f"{place}.jpg") for place in range(number))
    return Draft(text, media=media, **more)


def captions(network: Network) -> list[str]:
    return [entry.content.get("caption", "") for entry in network.ledger.living()]

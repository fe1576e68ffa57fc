"""How an account is opened: by the session of an app password, or by OAuth with proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aboveboard.channels.bluesky.calls import Api
from aboveboard.channels.bluesky.dpop import Prover
from aboveboard.channels.bluesky.places import Places
from aboveboard.channels.port import Ability

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from aboveboard.channels.connecting import Grant, Tokens
    from aboveboard.channels.sender import Sender

ABILITIES: Final = frozenset(
    {
        Ability.WITHDRAW,
        Ability.FIND,
        Ability.THREAD,
        Ability.CARD,
        Ability.REPLIES,
        Ability.ANSWER,
        Ability.METRICS,
    }
)
KEY: Final = "key"
"""Where :attr:`Tokens.extra` holds the private key that tokens of OAuth are bound to."""


def is_oauth(tokens: Tokens) -> bool:
    """Return whether tokens have to come with a proof."""
    return KEY in tokens.extra


def api_of(grant: Grant, *, sender: Sender, now: Callable[[], datetime]) -> Api:
    """Return what calls the account's server."""
    tokens = grant.tokens
    prover = Prover(tokens.extra[KEY], now) if is_oauth(tokens) else None
    return Api(grant.identity.server, tokens.access, sender, prover)


def facts_of(places: Places) -> dict[str, str]:
    """Return what an account has to remember of where to ask."""
    return {"resolver": places.resolver, "directory": places.directory}


def places_of(facts: Mapping[str, str]) -> Places:
    """Return where to ask, as :func:`facts_of` wrote it."""
    usual = Places()
    return Places(
        facts.get("resolver") or usual.resolver, facts.get("directory") or usual.directory
    )

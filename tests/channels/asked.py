"""What tests of every channel share: a draft that goes out, and what became of a request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.port import ChannelError, Draft, Outgoing, Prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from aboveboard.channels.port import Channel
    from tests.networks.network import Network

TEXT = "Onze demo viel uit, en dat was onze fout."


def ready(
    channel: Channel, network: Network, draft: Draft | None = None, *, key: str = "key-1"
) -> Outgoing:
    """Return the one post of a draft, prepared; the clock of the network waits when it must."""
    (post,) = channel.compose(draft or Draft(TEXT), key=key, now=network.clock.now())
    for _ in range(100):
        prepared: Prepared = channel.prepare(post)
        post = replace(post, prepared=prepared.kept)
        if prepared.again_at is None:
            return post
        wait = (prepared.again_at - network.clock.now()).total_seconds()
        network.clock.advance(max(wait, 0.0))
    raise AssertionError("it is never ready")


def failure[E: ChannelError](kind: type[E], act: Callable[[], object]) -> E:
    """Return the error of this very kind that ``act`` ends with."""
    with pytest.raises(ChannelError) as caught:
        act()
    assert type(caught.value) is kind, repr(caught.value)
    assert isinstance(caught.value, kind)
    return caught.value

"""What an account of Mastodon may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.channels.port import (
    Ability,
    Draft,
    Reason,
    Refused,
    Reply,
)
from tests.channels.asked import TEXT, failure, ready
from tests.channels.mastodon.account import channel

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.networks.mastodon import Mastodon as Network


def test_what_the_scopes_do_not_allow_is_said_beforehand(network: Network) -> None:
    reader = channel(network, "read:accounts", "read:statuses")
    assert reader.abilities == {Ability.FIND, Ability.REPLIES, Ability.METRICS}
    writer = channel(network, "write:statuses", "write:media")
    assert Ability.FIND not in writer.abilities
    receipt = writer.publish(ready(writer, network))
    post = ready(writer, network)
    reply = Reply(receipt, receipt.remote_id, "rik", "Rik", "Dat herken ik.")
    network.log.clear()
    refusals: tuple[Callable[[], object], ...] = (
        lambda: reader.compose(Draft(TEXT), key="k", now=network.clock.now()),
        lambda: reader.publish(post),
        lambda: reader.withdraw(receipt),
        lambda: reader.edit(receipt, post),
        lambda: reader.answer(reply, post),
        lambda: writer.find(post, since=network.clock.now()),
        lambda: writer.replies(receipt, since=None),
        lambda: writer.metrics([receipt]),
    )
    for refused in refusals:
        assert failure(Refused, refused).reason is Reason.FORBIDDEN
    assert network.log == []

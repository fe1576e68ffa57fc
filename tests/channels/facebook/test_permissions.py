"""What an account of Facebook may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.channels.port import (
    Ability,
    Draft,
    Outgoing,
    Reason,
    Receipt,
    Refused,
    Reply,
)
from tests.channels.asked import TEXT, failure
from tests.channels.facebook.account import POSTS, READS, channel

if TYPE_CHECKING:
    from tests.networks.meta import Facebook as Network


def test_what_a_page_can_do_follows_from_its_scopes(network: Network) -> None:
    always = {Ability.WITHDRAW, Ability.EDIT, Ability.CARD}
    reads = {Ability.FIND, Ability.REPLIES, Ability.METRICS}
    assert channel(network).abilities == always | reads | {Ability.ANSWER}
    assert channel(network, POSTS, READS).abilities == always | reads
    assert channel(network, POSTS).abilities == always
    assert channel(network, READS).abilities == set()


def test_what_is_not_permitted_is_refused_before_anything_leaves(network: Network) -> None:
    zilver, idle = channel(network, POSTS), channel(network, READS)
    receipt = Receipt("1", "", network.clock.now())
    post = Outgoing("k", TEXT, network.clock.now())
    for act in (
        lambda: zilver.replies(receipt, since=None),
        lambda: zilver.metrics([receipt]),
        lambda: zilver.answer(Reply(receipt, "", "", "", ""), post),
        lambda: idle.compose(Draft(TEXT), key="k", now=network.clock.now()),
        lambda: idle.prepare(post),
        lambda: idle.publish(post),
        lambda: idle.edit(receipt, post),
        lambda: idle.withdraw(receipt),
    ):
        assert failure(Refused, act).reason is Reason.FORBIDDEN
    assert network.log == []

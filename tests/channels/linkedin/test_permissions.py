"""What an account of LinkedIn may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.channels.port import (
    Ability,
    Draft,
    Reason,
    Receipt,
    Refused,
    Reply,
)
from tests.channels.asked import TEXT, failure, ready
from tests.channels.linkedin.account import PORTABILITY, channel, page_channel
from tests.networks.linkedin.state import OPEN, PAGE

if TYPE_CHECKING:
    from tests.networks.linkedin import LinkedIn as Network


def test_what_an_account_can_do_follows_from_its_scopes(network: Network) -> None:
    always = {
        Ability.WITHDRAW,
        Ability.EDIT,
        Ability.CARD,
        Ability.DOCUMENT,
        Ability.ANSWER,
    }
    reads = {Ability.FIND, Ability.REPLIES}
    assert channel(network).abilities == always
    assert channel(network, *OPEN, "r_member_social").abilities == always | reads
    assert channel(network, *OPEN, PORTABILITY).abilities == always | {Ability.FIND}
    assert page_channel(network).abilities == always | reads | {Ability.METRICS}
    assert channel(network, *OPEN, author=PAGE).abilities == set()


def test_what_is_not_permitted_is_refused_before_anything_leaves(network: Network) -> None:
    noor, idle = channel(network), channel(network, "openid")
    receipt = Receipt("urn:li:share:1", "", network.clock.now())
    reply = Reply(receipt, "urn:li:share:1", "", "", "")
    post = ready(noor, network)
    for act in (
        lambda: noor.replies(receipt, since=None),
        lambda: noor.metrics([receipt]),
        lambda: idle.compose(Draft(TEXT), key="k", now=network.clock.now()),
        lambda: idle.publish(post),
        lambda: idle.withdraw(receipt),
        lambda: idle.edit(receipt, post),
        lambda: idle.answer(reply, post),
    ):
        assert failure(Refused, act).reason is Reason.FORBIDDEN
    assert network.log == []

"""What an account of Instagram may do."""

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
from tests.channels.instagram.account import channel

if TYPE_CHECKING:
    from tests.networks.meta import Instagram as Network


def test_what_an_account_can_do_follows_from_its_scopes(network: Network) -> None:
    basic, publish = "instagram_business_basic", "instagram_business_content_publish"
    talks = {Ability.REPLIES, Ability.ANSWER}
    always = {Ability.FIND, Ability.STORY}
    assert channel(network).abilities == always | talks | {Ability.METRICS}
    assert channel(network, basic, publish).abilities == always
    assert channel(network, basic).abilities == set()


def test_what_is_not_permitted_is_refused_before_anything_leaves(network: Network) -> None:
    basic, publish = "instagram_business_basic", "instagram_business_content_publish"
    zilver, idle = channel(network, basic, publish), channel(network, basic)
    receipt = Receipt("1", "", network.clock.now())
    post = Outgoing("k", TEXT, network.clock.now())
    for act in (
        lambda: zilver.replies(receipt, since=None),
        lambda: zilver.metrics([receipt]),
        lambda: zilver.answer(Reply(receipt, "", "", "", ""), post),
        lambda: idle.compose(Draft(TEXT), key="k", now=network.clock.now()),
        lambda: idle.prepare(post),
        lambda: idle.publish(post),
    ):
        assert failure(Refused, act).reason is Reason.FORBIDDEN
    assert network.log == []

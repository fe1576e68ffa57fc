"""What channels are tested with tells of failures as the door does."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.answer import Answer, Effect
from aboveboard.channels.http.door import Door
from aboveboard.channels.port import ChannelError, NotSent
from tests.channels.stand_in import StandInSender
from tests.networks.faults import Fault, Kind
from tests.networks.mastodon import Mastodon
from tests.networks.served import served

if TYPE_CHECKING:
    from aboveboard.channels.sender import Sender
    from tests.networks.network import Network

OWN = (ipaddress.ip_network("127.0.0.0/8"),)


def outcome(
    sender: Sender, network: Network, token: str, fault: Fault | None, effect: Effect
) -> tuple[object, ...]:
    """Return what becomes of a status that is posted."""
    if fault is not None:
        network.faults.plan(fault)
    try:
        answer: Answer = sender.send(
            "POST",
            f"{network.address}/api/v1/statuses",
            effect=effect,
            headers={"Authorization": f"Bearer {token}"},
            form={"status": "Onze demo viel uit.", "media_ids[]": []},
        )
    except ChannelError as error:
        return type(error), error.reason, error.status
    return answer.status, answer.headers.get("content-type"), answer.effect


@pytest.mark.parametrize(
    "fault",
    [
        None,
        Fault(Kind.BEFORE),
        Fault(Kind.AFTER),
        Fault(Kind.RESET, commits=True),
        Fault(Kind.CUT),
        Fault(Kind.BROKEN, status=502),
        Fault(Kind.BUSY),
        Fault(Kind.EXPIRED),
    ],
)
@pytest.mark.parametrize("effect", [Effect.CREATES, Effect.READS])
def test_the_same_fault_is_told_the_same_with_and_without_a_socket(
    fault: Fault | None, effect: Effect
) -> None:
    plain, behind = Mastodon(), Mastodon()
    here = outcome(StandInSender(plain), plain, plain.any_token().value, fault, effect)
    with served(behind):
        door = Door(now=behind.clock.now, own=OWN)
        there = outcome(door, behind, behind.any_token().value, fault, effect)
    assert here == there


def test_what_is_not_reachable_was_not_sent() -> None:
    network = Mastodon()
    sender = StandInSender(network, unreachable=1)
    with pytest.raises(NotSent):
        sender.send("GET", f"{network.address}/api/v2/instance")
    with pytest.raises(NotSent):
        sender.send("GET", "http://elsewhere.invalid/")
    assert sender.send("GET", f"{network.address}/api/v2/instance").status == 200
    assert len(network.log) == 1

"""A public post on Bluesky: looked at, changed, taken back, answered and counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aboveboard.channels.port import (
    Draft,
    Metrics,
    Reason,
    Receipt,
    Refused,
    Unclear,
    Unseen,
)
from tests.channels.asked import failure, ready
from tests.channels.bluesky.account import NOON, channel
from tests.networks.bluesky.talk import RIK
from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from tests.networks.bluesky import Bluesky as Network


def test_a_post_is_taken_back_and_cannot_be_changed(network: Network) -> None:
    noor = channel(network)
    post = ready(noor, network)
    receipt = noor.publish(post)
    assert failure(Refused, lambda: noor.edit(receipt, post)).reason is Reason.FORBIDDEN
    network.faults.plan(Fault(Kind.AFTER, operation="record_delete"))
    assert failure(Unclear, lambda: noor.withdraw(receipt)).may_repeat
    noor.withdraw(receipt)
    assert noor.look(receipt) is Unseen.ABSENT
    assert network.ledger.living() == []


def test_what_others_say_is_read_answered_and_counted(network: Network) -> None:
    noor = channel(network)
    receipt = noor.publish(ready(noor, network))
    theirs = network.reply(receipt.remote_id, "Dat herken ik.")
    (reply,) = noor.replies(receipt, since=None)
    assert (reply.author, reply.author_name, reply.text) == (
        "rik.example",
        "Rik",
        "Dat herken ik.",
    )
    answer = ready(noor, network, Draft("Dank je."), key="answer-1")
    network.faults.plan(Fault(Kind.AFTER, operation="record_put"))
    failure(Unclear, lambda: noor.answer(reply, answer))
    said = noor.find(answer, since=NOON)
    assert isinstance(said, Receipt)
    assert noor.answer(reply, answer) == said
    entry = network.ledger.entries[said.remote_id]
    assert entry.content["reply"]["parent"]["uri"] == theirs
    assert entry.content["reply"]["root"] == {"uri": receipt.remote_id, "cid": receipt.version}
    network.likes[receipt.remote_id] = {RIK}
    gone = replace(receipt, remote_id=receipt.remote_id[:-1] + "z")
    wanted = Metrics(likes=1, comments=1, reposts=0)
    assert noor.metrics([receipt, gone]) == {receipt.remote_id: wanted}
    assert network.complaints == []

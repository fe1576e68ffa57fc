"""Doubt about a post on Bluesky, settled by looking."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.port import (
    Busy,
    Draft,
    Reason,
    Refused,
    Unclear,
    Unseen,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.bluesky.account import NOON, channel, living
from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.networks.bluesky import Bluesky as Network


@pytest.mark.parametrize("kind", [Kind.AFTER, Kind.LATE])
def test_a_late_request_and_a_repeat_are_one_post(network: Network, kind: Kind) -> None:
    noor = channel(network)
    post = ready(noor, network)
    network.faults.plan(Fault(kind, operation="record_put", seconds=90))
    assert failure(Unclear, lambda: noor.publish(post)).may_repeat
    receipt = noor.publish(post)
    network.clock.advance(100)
    assert noor.find(post, since=network.clock.now()) == receipt
    assert living(network) == [TEXT]


def test_a_name_that_is_taken_and_cannot_be_looked_at_is_unclear(network: Network) -> None:
    noor = channel(network)
    post = ready(noor, network)
    noor.publish(post)
    network.faults.plan(Fault(Kind.BROKEN, operation="record_get", status=502))
    assert failure(Unclear, lambda: noor.publish(post)).may_repeat


def test_another_post_under_its_name_is_left_as_it_is(network: Network) -> None:
    noor = channel(network)
    post = ready(noor, network)
    first = noor.publish(post)
    refused = failure(Refused, lambda: noor.publish(replace(post, text="Iets anders")))
    assert (refused.reason, refused.existing) == (Reason.DUPLICATE, first.remote_id)
    assert noor.find(replace(post, text="Iets anders"), since=NOON) is Unseen.ABSENT
    assert living(network) == [TEXT]


@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.CUT, Kind.BROKEN, Kind.BUSY])
def test_reading_and_preparing_are_never_unclear(
    network: Network, tmp_path: Path, kind: Kind
) -> None:
    noor = channel(network)
    receipt = noor.publish(ready(noor, network))
    post = ready(noor, network)
    draft = Draft("Dank @rik.example", media=(golden.media(tmp_path),))
    reads: tuple[Callable[[], object], ...] = (
        lambda: noor.find(post, since=NOON),
        lambda: noor.look(receipt),
        lambda: list(noor.replies(receipt, since=None)),
        lambda: noor.metrics([receipt]),
        lambda: ready(noor, network, draft),
    )
    for read in reads:
        network.faults.plan(Fault(kind))
        failure(Busy, read)

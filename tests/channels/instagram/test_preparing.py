"""What Instagram is given before anybody sees a post."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.port import (
    Busy,
    Reason,
    Refused,
)
from tests.channels.asked import TEXT, failure, ready
from tests.channels.instagram.account import PUBLIC, captions, channel, draft
from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from tests.networks.meta import Instagram as Network


def test_a_carousel_is_one_post_of_items_in_their_order(
    network: Network, tmp_path: Path
) -> None:
    network.seconds_of_processing = 40
    zilver = channel(network)
    zilver.publish(ready(zilver, network, draft(tmp_path, number=3)))
    (entry,) = network.ledger.living()
    fields = [network.state.containers[one].fields for one in entry.content["children"]]
    assert [one["image_url"] for one in fields] == [f"{PUBLIC}/{n}.jpg" for n in range(3)]
    assert all("caption" not in one for one in fields)
    assert len(network.calls("container_create")) == 4


def test_it_is_asked_after_less_and_less_often(network: Network, tmp_path: Path) -> None:
    network.seconds_of_processing = 240
    zilver = channel(network)
    ready(zilver, network, draft(tmp_path))
    moments = [line.moment for line in network.calls("container_show")]
    pauses = [later - first for first, later in pairwise(moments)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(minutes=1)


def test_a_container_that_expired_is_made_again(network: Network, tmp_path: Path) -> None:
    zilver = channel(network)
    post = ready(zilver, network, draft(tmp_path))
    network.clock.advance(timedelta(hours=23.5).total_seconds())
    again = zilver.prepare(post)
    assert again.kept != post.prepared
    network.clock.advance(3600)
    assert failure(Busy, lambda: zilver.publish(post)).reason is Reason.MEDIA
    assert network.calls("publish") == []


def test_what_instagram_could_not_make_is_tried_three_times(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    network.faults.plan(Fault(Kind.MEDIA, operation="container_create", times=2))
    zilver.publish(ready(zilver, network, draft(tmp_path)))
    assert captions(network) == [TEXT]
    network.faults.plan(Fault(Kind.MEDIA, operation="container_create", times=3))
    refused = failure(Refused, lambda: ready(zilver, network, draft(tmp_path)))
    assert refused.reason is Reason.MEDIA


def test_a_quota_that_is_full_waits_for_the_oldest_of_the_day(
    network: Network, tmp_path: Path
) -> None:
    network.quota = 1
    zilver = channel(network)
    zilver.publish(ready(zilver, network, draft(tmp_path)))
    first = network.ledger.living()[0].born
    network.clock.advance(3600)
    busy = failure(Busy, lambda: ready(zilver, network, draft(tmp_path, "Twee.")))
    assert (busy.reason, busy.again_at) == (Reason.RATE, first + timedelta(days=1))
    network.clock.advance((busy.again_at - network.clock.now()).total_seconds())
    zilver.publish(ready(zilver, network, draft(tmp_path, "Twee.")))
    assert captions(network) == [TEXT, "Twee."]


@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN])
@pytest.mark.parametrize("operation", ["container_create", "container_show", "quota"])
def test_preparing_is_never_unclear(
    network: Network, tmp_path: Path, operation: str, kind: Kind
) -> None:
    zilver = channel(network)
    network.faults.plan(Fault(kind, operation=operation))
    failure(Busy, lambda: ready(zilver, network, draft(tmp_path)))
    zilver.publish(ready(zilver, network, draft(tmp_path)))
    assert captions(network) == [TEXT]

"""What Facebook is given before anybody sees a post."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.port import (
    Busy,
    ChannelError,
    Draft,
    Reason,
    Refused,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.facebook.account import channel, messages
from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from tests.networks.meta import Facebook as Network


def test_photos_stand_in_their_order_with_their_descriptions(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    media = (golden.media(tmp_path, "a.png", description="Voor"), golden.media(tmp_path))
    zilver.publish(ready(zilver, network, Draft(TEXT, media=media)))
    (entry,) = network.ledger.living()
    photos = [network.state.photos[one] for one in entry.content["photos"]]
    assert [one.alternative for one in photos] == ["Voor", None]


def test_a_post_whose_making_was_lost_gets_its_photos_anew(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    network.faults.plan(Fault(Kind.AFTER, operation="post_create"))
    zilver.publish(ready(zilver, network, draft))
    assert messages(network) == [TEXT]
    assert len(network.calls("photo_create")) == 2
    assert len(network.ledger.ever()) == 1


def test_photos_of_a_post_that_nobody_kept_are_sent_anew(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    (post,) = zilver.compose(draft, key="k", now=network.clock.now())
    half = replace(post, prepared=zilver.prepare(post).kept)
    zilver.prepare(half)
    again = zilver.prepare(half)
    assert again.again_at == network.clock.now()
    for _ in range(2):
        again = zilver.prepare(replace(post, prepared=again.kept))
    zilver.publish(replace(post, prepared=again.kept))
    assert messages(network) == [TEXT]


@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN])
@pytest.mark.parametrize("operation", ["photo_create", "post_create"])
def test_preparing_is_never_unclear_and_shows_nothing(
    network: Network, tmp_path: Path, operation: str, kind: Kind
) -> None:
    zilver = channel(network)
    media = (golden.media(tmp_path),) if operation == "photo_create" else ()
    draft = Draft(TEXT, media=media)
    network.faults.plan(Fault(kind, operation=operation))
    failure(Busy, lambda: ready(zilver, network, draft))
    post = ready(zilver, network, draft)
    assert network.ledger.ever() == []
    zilver.publish(post)
    assert messages(network) == [TEXT]


def test_a_photo_that_is_gone_or_none_is_refused(network: Network, tmp_path: Path) -> None:
    zilver, photo = channel(network), golden.media(tmp_path)
    photo.path.write_bytes(b"no photo")
    draft = Draft(TEXT, media=(photo,))
    assert failure(Refused, lambda: ready(zilver, network, draft)).reason is Reason.MEDIA
    photo.path.unlink()
    assert failure(Refused, lambda: ready(zilver, network, draft)).reason is Reason.MEDIA


@pytest.mark.parametrize(
    ("kind", "error", "reason"),
    [
        (Kind.QUOTA, Busy, Reason.RATE),
        (Kind.DUPLICATE, Refused, Reason.DUPLICATE),
        (Kind.BUSY, Busy, Reason.RATE),
    ],
)
def test_a_no_to_making_a_post_says_what_to_do(
    network: Network, kind: Kind, error: type[ChannelError], reason: Reason
) -> None:
    zilver = channel(network)
    network.faults.plan(Fault(kind, operation="post_create"))
    caught = failure(error, lambda: ready(zilver, network))
    assert caught.reason is reason
    if isinstance(caught, Busy):
        assert caught.again_at == network.clock.now() + timedelta(minutes=15)

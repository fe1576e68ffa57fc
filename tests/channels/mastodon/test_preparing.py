"""What Mastodon is given before anybody sees a post."""

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
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.mastodon.account import channel, living
from tests.networks.exchange import Answer as Given
from tests.networks.faults import Fault, Kind
from tests.networks.mastodon import Mastodon as Network

if TYPE_CHECKING:
    from pathlib import Path


def test_pictures_are_waited_for(network: Network, tmp_path: Path) -> None:
    network.seconds_of_processing = 7
    noor = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path), golden.media(tmp_path, "b.png")))
    noor.publish(ready(noor, network, draft))
    assert len(network.calls("media_create")) == 2
    assert len(network.calls("media_show")) > 2
    assert living(network) == [TEXT]


def test_a_picture_the_server_makes_nothing_of_is_refused(
    network: Network, tmp_path: Path
) -> None:
    noor = channel(network)
    network.faults.plan(Fault(Kind.MEDIA, operation="media_create"))
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    refused = failure(Refused, lambda: ready(noor, network, draft))
    assert refused.reason is Reason.MEDIA
    assert network.ledger.living() == []


def test_what_is_uploaded_is_not_uploaded_again(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    media = tuple(golden.media(tmp_path, f"{number}.png") for number in range(3))
    (post,) = noor.compose(Draft(TEXT, media=media), key="k", now=network.clock.now())
    network.faults.plan(Fault(Kind.BROKEN, operation="media_create", skip=2, status=503))
    prepared = noor.prepare(post)
    assert prepared.again_at is not None
    assert len(network.state.attachments) == 2
    again = noor.prepare(replace(post, prepared=prepared.kept))
    assert again.again_at is None
    assert len(network.state.attachments) == 3
    noor.publish(replace(post, prepared=again.kept))
    assert network.ledger.living()[0].content["media_ids"] == list(network.state.attachments)


def test_an_upload_the_server_forgot_is_made_again(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    post = ready(noor, network, Draft(TEXT, media=(golden.media(tmp_path),)))
    network.clock.advance(24 * 3600)
    network.state.attachments.clear()
    unclear = failure(Unclear, lambda: noor.publish(post))
    assert unclear.reason is Reason.MEDIA
    prepared = noor.prepare(post)
    noor.publish(replace(post, prepared=prepared.kept))
    assert living(network) == [TEXT]


@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN])
def test_preparing_is_never_unclear(network: Network, tmp_path: Path, kind: Kind) -> None:
    network.seconds_of_processing = 2
    noor = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    network.faults.plan(Fault(kind, operation="media_create"))
    failure(Busy, lambda: ready(noor, network, draft))
    network.faults.plan(Fault(kind, operation="media_show"))
    failure(Busy, lambda: ready(noor, network, draft))
    noor.publish(ready(noor, network, draft))
    assert living(network) == [TEXT]


def test_words_about_a_medium_leave_only_a_post_in_doubt(
    network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network.seconds_of_processing = 2
    noor = channel(network)
    words = b'{"error": "Media 1 could not be found"}'
    monkeypatch.setitem(Network.handlers, "media_show", lambda network, call: Given(422, words))
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    refused = failure(Refused, lambda: ready(noor, network, draft))
    assert refused.reason is Reason.MEDIA


def test_a_file_that_is_gone_is_refused(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    picture = golden.media(tmp_path)
    picture.path.unlink()
    refused = failure(Refused, lambda: ready(noor, network, Draft(TEXT, media=(picture,))))
    assert refused.reason is Reason.MEDIA


def test_a_post_whose_pictures_were_not_prepared_does_not_go_out(
    network: Network, tmp_path: Path
) -> None:
    noor = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    (post,) = noor.compose(draft, key="k", now=network.clock.now())
    assert failure(Refused, lambda: noor.publish(post)).reason is Reason.MEDIA
    assert network.log == []

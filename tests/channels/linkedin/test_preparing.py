"""What LinkedIn is given before anybody sees a post."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.port import (
    Busy,
    Draft,
    Reason,
    Refused,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.linkedin.account import channel, living, page_channel
from tests.channels.stand_in import StandInSender
from tests.networks.faults import Fault, Kind
from tests.networks.linkedin import LinkedIn as Network

if TYPE_CHECKING:
    from pathlib import Path


def test_pictures_wait_a_grace_where_their_state_may_not_be_asked(
    network: Network, tmp_path: Path
) -> None:
    network.seconds_of_processing = 15
    noor = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path, description="Een stekker"),))
    began = network.clock.now()
    noor.publish(ready(noor, network, draft))
    assert network.clock.now() - began == timedelta(seconds=20)
    assert not network.calls("image_show")
    assert len(network.ledger.living()) == 1


def test_pictures_of_a_page_are_asked_after_until_they_are_there(
    network: Network, tmp_path: Path
) -> None:
    network.seconds_of_processing = 7
    page = page_channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    page.publish(ready(page, network, draft))
    assert len(network.calls("image_show")) == 3
    assert living(network) == [TEXT]


def test_a_document_that_is_none_is_refused_before_it_is_public(
    network: Network, tmp_path: Path
) -> None:
    page = page_channel(network)
    document = golden.media(tmp_path, "cijfers.pdf")
    document.path.write_bytes(b"no document")
    draft = Draft(TEXT, media=(document,))
    refused = failure(Refused, lambda: ready(page, network, draft))
    assert refused.reason is Reason.MEDIA
    assert network.ledger.living() == []


def test_what_is_uploaded_is_not_uploaded_again(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    media = tuple(golden.media(tmp_path, f"{number}.png") for number in range(3))
    (post,) = noor.compose(Draft(TEXT, media=media), key="k", now=network.clock.now())
    network.faults.plan(Fault(Kind.BROKEN, operation="image_start", skip=2, status=503))
    prepared = noor.prepare(post)
    assert prepared.again_at is not None
    assert len(network.state.media) == 2
    network.clock.advance(60)
    again = noor.prepare(replace(post, prepared=prepared.kept))
    assert len(network.state.media) == 3
    network.clock.advance(20)
    assert noor.prepare(replace(post, prepared=again.kept)).again_at is None
    noor.publish(replace(post, prepared=again.kept))
    (entry,) = network.ledger.living()
    images = entry.content["content"]["multiImage"]["images"]
    assert [one["id"] for one in images] == list(network.state.media)


@pytest.mark.parametrize("operation", ["image_start", "upload"])
@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.RESET, Kind.CUT, Kind.BROKEN])
def test_preparing_is_never_unclear(
    network: Network, tmp_path: Path, operation: str, kind: Kind
) -> None:
    noor = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    network.faults.plan(Fault(kind, operation=operation))
    failure(Busy, lambda: ready(noor, network, draft))
    noor.publish(ready(noor, network, draft))
    assert living(network) == [TEXT]


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


def test_the_token_goes_to_linkedin_alone(network: Network, tmp_path: Path) -> None:
    elsewhere = Network()
    elsewhere.address = "http://elsewhere.invalid"
    sender = StandInSender(network, elsewhere)
    noor = channel(network, sender=sender)
    kept = network.address
    (post,) = noor.compose(
        Draft(TEXT, media=(golden.media(tmp_path),)), key="k", now=network.clock.now()
    )
    network.address = elsewhere.address
    failure(Refused, lambda: noor.prepare(post))
    network.address = kept
    assert all("authorization" not in line.request.headers for line in elsewhere.log)
    assert elsewhere.log


def test_what_was_uploaded_half_a_day_ago_is_uploaded_again(
    network: Network, tmp_path: Path
) -> None:
    noor = channel(network)
    post = ready(noor, network, Draft(TEXT, media=(golden.media(tmp_path),)))
    network.clock.advance(timedelta(hours=13).total_seconds())
    assert noor.prepare(post).kept != post.prepared
    assert len(network.state.media) == 2

"""What Bluesky is given before anybody sees a post."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aboveboard.channels.port import (
    Draft,
    Reason,
    Refused,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.bluesky.account import NOON, channel
from tests.networks.bluesky.talk import RIK
from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from tests.networks.bluesky import Bluesky as Network


def test_what_is_uploaded_and_found_out_is_kept(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    media = (golden.media(tmp_path), golden.media(tmp_path, "b.png"))
    draft = Draft("Dank @rik.example en @niemand.example", media=media)
    (post,) = noor.compose(draft, key="k", now=network.clock.now())
    network.faults.plan(Fault(Kind.BROKEN, operation="blob_upload", skip=1, status=503))
    prepared = noor.prepare(post)
    assert prepared.again_at is not None
    again = noor.prepare(replace(post, prepared=prepared.kept))
    assert again.again_at is None
    assert len(network.calls("blob_upload")) == 3
    post = replace(post, prepared=again.kept)
    assert noor.prepare(post).kept == again.kept
    assert len(network.calls("blob_upload")) == 3
    noor.publish(post)
    (facet,) = network.ledger.living()[0].content["facets"]
    assert facet["features"][0]["did"] == RIK
    network.clock.advance(3600)
    noor.prepare(post)
    assert len(network.calls("blob_upload")) == 5


def test_a_post_that_was_not_prepared_does_not_go_out(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    draft = Draft(TEXT, media=(golden.media(tmp_path),))
    (post,) = noor.compose(draft, key="k", now=NOON)
    assert failure(Refused, lambda: noor.publish(post)).reason is Reason.MEDIA
    assert network.log == []


def test_who_is_known_by_did_needs_no_question(network: Network) -> None:
    noor = channel(network)
    draft = Draft("Dank @rik.example", mentions=(("@rik.example", RIK),))
    noor.publish(ready(noor, network, draft))
    assert network.ledger.living()[0].content["facets"][0]["features"][0]["did"] == RIK
    assert not network.calls("handle_resolve")

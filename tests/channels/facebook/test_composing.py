"""What a draft becomes on Facebook, and what can never go out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aboveboard.channels.port import (
    Card,
    Draft,
    Form,
    Reason,
    Refused,
    Visibility,
)
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.facebook.account import channel

if TYPE_CHECKING:
    from pathlib import Path

    from tests.networks.meta import Facebook as Network


def test_what_can_never_go_out_is_refused_at_once(network: Network, tmp_path: Path) -> None:
    zilver, photo = channel(network), golden.media(tmp_path)
    for said, reason in (
        (Draft(" "), Reason.EMPTY),
        (Draft(TEXT, form=Form.STORY), Reason.FORBIDDEN),
        (Draft(TEXT, warning="Verlies"), Reason.FORBIDDEN),
        (Draft(TEXT, visibility=Visibility.FOLLOWERS), Reason.VISIBILITY),
        (Draft("a" * 63_207), Reason.TOO_LONG),
        (Draft(TEXT, media=(photo,) * 11), Reason.MEDIA),
        (Draft(TEXT, media=(replace(photo, type="image/webp"),)), Reason.MEDIA),
    ):
        compose = partial(zilver.compose, said, key="k", now=network.clock.now())
        assert failure(Refused, compose).reason is reason
    assert network.log == []


def test_a_card_alone_is_a_post_and_gives_way_to_photos(
    network: Network, tmp_path: Path
) -> None:
    zilver, card = channel(network), Card("https://zilver.example/demo", "De demo")
    zilver.publish(ready(zilver, network, Draft("", card=card)))
    assert network.ledger.living()[0].content["link"] == card.url
    draft = Draft(TEXT, card=card, media=(golden.media(tmp_path),))
    (post,) = zilver.compose(draft, key="k", now=network.clock.now())
    assert (post.text, post.card) == (f"{TEXT}\n\n{card.url}", None)

"""What a draft becomes on Instagram, and what can never go out."""

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
from tests.channels.asked import TEXT, failure, ready
from tests.channels.instagram.account import channel, draft, picture

if TYPE_CHECKING:
    from pathlib import Path

    from tests.networks.meta import Instagram as Network


def test_what_can_never_go_out_is_refused_at_once(network: Network, tmp_path: Path) -> None:
    zilver, one = channel(network), picture(tmp_path)
    private = replace(one, address="")
    tags = " ".join(f"#tag{number}" for number in range(31))
    for said, reason in (
        (Draft(TEXT), Reason.PICTURE),
        (Draft(TEXT, media=(private,)), Reason.NOT_PUBLIC),
        (Draft(TEXT, media=(replace(one, type="image/png"),)), Reason.MEDIA),
        (Draft(TEXT, media=(replace(one, width=1000, height=2000),)), Reason.MEDIA),
        (Draft(TEXT, media=(one,) * 11), Reason.MEDIA),
        (Draft(TEXT, media=(one,), form=Form.STORY), Reason.INVALID),
        (Draft("", media=(one, one), form=Form.STORY), Reason.MEDIA),
        (Draft("a" * 2201, media=(one,)), Reason.TOO_LONG),
        (Draft(tags, media=(one,)), Reason.TAGS),
        (Draft("@noor " * 21, media=(one,)), Reason.TAGS),
        (Draft(TEXT, media=(one,), warning="Verlies"), Reason.FORBIDDEN),
        (Draft(TEXT, media=(one,), visibility=Visibility.FOLLOWERS), Reason.VISIBILITY),
    ):
        compose = partial(zilver.compose, said, key="k", now=network.clock.now())
        assert failure(Refused, compose).reason is reason
    assert network.log == []


def test_a_picture_at_the_edge_of_what_is_taken_is_taken(
    network: Network, tmp_path: Path
) -> None:
    zilver = channel(network)
    for width, height in ((1080, 566), (1080, 1350), (320, 320)):
        said = Draft(TEXT, media=(picture(tmp_path, width=width, height=height),))
        zilver.publish(ready(zilver, network, said))
    assert len(network.ledger.living()) == 3


def test_a_picture_that_cannot_be_fetched_says_so(network: Network, tmp_path: Path) -> None:
    zilver, one = channel(network), picture(tmp_path)
    one.path.unlink()
    refused = failure(Refused, lambda: ready(zilver, network, Draft(TEXT, media=(one,))))
    assert refused.reason is Reason.NOT_PUBLIC


def test_the_address_of_a_card_comes_below_the_words(network: Network, tmp_path: Path) -> None:
    card = Card("https://zilver.example/demo", "De demo")
    said = draft(tmp_path, card=card)
    (post,) = channel(network).compose(said, key="k", now=network.clock.now())
    assert (post.text, post.card) == (f"{TEXT}\n\n{card.url}", None)

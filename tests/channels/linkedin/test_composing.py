"""What a draft becomes on LinkedIn, and what can never go out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

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
from tests.channels.linkedin.account import channel, page_channel

if TYPE_CHECKING:
    from pathlib import Path

    from tests.networks.linkedin import LinkedIn as Network


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft(" \n"), Reason.EMPTY),
        (Draft(TEXT, form=Form.STORY), Reason.FORBIDDEN),
        (Draft(TEXT, warning="Verlies"), Reason.FORBIDDEN),
        (Draft(TEXT, visibility=Visibility.UNLISTED), Reason.VISIBILITY),
        (Draft("*" * 1501), Reason.TOO_LONG),
    ],
)
def test_what_can_never_go_out_is_refused_at_once(
    network: Network, draft: Draft, reason: Reason
) -> None:
    noor = channel(network)
    refused = failure(Refused, lambda: noor.compose(draft, key="k", now=network.clock.now()))
    assert refused.reason is reason
    assert network.log == []


def test_pictures_and_documents_that_do_not_fit_are_refused_at_once(
    network: Network, tmp_path: Path
) -> None:
    noor = channel(network)
    picture = golden.media(tmp_path)
    document = golden.media(tmp_path, "cijfers.pdf")
    for media, reason in (
        ((picture, document), Reason.MEDIA),
        ((document, document), Reason.MEDIA),
        ((picture,) * 21, Reason.MEDIA),
        ((replace(picture, type="image/webp"),), Reason.MEDIA),
        ((replace(picture, width=7000, height=7000),), Reason.MEDIA),
        ((replace(picture, description="a" * 4087),), Reason.TOO_LONG),
    ):
        draft = Draft(TEXT, media=media)
        compose = partial(noor.compose, draft, key="k", now=network.clock.now())
        assert failure(Refused, compose).reason is reason


def test_connections_alone_see_what_is_for_followers_but_pages_have_none(
    network: Network,
) -> None:
    draft = Draft(TEXT, visibility=Visibility.FOLLOWERS)
    noor = channel(network)
    noor.publish(ready(noor, network, draft))
    assert network.ledger.living()[0].content["visibility"] == "CONNECTIONS"
    page = page_channel(network)
    now = network.clock.now()
    refused = failure(Refused, lambda: page.compose(draft, key="k", now=now))
    assert refused.reason is Reason.VISIBILITY


def test_a_card_gives_way_to_pictures_and_its_address_stays(
    network: Network, tmp_path: Path
) -> None:
    card = Card("https://zilver.example/demo", "De demo")
    draft = Draft(TEXT, media=(golden.media(tmp_path),), card=card)
    noor = channel(network)
    (post,) = noor.compose(draft, key="k", now=network.clock.now())
    assert (post.text, post.card) == (f"{TEXT}\n\n{card.url}", None)


def test_the_same_draft_makes_the_same_post(network: Network) -> None:
    noor, now = channel(network), network.clock.now()
    draft = Draft("Dank @Rik, voor #leren", mentions=(("@Rik", "urn:li:person:rik"),))
    assert noor.compose(draft, key="k", now=now) == noor.compose(draft, key="k", now=now)

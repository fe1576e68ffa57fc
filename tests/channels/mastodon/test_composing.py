"""What a draft becomes on Mastodon, and what can never go out."""

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
from tests.channels.mastodon.account import channel, said_out
from tests.networks.mastodon import GOTOSOCIAL, TAKAHE
from tests.networks.mastodon import Mastodon as Network
from tests.networks.mastodon.dialect import MASTODON, Dialect

if TYPE_CHECKING:
    from pathlib import Path


LONG = "\n\n".join(
    f"Alinea {number}. " + "We maakten een fout en zeggen het. " * 9 for number in range(4)
)


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft(" \n"), Reason.EMPTY),
        (Draft(TEXT, form=Form.STORY), Reason.FORBIDDEN),
        (Draft(TEXT, warning="w" * 300), Reason.TOO_LONG),
        (Draft("woord " * 6000), Reason.TOO_LONG),
    ],
)
def test_what_can_never_go_out_is_refused_at_once(
    network: Network, draft: Draft, reason: Reason
) -> None:
    noor = channel(network)
    refused = failure(Refused, lambda: noor.compose(draft, key="k", now=network.clock.now()))
    assert refused.reason is reason
    assert network.log == []


def test_pictures_that_do_not_fit_are_refused_at_once(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    picture = golden.media(tmp_path)
    for media, reason in (
        ((picture,) * 5, Reason.MEDIA),
        ((replace(picture, type="application/pdf"),), Reason.MEDIA),
        ((replace(picture, width=7000, height=7000),), Reason.MEDIA),
        ((replace(picture, description="a" * 1501),), Reason.TOO_LONG),
    ):
        compose = partial(
            noor.compose, Draft(TEXT, media=media), key="k", now=network.clock.now()
        )
        assert failure(Refused, compose).reason is reason


@pytest.mark.parametrize("dialect", [MASTODON, GOTOSOCIAL, TAKAHE])
def test_the_limits_are_those_the_server_tells(dialect: Dialect) -> None:
    noor = channel(Network(dialect=dialect))
    assert noor.limits.characters == dialect.most_characters
    assert noor.limits.address == 23
    assert noor.media_limits.pictures == 4
    assert noor.media_limits.bytes == 16_777_216
    assert noor.media_limits.types[:2] == ("image/jpeg", "image/png")


@pytest.mark.parametrize(
    ("visibility", "sent"),
    [
        (Visibility.PUBLIC, "public"),
        (Visibility.UNLISTED, "unlisted"),
        (Visibility.FOLLOWERS, "private"),
    ],
)
def test_who_may_see_it(network: Network, visibility: Visibility, sent: str) -> None:
    noor = channel(network)
    noor.publish(ready(noor, network, Draft(TEXT, visibility=visibility)))
    assert network.ledger.living()[0].content["visibility"] == sent


def test_a_long_text_becomes_a_thread_with_its_warning_on_every_post(network: Network) -> None:
    noor = channel(network)
    receipts = said_out(noor, network, Draft(LONG, warning="Verlies", language="nl-BE"))
    entries = network.ledger.living()
    assert len(entries) == 4
    assert [entry.content.get("in_reply_to_id") for entry in entries] == [
        None,
        *(receipt.remote_id for receipt in receipts[:-1]),
    ]
    assert {entry.content["spoiler_text"] for entry in entries} == {"Verlies"}
    assert {entry.content["language"] for entry in entries} == {"nl"}
    assert network.complaints == []


def test_a_warning_counts_as_it_is_written(network: Network) -> None:
    noor = channel(network)
    warning = f"Zie https://zilver.example/{'a' * 150} van @rik@elders.example"
    said_out(noor, network, Draft(LONG, warning=warning))
    assert {entry.content["spoiler_text"] for entry in network.ledger.living()} == {warning}


def test_the_same_draft_makes_the_same_posts_each_with_a_key_of_its_own(
    network: Network,
) -> None:
    noor, now = channel(network), network.clock.now()
    posts = noor.compose(Draft(LONG), key="k", now=now)
    assert posts == noor.compose(Draft(LONG), key="k", now=now)
    assert len({post.key for post in posts}) == len(posts) == 4


def test_the_address_of_a_card_stands_below_the_words_once(network: Network) -> None:
    noor, now = channel(network), network.clock.now()
    card = Card("https://zilver.example/demo", "De demo")
    (post,) = noor.compose(Draft(TEXT, card=card), key="k", now=now)
    assert post.text == f"{TEXT}\n\n{card.url}"
    (same,) = noor.compose(Draft(post.text, card=card), key="k", now=now)
    assert same.text == post.text

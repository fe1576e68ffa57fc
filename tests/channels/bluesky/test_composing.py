"""What a draft becomes on Bluesky, and what can never go out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.channels.bluesky.record import key_of, record_of
from aboveboard.channels.port import (
    Card,
    Draft,
    Form,
    Outgoing,
    Reason,
    Refused,
    Visibility,
)
from aboveboard.channels.threads import Marker
from tests.channels import golden
from tests.channels.asked import TEXT, failure, ready
from tests.channels.bluesky.account import NOON, channel

if TYPE_CHECKING:
    from pathlib import Path

    from tests.networks.bluesky import Bluesky as Network


def named(key: str, moment: datetime = NOON) -> str:
    return key_of(Outgoing(key, TEXT, moment))


def test_a_name_is_made_of_time_and_key_and_always_the_same() -> None:
    assert named("key-1") == named("key-1") != named("key-2")
    later = [named("key-1", NOON + timedelta(milliseconds=one)) for one in range(5)]
    assert later == sorted(set(later))
    assert all(len(one) == 13 and one[0] in "234567abcdefghij" for one in later)


@given(st.lists(st.text(max_size=20), min_size=2, max_size=50, unique=True))
def test_posts_of_a_thread_are_named_in_their_order_whatever_their_keys(
    keys: list[str],
) -> None:
    names = [
        named(key, NOON + timedelta(milliseconds=number)) for number, key in enumerate(keys)
    ]
    assert names == sorted(set(names))


@given(
    st.lists(
        st.sampled_from(["é", "👩‍🚀", " ", "ß", "#één", "https://zilver.example/é", "\n"]),
        max_size=30,
    )
)
def test_what_leads_somewhere_is_told_in_bytes(pieces: list[str]) -> None:
    text = " ".join(pieces)
    marks = Marker(lambda _: None).marks(text)
    post = Outgoing("k", text, NOON, marks=marks)
    facets = record_of(post, blobs=[], mentions={}, reply=None).get("facets", [])
    assert len(facets) == len(marks)
    for mark, facet in zip(marks, facets, strict=True):
        start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        assert text.encode()[start:end].decode() == mark.span.of(text)


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft(" \n"), Reason.EMPTY),
        (Draft(TEXT, form=Form.STORY), Reason.FORBIDDEN),
        (Draft(TEXT, warning="Verlies"), Reason.FORBIDDEN),
        (Draft(TEXT, visibility=Visibility.UNLISTED), Reason.VISIBILITY),
        (Draft("https://zilver.example/" + "a" * 300), Reason.TOO_LONG),
    ],
)
def test_what_can_never_go_out_is_refused_at_once(
    network: Network, draft: Draft, reason: Reason
) -> None:
    noor = channel(network)
    refused = failure(Refused, lambda: noor.compose(draft, key="k", now=NOON))
    assert refused.reason is reason
    assert network.log == []


def test_pictures_that_do_not_fit_are_refused(network: Network, tmp_path: Path) -> None:
    noor = channel(network)
    picture = golden.media(tmp_path)
    gif = replace(picture, type="image/gif")
    card = Card("https://zilver.example", "Zilver", picture=gif)
    for draft in (
        Draft(TEXT, media=(picture,) * 5),
        Draft(TEXT, media=(gif,)),
        Draft(TEXT, card=card),
    ):
        compose = partial(noor.compose, draft, key="k", now=NOON)
        assert failure(Refused, compose).reason is Reason.MEDIA
    picture.path.write_bytes(bytes(1_000_001))
    refused = failure(Refused, lambda: ready(noor, network, Draft(TEXT, media=(picture,))))
    assert refused.reason is Reason.MEDIA
    picture.path.unlink()
    refused = failure(Refused, lambda: ready(noor, network, Draft(TEXT, media=(picture,))))
    assert refused.reason is Reason.MEDIA

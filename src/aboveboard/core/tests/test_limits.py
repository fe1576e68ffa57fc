"""Texts are counted as their network counts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.limits import LIMITS, Limits, use_of

FAMILY = "👨‍👩‍👧‍👦"


def test_mastodon_counts_an_address_as_23_and_a_mention_without_its_server() -> None:
    text = (
        "See https://peulvuur.example/a/very/long/address?with=words, @noor@mastodon.example!"
    )
    assert use_of(text, LIMITS["mastodon"]).characters == len("See , !") + 23 + len("@noor")


def test_a_mention_inside_an_address_is_part_of_the_address() -> None:
    text = "https://mastodon.example/@noor@other.example/1"
    assert use_of(text, LIMITS["mastodon"]).characters == 23


@pytest.mark.parametrize(
    ("network", "characters"), [("bluesky", 3), ("mastodon", 3), ("linkedin", 10)]
)
def test_a_family_of_emoji_is_one_sign_where_signs_are_counted(
    network: str, characters: int
) -> None:
    assert use_of(f"a{FAMILY}e\u0301"[:10], LIMITS[network]).characters == characters


def test_linkedin_gets_a_backslash_before_its_own_signs_but_not_before_a_hashtag() -> None:
    assert use_of("#bread (new) # 1", LIMITS["linkedin"]).escaped == 16 + 3


def test_the_place_past_a_limit_is_never_inside_a_sign_or_an_address() -> None:
    four = Limits(4, LIMITS["mastodon"].counting)
    assert use_of(f"abcd{FAMILY}", four).past == 4
    twenty = Limits(20, address=23)
    assert use_of("ab https://e.example", twenty).past == 3


def test_hashtags_and_mentions_are_counted_apart_from_addresses_and_mail() -> None:
    use = use_of(
        "#one #twee2 #3 a@b.example @noor (@sam) https://e.example/#x", LIMITS["instagram"]
    )
    assert (use.hashtags, use.mentions) == (2, 2)


@given(st.text(max_size=400), st.sampled_from(sorted(LIMITS)))
def test_a_text_cut_where_it_passes_the_limit_fits(text: str, network: str) -> None:
    limits = LIMITS[network]
    short = Limits(
        20,
        limits.counting,
        address=limits.address,
        has_short_mentions=limits.has_short_mentions,
    )
    past = use_of(text, short).past
    if past is None:
        assert use_of(text, short).characters <= 20
    else:
        assert use_of(text[:past], short).characters <= 20 or past == 0


@pytest.mark.parametrize("piece", ["@", "@a.", "#", "https://", "a@b", "👍", "@a-", "e\u0301"])
def test_a_text_made_to_be_slow_is_counted_all_the_same(piece: str) -> None:
    assert use_of(piece * 30_000, LIMITS["mastodon"]).bytes >= 30_000

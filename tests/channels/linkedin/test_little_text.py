"""What readers of LinkedIn see is what was written, whatever it holds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.channels.linkedin.compose import compose
from aboveboard.channels.linkedin.little_text import read, written
from aboveboard.channels.port import Draft, MarkKind, Outgoing, Reason, Refused
from aboveboard.core.limits import LIMITS, use_of
from tests.networks.linkedin import little_text

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PAGE = "urn:li:organization:1001"
NAMES = {PAGE: "Studio Zilver (Gent) | 50%", "urn:li:person:rik_1": "Rik"}

SIGNS = st.text("\\|{}@[]()<>#*_~ \nabé1²👨‍👩‍👧e\u0301ß字", max_size=60)
PIECES = st.one_of(
    SIGNS,
    st.text(max_size=20),
    st.sampled_from(
        [
            " #leren ",
            " #fouten_maken.",
            " #_x ",
            " #2026plan",
            f" @{NAMES[PAGE]} ",
            " @Rik!",
            " https://zilver.example/a_b~c?d=(e)#f ",
            "\r\n",
        ]
    ),
)


def composed(text: str) -> Outgoing:
    mentions = tuple((f"@{name}", urn) for urn, name in NAMES.items())
    (post,) = compose(Draft(f"a{text}", mentions=mentions), key="k", now=NOW, is_page=False)
    return post


@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_the_network_shows_is_what_the_preview_showed(text: str) -> None:
    post = composed(text)
    commentary = written(post.text, post.marks)
    shown = little_text.show(commentary, NAMES)
    assert shown.text == post.text
    assert shown.kept == len(commentary)
    mentioned = [one.target for one in post.marks if one.kind is MarkKind.MENTION]
    assert shown.mentions == mentioned
    assert read(commentary) == post.text


@given(st.text(max_size=300))
def test_any_text_arrives_whole(text: str) -> None:
    commentary = written(text, ())
    assert little_text.show(commentary, {}).text == text
    assert read(commentary) == text


@given(st.lists(st.text("abcé1字", min_size=1, max_size=8), max_size=6))
def test_hashtags_stay_alive(words: list[str]) -> None:
    words = [word for word in words if not word.isnumeric()]
    post = composed("".join(f" #{word}" for word in words))
    shown = little_text.show(written(post.text, post.marks), {})
    assert shown.hashtags == words
    tags = [one.target for one in post.marks if one.kind is MarkKind.HASHTAG]
    assert tags == words


@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_limit_is_counted_as_it_is_sent(text: str) -> None:
    (post,) = compose(Draft(f"a{text}"), key="k", now=NOW, is_page=False)
    commentary = written(post.text, post.marks)
    assert use_of(post.text, LIMITS["linkedin"]).escaped == len(commentary)


def test_a_hashtag_with_an_underscore_is_cut_short_rather_than_the_text() -> None:
    post = composed(" #fouten_maken")
    assert written(post.text, post.marks) == r"a #fouten\_maken"


def test_a_mention_is_shown_without_its_sign_and_is_no_name_of_others() -> None:
    post = composed(" @Rik en @Rikkert")
    assert post.text == "a Rik en @Rikkert"
    assert written(post.text, post.marks) == r"a @[Rik](urn:li:person:rik_1) en \@Rikkert"


def test_three_thousand_are_counted_with_their_escapes() -> None:
    compose(Draft("a" * 3000), key="k", now=NOW, is_page=False)
    with pytest.raises(Refused) as refused:
        compose(Draft("a" * 2999 + "*"), key="k", now=NOW, is_page=False)
    assert refused.value.reason is Reason.TOO_LONG

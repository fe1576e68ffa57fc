"""The files of the story."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from aboveboard.reading.paragraphs import language_of
from aboveboard.rooms.demo.blocks import parse, story

NAMES = (
    "moments",
    "posts",
    "comments",
    "messages",
    "connections",
    "targets",
    "perceptions",
    "links",
)

# The demo opens on any day of the year: a text that names a month or a season is wrong on most.
_SEASONS = re.compile(
    r"\b(januari|februari|maart|april|juni|juli|augustus|september|oktober|november|december"
    r"|lente|zomer|herfst|winter|kerst\w*|januar\w|janvier|février|juin|juillet|août|octobre"
    r"|décembre|été dernier|hiver|automne|printemps|noël|january|february|july|october"
    r"|christmas|summer|autumn|20[12]\d)\b",
    re.IGNORECASE,
)


def test_a_block_has_key_fields_words_and_note() -> None:
    text = 'A preface.\n\n[one] ago=3 by="Ilse V."\nFirst line.\n\nSecond.\n| A note\n[two]\nWords.'
    one, two = parse(text, "x.txt")
    assert (one.key, one.place, dict(one.fields)) == (
        "one",
        "x.txt:3",
        {"ago": "3", "by": "Ilse V."},
    )
    assert (one.text, one.note) == ("First line.\n\nSecond.", "A note")
    assert (two.key, two.place, two.text, dict(two.fields)) == ("two", "x.txt:8", "Words.", {})


@pytest.mark.parametrize("text", ["[a]\n[a]\n", "[a] no fields\n", "[a\n"])
def test_a_broken_block_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(ValueError, match=r"x\.txt:\d"):
        list(parse(text, "x.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_every_file_says_that_it_is_invented_or_refers_to_those_that_do(name: str) -> None:
    assert story(name)
    assert all(block.place.startswith(f"{name}.txt:") for block in story(name))


@pytest.mark.parametrize("name", NAMES)
def test_no_text_holds_only_in_one_season(name: str) -> None:
    for block in story(name):
        assert _SEASONS.search(f"{block.text} {block.note}") is None, block.place


def test_the_story_has_the_size_it_should_have() -> None:
    kinds = Counter(block.fields["kind"] for block in story("moments"))
    assert kinds == {"win": 36, "setback": 32, "lesson": 12, "neutral": 4}
    languages = Counter(block.fields["language"] for block in story("posts"))
    assert languages == {"nl": 45, "fr": 12, "en": 13}
    states = Counter(block.fields["state"] for block in story("targets"))
    assert states == {"met": 3, "missed": 2, "dropped": 1, "open": 2}
    sizes = {
        name: len(story(name))
        for name in ("comments", "messages", "connections", "perceptions")
    }
    assert sizes == {"comments": 45, "messages": 20, "connections": 30, "perceptions": 4}


def test_the_declared_languages_are_what_reading_says() -> None:
    blocks = [*story("moments"), *story("posts")]
    right = sum(language_of(block.text) == block.get("language", "nl") for block in blocks)
    assert right >= 0.95 * len(blocks)


def test_the_latest_posts_tell_a_larger_share_of_setbacks_than_the_first() -> None:
    def share(low: int, high: int) -> float:
        kinds = [b.fields["kind"] for b in story("posts") if low <= b.whole("ago") < high]
        return kinds.count("setback") / (kinds.count("win") + kinds.count("setback"))

    assert share(0, 365) > 3 * share(365, 731)

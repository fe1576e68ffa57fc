"""Long texts in several posts."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.channels.port import MarkKind, Reason, Refused
from aboveboard.channels.threads import MOST, Marker, split
from aboveboard.core.limits import (
    LIMITS,
    Counting,
    Limits,
    addresses_of,
    hashtags_of,
    mentions_of,
    use_of,
)

SHORT = Limits(40, Counting.GRAPHEMES, bytes=120)
BLUESKY = LIMITS["bluesky"]
MASTODON = LIMITS["mastodon"]

_PIECES = st.sampled_from(
    [
        "Onze demo viel uit.",
        "Dat was onze fout!",
        "stekker",
        "👩‍🚀👩‍👩‍👧🇳🇱",
        "é" * 9,
        "https://zilver.example/a_b?c=d",
        "@noor@zilver.example",
        "#eerlijk",
        "dr. Noor",
        "\n\n",
        "\n",
        "…",
    ]
)


def test_what_fits_stays_whole() -> None:
    text = "Onze demo viel uit.\n\nDat was onze fout."
    assert split(text, BLUESKY) == (text,)
    assert split("", BLUESKY) == ("",)


def test_it_is_split_between_paragraphs_first() -> None:
    text = "Eerst dit. En dit ook nog.\n\nDaarna dat. En dan nog iets."
    assert split(text, SHORT) == ("Eerst dit. En dit ook nog.", "Daarna dat. En dan nog iets.")


def test_a_short_paragraph_does_not_make_a_short_post() -> None:
    text = "Zo.\n\nDe demo viel uit, en wel door ons. Dat zat zo."
    assert split(text, SHORT)[0] == "Zo.\n\nDe demo viel uit, en wel door ons."


def test_it_is_split_between_sentences_else_and_not_behind_an_abbreviation() -> None:
    text = "De stekker zat los bij dr. Jansen. Wij hebben dat te laat gezien."
    assert split(text, SHORT)[0] == "De stekker zat los bij dr. Jansen."
    # Behind "dr." there is a gap between words only.
    narrow = Limits(30, Counting.GRAPHEMES)
    assert split(text, narrow)[0] == "De stekker zat los bij dr."


def test_a_word_that_is_longer_than_a_post_is_cut_between_signs() -> None:
    family = "👩‍👩‍👧"
    parts = split(family * 100, Limits(40, Counting.GRAPHEMES))
    assert parts == (family * 40, family * 40, family * 20)


def test_an_address_is_never_cut() -> None:
    address = "https://zilver.example/" + "a" * 30
    limits = Limits(58, Counting.GRAPHEMES)
    assert split(f"Kijk hier eens goed naar: {address} en zeg het.", limits) == (
        "Kijk hier eens goed naar:",
        f"{address} en",
        "zeg het.",
    )
    with pytest.raises(Refused) as refused:
        split(f"Kijk: {address}", SHORT)
    assert refused.value.reason is Reason.TOO_LONG


def test_an_address_counts_what_the_network_says_it_counts() -> None:
    address = "https://zilver.example/" + "a" * 600
    assert split(f"{address} {'woord ' * 70}".strip(), MASTODON)[0].startswith(address)
    assert len(split(f"{address} {'woord ' * 70}".strip(), MASTODON)) == 1


def test_a_thread_has_an_end() -> None:
    sentence = "Dit is een zin van veertig tekens, echt waar. "
    assert len(split(sentence * 6 * (MOST - 1), BLUESKY)) <= MOST
    with pytest.raises(Refused) as refused:
        split(sentence * 6 * (MOST + 5), BLUESKY)
    assert refused.value.reason is Reason.TOO_LONG


@given(st.lists(_PIECES, max_size=40), st.sampled_from([BLUESKY, MASTODON, SHORT]))
def test_every_part_fits_and_nothing_is_lost_or_cut(pieces: list[str], limits: Limits) -> None:
    text = " ".join(pieces)
    parts = split(text, limits)
    assert "".join("".join(parts).split()) == "".join(text.split())
    for part in parts:
        use = use_of(part, limits)
        assert use.characters <= limits.characters
        assert limits.bytes is None or use.bytes <= limits.bytes
        assert part == part.strip()
    for kind in (addresses_of, mentions_of, hashtags_of):
        whole = [text[start:end] for start, end in kind(text)]
        assert [part[start:end] for part in parts for start, end in kind(part)] == whole
    signs = [
        sign for part in parts for sign in regex.findall(r"\X", part) if not sign.isspace()
    ]
    assert signs == [sign for sign in regex.findall(r"\X", text) if not sign.isspace()]


@given(st.text(max_size=300))
def test_any_text_is_split_or_refused(text: str) -> None:
    try:
        parts = split(text, SHORT)
    except Refused:
        return
    assert all(use_of(part, SHORT).characters <= SHORT.characters for part in parts)
    assert split(text, SHORT) == parts


def test_marks_stand_in_order_and_none_over_another() -> None:
    text = "Zie https://zilver.example/@noor#kop van @noor@zilver.example over #eerlijk"
    marks = Marker(lambda handle: handle.removeprefix("@")).marks(text)
    assert [(mark.kind, mark.target) for mark in marks] == [
        (MarkKind.LINK, "https://zilver.example/@noor#kop"),
        (MarkKind.MENTION, "noor@zilver.example"),
        (MarkKind.HASHTAG, "eerlijk"),
    ]
    assert marks[1].span.of(text) == "@noor@zilver.example"
    assert len(Marker(lambda _: None).marks(text)) == 2

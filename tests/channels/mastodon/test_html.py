"""The words in the HTML that a server shows, whatever stands in it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.channels.mastodon.html import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Een demo viel uit.</p><p>Onze fout.</p>", "Een demo viel uit.\n\nOnze fout."),
        ("Een<br>twee<br />drie", "Een\ntwee\ndrie"),
        ("<P CLASS='x'>Fish &amp; chips &lt;3</P>", "Fish & chips <3"),
        ('<a href="https://a.example/?a&amp;b" title="2 > 1">daar</a>', "daar"),
        ("1 < 2 en a<b", "1 < 2 en a<b"),
        ("<!-- niets -->iets<?php ?>", "iets"),
        ("<p title=it's>dit ook</p>", "dit ook"),
        ("Wat is <![x[ dit", "Wat is <![x[ dit"),
        ("", ""),
    ],
)
def test_words_are_read_as_readers_see_them(html: str, text: str) -> None:
    assert text_of(html) == text


@given(st.text(alphabet="<>/!?&;\"'= abpr[-", max_size=80))
def test_no_html_is_a_fault(html: str) -> None:
    assert isinstance(text_of(html), str)


@pytest.mark.parametrize("piece", ["<br", "<!--", '<a "', "<a '\"", "</", "&#", "<![x["])
def test_broken_html_takes_no_longer_than_whole(piece: str) -> None:
    began = time.process_time()
    text_of(piece * 30_000)
    assert time.process_time() - began < 0.5

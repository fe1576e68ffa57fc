from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.archives.html_text import text_of_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Een</p><p>Twee</p>", "Een\n\nTwee"),
        ("<p>Een<br />Twee<br>Drie</p>", "Een\nTwee\nDrie"),
        ("<p>a &lt; b &amp;amp; c &eacute; &#128584;</p>", "a < b &amp; c é 🙈"),
        ("<p>veel   wit\n\t hier</p>", "veel wit hier"),
        ("<ul><li>een</li><li><p>twee</p></li></ul><p>na</p>", "- een\n- twee\n\nna"),
        ("<ol><li>een</li><li>twee</li></ol>", "1. een\n2. twee"),
        ("<p>x</p><script>alert(1)</script><style>p{}</style><p>y</p>", "x\n\ny"),
        ('<p class="quote-inline">RE: <a href="https://a.example">a</a></p><p>Ja</p>', "Ja"),
        ('<p><img class="emojione" alt=":blij:" src="x"> ok</p>', ":blij: ok"),
        ("<pre><code>a\n  b</code></pre>", "a\n  b"),
        ("zonder iets", "zonder iets"),
        ("", ""),
    ],
)
def test_html_reads_as_people_saw_it(html: str, text: str) -> None:
    assert text_of_html(html).text == text


def test_a_shortened_address_stands_in_full_and_is_a_link_while_people_are_not() -> None:
    html = (
        '<p><span class="h-card"><a href="https://s.example/@bram" class="u-url mention">@<span>'
        'bram</span></a></span> <a href="https://s.example/tags/x" class="mention hashtag" '
        'rel="tag">#<span>x</span></a> <a href="https://example.org/a/b/c?d=e">'
        '<span class="invisible">https://</span><span class="ellipsis">example.org/a</span>'
        '<span class="invisible">/b/c?d=e</span></a> en <a href="javascript:alert(1)">nee</a></p>'
    )
    found = text_of_html(html)
    assert found.text == "@bram #x https://example.org/a/b/c?d=e en nee"
    assert found.links == ("https://example.org/a/b/c?d=e",)


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<ul>", "</li>", "<!", "&#x", "<script>", "é<"]))
)
def test_any_soup_of_tags_gives_some_text(pieces: list[str]) -> None:
    assert "<p>" not in text_of_html("".join(pieces)).text


@given(st.text())
def test_any_text_gives_some_text(text: str) -> None:
    found = text_of_html(text).text
    assert found == found.strip()

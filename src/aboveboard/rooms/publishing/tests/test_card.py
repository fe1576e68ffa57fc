"""What a page says of itself, and what is not fetched."""

from __future__ import annotations

import pytest

from aboveboard.channels.answer import Answer, Effect
from aboveboard.core.errors import Invalid
from aboveboard.rooms.publishing.card import PageCard, card_of, checked_address, told_in
from aboveboard.rooms.publishing.tests.scripted import START

PAGE = b"""<html><head><title>Plain
 title</title><meta property="og:title" content="How we lost it &amp; why">
<meta name="description" content="Second choice"><meta property="og:description" content="In figures">
</head><body><title>Not this</title></body>"""


class OnePage:
    def __init__(self, body: bytes = PAGE, kind: str = "text/html; charset=utf-8") -> None:
        self.body, self.kind = body, kind
        self.asked: list[str] = []

    def send(self, method: str, url: str, **more: object) -> Answer:
        self.asked.append(url)
        return Answer(200, {"content-type": self.kind}, self.body, url, Effect.READS, START)


def test_the_titles_made_for_cards_come_first() -> None:
    assert card_of("https://example.org/a", OnePage()) == PageCard(
        "How we lost it & why", "In figures"
    )


def test_a_page_without_them_gives_its_plain_title() -> None:
    assert told_in(b"<title>Plain\n title</title>") == PageCard("Plain title", "")


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("https://cdn.example.org/a.png", "https://cdn.example.org/a.png"),
        ("/a.png", "https://example.org/a.png"),
        ("a.png", "https://example.org/b/a.png"),
        ("javascript:alert(1)", ""),
        ("data:image/png;base64,AAAA", ""),
        ("http://[", ""),
        (" ", ""),
    ],
)
def test_the_picture_is_told_by_its_whole_address(told: str, address: str) -> None:
    page = OnePage(f'<title>x</title><meta property="og:image" content="{told}">'.encode())
    assert card_of("https://example.org/b/c", page).picture == address


def test_the_charset_is_that_of_the_page() -> None:
    page = "<meta charset=iso-8859-1><title>Café</title>".encode("latin-1")
    assert told_in(page).title == "Café"


@pytest.mark.parametrize("charset", [b"no-such-thing", b"idna", b"undefined", b"hex"])
def test_a_charset_that_is_none_for_pages_does_no_harm(charset: bytes) -> None:
    assert told_in(b"<meta charset=%s><title>x</title>" % charset).title == "x"


def test_what_no_parser_can_read_leaves_what_stood_before_it() -> None:
    assert told_in(b"<title>x</title><![foo[bar]]><meta name=description>").title == "x"


def test_what_is_no_page_has_no_title() -> None:
    assert card_of("https://example.org/a.zip", OnePage(b"PK", "application/zip")) == PageCard(
        "", ""
    )


@pytest.mark.parametrize("title", ["x" * 5000, "<b>" * 4000, "\x00a"])
def test_a_hostile_title_is_short_and_plain(title: str) -> None:
    told = told_in(f"<title>{title}</title>".encode())
    assert len(told.title) <= 400
    assert "\x00" not in told.title


@pytest.mark.parametrize(
    "link",
    [
        "",
        "example.org",
        "file:///etc/passwd",
        "https://",
        "javascript:x",
        "https://[",
        "http://a b",
    ],
)
def test_what_is_no_address_of_a_page_is_not_asked_for(link: str) -> None:
    asked = OnePage()
    with pytest.raises(Invalid):
        card_of(link, asked)
    assert asked.asked == []
    with pytest.raises(Invalid):
        checked_address(link)

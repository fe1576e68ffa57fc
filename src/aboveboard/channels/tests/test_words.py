"""Words as every network sends them."""

from __future__ import annotations

import pytest

from aboveboard.channels.words import cleaned, with_address

PAGE = "https://zilver.example/blog"


def test_line_ends_are_of_one_kind() -> None:
    assert cleaned(" een\r\ntwee\rdrie\n ") == "een\ntwee\ndrie"


@pytest.mark.parametrize(
    "text",
    [PAGE, f"Lees {PAGE}.", f"Lees {PAGE}/", f"({PAGE}), of niet", f"{PAGE}\nen dan"],
)
def test_an_address_that_stands_there_is_not_told_twice(text: str) -> None:
    assert with_address(text, PAGE) == text
    assert with_address(text, f"{PAGE}/") == text


@pytest.mark.parametrize(
    "text",
    ["", "Lees ons blog.", f"{PAGE}/2", f"{PAGE}-oud", f"{PAGE}?p=2", "https://zilver.example"],
)
def test_another_page_of_the_same_place_is_not_it(text: str) -> None:
    assert with_address(text, PAGE) == f"{text}\n\n{PAGE}".strip()
    assert with_address("https://zilver.example.nl", "https://zilver.example").count("\n") == 2

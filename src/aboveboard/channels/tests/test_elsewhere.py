from __future__ import annotations

import pytest

from aboveboard.channels.elsewhere import moved

PLACES = {"https://api.network.example": "http://127.0.0.1:4001"}


@pytest.mark.parametrize(
    ("url", "there"),
    [
        ("https://api.network.example/rest/posts?q=a", "http://127.0.0.1:4001/rest/posts?q=a"),
        ("https://api.network.example", "http://127.0.0.1:4001"),
        ("https://api.network.example.org/rest", "https://api.network.example.org/rest"),
        ("http://api.network.example/rest", "http://api.network.example/rest"),
        ("https://api.network.example:444/rest", "https://api.network.example:444/rest"),
    ],
)
def test_only_the_origin_that_is_named_moves(url: str, there: str) -> None:
    assert moved(url, PLACES) == there

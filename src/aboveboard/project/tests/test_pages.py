"""What holds for the answer of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast

PAGES = ["", "record/", "library/", "mirror/", "settings/", "go/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_allows_nothing_from_elsewhere_and_nothing_inline(
    page: str, browser: Client, cast: Cast
) -> None:
    answer = browser.get(f"/w/{cast.workspace.pk}/{page}")
    policy = answer["Content-Security-Policy"]
    assert answer.status_code == 200
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_an_unknown_host_is_refused(client: Client) -> None:
    answer = client.get("/health/", headers={"host": "rebound.example"})
    assert answer.status_code == 400


def test_health_answers_without_a_session(client: Client) -> None:
    assert client.get("/health/").content == b"ok\n"

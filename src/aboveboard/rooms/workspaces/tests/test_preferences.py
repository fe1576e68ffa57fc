from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast


def test_single_key_shortcuts_can_be_switched_off(browser: Client, cast: Cast) -> None:
    address = f"/w/{cast.workspace.pk}/settings/"
    assert b"data-no-shortcuts" not in browser.get(address).content
    browser.post(address, {})
    assert b"data-no-shortcuts" in browser.get(address).content
    browser.post(address, {"has_shortcuts": "on"})
    assert b"data-no-shortcuts" not in browser.get(address).content


def test_a_language_can_be_chosen_and_otherwise_follows_the_browser(
    browser: Client, cast: Cast
) -> None:
    address = f"/w/{cast.workspace.pk}/settings/"
    assert (
        'lang="fr"'
        in browser.get(address, headers={"accept-language": "fr-BE"}).content.decode()[:200]
    )
    browser.post("/language/", {"language": "nl", "next": address})
    assert (
        'lang="nl"'
        in browser.get(address, headers={"accept-language": "fr-BE"}).content.decode()[:200]
    )


def test_a_theme_is_written_by_the_server_so_that_nothing_flashes(
    browser: Client, cast: Cast
) -> None:
    address = f"/w/{cast.workspace.pk}/settings/"
    browser.post("/theme/", {"theme": "dark", "next": address})
    assert 'data-theme="dark"' in browser.get(address).content.decode()[:200]
    browser.post("/theme/", {"theme": "", "next": address})
    assert "data-theme" not in browser.get(address).content.decode()[:200]


def test_going_back_never_leads_elsewhere(browser: Client) -> None:
    answer = browser.post("/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"

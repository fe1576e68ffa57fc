"""The door of the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from aboveboard.rooms.workspaces.models import Workspace

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast

DOOR = "/demo/open/"


def _demo() -> Workspace:
    return Workspace.objects.get(is_demo=True)


def test_one_click_opens_the_demo_and_the_page_says_what_it_is(browser: Client) -> None:
    assert reverse("demo:open") == DOOR
    answer = browser.post(DOOR, follow=True)
    assert answer.redirect_chain == [(reverse("today:page", args=[_demo().pk]), 302)]
    assert b"Peulvuur" in answer.content
    assert reverse("demo:remove", args=[_demo().pk]).encode() in answer.content


def test_a_second_click_leads_to_the_same_demo(browser: Client) -> None:
    assert browser.post(DOOR).headers["Location"] == browser.post(DOOR).headers["Location"]


def test_looking_at_the_door_opens_nothing(browser: Client) -> None:
    assert browser.get(DOOR).status_code == 405
    assert not Workspace.objects.filter(is_demo=True).exists()


def test_someone_who_is_not_signed_in_is_sent_to_sign_in(cast: Cast, client: Client) -> None:
    answer = client.post(DOOR)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("workspaces:sign_in"))
    assert not Workspace.objects.filter(is_demo=True).exists()


def test_a_stranger_sees_nothing_of_it_and_gets_one_of_her_own(
    browser: Client, stranger_browser: Client
) -> None:
    browser.post(DOOR)
    noors = _demo()
    for room in ("", "record/", "library/", "mirror/"):
        assert stranger_browser.get(f"/w/{noors.pk}/{room}").status_code == 404
    removal = reverse("demo:remove", args=[noors.pk])
    assert stranger_browser.post(removal).status_code == 404
    own = stranger_browser.post(DOOR).headers["Location"]
    assert own != reverse("today:page", args=[noors.pk])


def test_one_click_removes_it(browser: Client) -> None:
    browser.post(DOOR)
    browser.post(reverse("demo:remove", args=[_demo().pk]))
    assert not Workspace.objects.filter(is_demo=True).exists()

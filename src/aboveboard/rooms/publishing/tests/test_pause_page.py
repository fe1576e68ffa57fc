"""One key holds everything back; the pages of the room and the first page say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.rooms.publishing.models import Pause

if TYPE_CHECKING:
    from django.test import Client

    from aboveboard.rooms.publishing.tests.scripted import World
    from conftest import Cast

HELD = "Everything is held back."


def test_it_is_held_said_on_the_pages_and_goes_on(world: World, browser: Client) -> None:
    one = world.promise(after=3600)
    home = f"/w/{one.workspace_id}/"
    browser.post(f"{home}calendar/pause/", {"next": home}, follow=True)
    assert Pause.objects.filter(workspace=one.workspace_id).exists()
    for path in ("", "calendar/", "calendar/slots/", f"calendar/publications/{one.pk}/"):
        assert HELD in browser.get(home + path).content.decode(), path
    assert HELD not in browser.get(f"{home}record/").content.decode()
    browser.post(f"{home}calendar/go-on/")
    assert not Pause.objects.exists()
    browser.get(home)
    assert HELD not in browser.get(f"{home}calendar/").content.decode()


def test_who_only_reads_holds_nothing_back(world: World, cast: Cast, client: Client) -> None:
    client.force_login(cast.rik.user)
    home = f"/w/{world.member.workspace_id}/calendar/"
    assert client.post(f"{home}pause/").status_code == 403
    assert "data-page-key" not in client.get(home).content.decode()
    assert not Pause.objects.exists()

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.rooms.record.models import PerceptionNote
from aboveboard.rooms.record.perceive import perceive
from conftest import NOON

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast


def address(cast: Cast, rest: str = "") -> str:
    return f"/w/{cast.workspace.pk}/record/perceptions/{rest}"


def test_a_note_is_kept_removed_and_put_back(browser: Client, cast: Cast) -> None:
    said = {"people_think": "she never works", "it_is_so": "<b>ill</b> for a year"}
    browser.post(address(cast), said)
    note = PerceptionNote.objects.get()
    assert "&lt;b&gt;ill&lt;/b&gt; for a year" in browser.get(address(cast)).content.decode()
    assert "she never works" in browser.get(f"/w/{cast.workspace.pk}/record/").content.decode()
    browser.post(address(cast, f"{note.pk}/remove/"))
    assert "she never works" not in browser.get(address(cast)).content.decode()
    assert browser.post(address(cast, f"{note.pk}/remove/")).status_code == 404
    browser.post(address(cast, f"{note.pk}/restore/"))
    assert "she never works" in browser.get(address(cast)).content.decode()


def test_both_halves_are_needed(browser: Client, cast: Cast) -> None:
    answer = browser.post(address(cast), {"people_think": "she never works", "it_is_so": " "})
    assert answer.status_code == 422
    assert b"she never works" in answer.content
    assert b'id="so-wrong"' in answer.content


def test_strangers_find_nothing_and_readers_change_nothing(
    stranger_browser: Client, client: Client, cast: Cast
) -> None:
    note = perceive("a", "b", by=cast.noor, now=NOON)
    hers = f"/w/{cast.stranger.workspace_id}/record/perceptions/{note.pk}/remove/"
    assert stranger_browser.post(hers).status_code == 404
    assert stranger_browser.get(address(cast)).status_code == 404
    client.force_login(cast.rik.user)
    assert client.get(address(cast)).status_code == 200
    said = {"people_think": "a", "it_is_so": "b"}
    for rest in ("", f"{note.pk}/remove/", f"{note.pk}/restore/"):
        assert client.post(address(cast, rest), said).status_code == 403

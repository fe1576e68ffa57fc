"""The own posts are read, and only counts of them are kept."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from aboveboard.reading.dismissal import key_of
from aboveboard.rooms.library.models import Media, Post
from aboveboard.rooms.readings.jobs import read_posts_again
from aboveboard.rooms.readings.models import ArchiveReading, Dismissal, SwitchedOff
from aboveboard.rooms.readings.read_archive import Stopped, read_archive
from aboveboard.rooms.readings.salt import salt_of
from conftest import NOON

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast

TEXTS = (
    "Bel me op 0471 23 45 67 voor meer uitleg, of op 0475 11 22 33.",
    "Vandaag verloren we onze grootste klant.",
    "Appelez-moi au 01 42 68 53 00 avant midi.",
    "We did it.",
)


@pytest.fixture
def posts(cast: Cast) -> list[Post]:
    made = [
        Post.objects.create(
            workspace=cast.workspace,
            network="linkedin",
            remote_id=str(number),
            where="Shares.csv:1",
            written_at=NOON - timedelta(days=number),
            text=text,
        )
        for number, text in enumerate(TEXTS)
    ]
    Post.objects.create(
        workspace=cast.workspace,
        network="linkedin",
        remote_id="repost",
        where="Shares.csv:9",
        written_at=NOON,
        text="Mail noor@peulvuur.example",
        is_repost=True,
    )
    return made


def test_rules_are_counted_over_own_posts_only(cast: Cast, posts: list[Post]) -> None:
    told = read_archive(cast.workspace.pk)
    phone = told["rules"]["personal_data.phone"]
    assert told["posts"] == 4
    assert list(told["rules"]) == ["personal_data.phone"]
    assert (phone["findings"], phone["posts"], phone["share"]) == (3, 2, 0.5)
    assert phone["low"] < 0.5 < phone["high"]
    assert phone["examples"] == [posts[0].pk, posts[2].pk]
    assert told["per_1000_median"] == pytest.approx(1000 / len(TEXTS[2]) / 2, abs=0.01)


def test_descriptions_of_pictures_are_read_once(cast: Cast, posts: list[Post]) -> None:
    for _twice in range(2):
        Media.objects.create(post=posts[3], alt="Mail noor@peulvuur.example")
    told = read_archive(cast.workspace.pk)
    assert told["rules"]["personal_data.email"]["findings"] == 1


def test_dismissed_findings_count_and_are_said_apart(cast: Cast, posts: list[Post]) -> None:
    key = key_of("personal_data.phone", "0471 23 45 67", salt_of(cast.workspace.pk))
    Dismissal.objects.create(
        workspace=cast.workspace,
        rule="personal_data.phone",
        key=key,
        reason="this_is_me",
        on=NOON.date(),
    )
    phone = read_archive(cast.workspace.pk)["rules"]["personal_data.phone"]
    assert (phone["findings"], phone["dismissed"]) == (3, 1)


def test_what_is_switched_off_is_not_read(cast: Cast, posts: list[Post]) -> None:
    SwitchedOff.objects.create(
        workspace=cast.workspace, name="personal_data.phone", on=NOON.date()
    )
    assert read_archive(cast.workspace.pk)["rules"] == {}


def test_the_job_keeps_counts_and_no_words(cast: Cast, posts: list[Post]) -> None:
    row = ArchiveReading.objects.create(workspace=cast.workspace, asked_at=NOON)
    read_posts_again.call(cast.workspace.pk)
    row.refresh_from_db()
    assert (row.state, row.posts_done, row.posts_all) == ("done", 4, 4)
    assert "0471" not in json.dumps(row.summary)


def test_a_job_that_must_stop_waits_for_its_next_turn(
    cast: Cast, posts: list[Post], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ArchiveReading.objects.create(workspace=cast.workspace, asked_at=NOON)
    monkeypatch.setattr("aboveboard.rooms.readings.jobs.is_stopping", lambda: True)
    read_posts_again.call(cast.workspace.pk)
    row.refresh_from_db()
    assert row.state == "waiting"
    with pytest.raises(Stopped):
        read_archive(cast.workspace.pk, is_stopping=lambda: True)


def test_the_page_asks_shows_and_asks_again(
    browser: Client, cast: Cast, posts: list[Post]
) -> None:
    address = f"/w/{cast.workspace.pk}/read/archive/"
    assert "4 posts of your own are here." in browser.get(address).content.decode()
    browser.post(address)
    browser.post(address)
    waiting = browser.get(address + "progress/", headers={"HX-Request": "true"})
    assert "Waits for its turn" in waiting.content.decode()
    read_posts_again.call(cast.workspace.pk)
    html = browser.get(address).content.decode()
    assert "Phone number" in html
    assert f"/library/posts/{posts[0].pk}/" in html
    assert "Read them again" in html


def test_without_posts_the_page_leads_to_the_library(browser: Client, cast: Cast) -> None:
    html = browser.get(f"/w/{cast.workspace.pk}/read/archive/").content.decode()
    assert "Bring in an archive" in html


def test_posts_that_came_since_are_said(browser: Client, cast: Cast, posts: list[Post]) -> None:
    browser.post(f"/w/{cast.workspace.pk}/read/archive/")
    read_posts_again.call(cast.workspace.pk)
    Post.objects.filter(pk=posts[0].pk).delete()
    html = browser.get(f"/w/{cast.workspace.pk}/read/archive/").content.decode()
    assert f"/library/posts/{posts[0].pk}/" not in html

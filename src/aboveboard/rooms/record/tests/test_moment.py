from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from aboveboard.core.errors import Invalid
from aboveboard.rooms.record.models import Moment, Topic
from aboveboard.rooms.record.remove import UNDO_FOR, remove, restore
from aboveboard.rooms.record.set_kind import set_kind
from aboveboard.rooms.record.tests.made import moment
from conftest import NOON

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast

GOOD = {
    "text": "Won the order\r\nafter all",
    "happened_on": "2026-11-19",
    "until": "2026-11-20",
    "kind": "win",
    "weight": "5",
    "topics": "Shops, money; Ghent",
    "note": "not for others",
    "openness": "not_before",
    "open_from": "2027-01-01",
}


def address(cast: Cast, kept: Moment, rest: str = "") -> str:
    return f"/w/{cast.workspace.pk}/record/moments/{kept.pk}/{rest}"


def test_a_moment_is_changed_whole(browser: Client, cast: Cast) -> None:
    kept = moment(cast.noor, topics=["Old"])
    assert b"Lost the order" in browser.get(address(cast, kept)).content
    assert browser.post(address(cast, kept), GOOD).status_code == 302
    kept.refresh_from_db()
    assert kept.text == "Won the order\nafter all"
    assert (kept.happened_on, kept.until) == (date(2026, 11, 19), date(2026, 11, 20))
    assert (kept.kind, kept.is_kind_chosen, kept.weight) == ("win", True, 5)
    assert {topic.name for topic in kept.topics.all()} == {"Shops", "money", "Ghent"}
    assert (kept.note, kept.openness, kept.open_from) == (
        "not for others",
        "not_before",
        date(2027, 1, 1),
    )
    assert not Topic.objects.filter(name="Old").exists()
    page = browser.get(address(cast, kept)).content.decode()
    assert 'value="2026-11-19"' in page
    assert 'value="Ghent, money, Shops"' in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "  "},
        {"happened_on": "2030-01-01", "until": ""},
        {"until": "2026-11-18"},
        {"until": "2030-01-01"},
        {"kind": "bad"},
        {"weight": "6"},
        {"openness": "not_before", "open_from": ""},
        {"happened_on": "19/11"},
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    browser: Client, cast: Cast, wrong: dict[str, str]
) -> None:
    kept = moment(cast.noor)
    answer = browser.post(address(cast, kept), GOOD | wrong)
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content
    assert b"not for others" in answer.content
    kept.refresh_from_db()
    assert kept.text == "Lost the order"


def test_one_key_says_the_kind(browser: Client, cast: Cast) -> None:
    kept = moment(cast.noor)
    assert browser.post(address(cast, kept, "kind/"), {"kind": "lesson"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.kind, kept.is_kind_chosen) == ("lesson", True)
    part = browser.post(
        address(cast, kept, "kind/"), {"kind": "neutral"}, headers={"hx-request": "true"}
    )
    assert part.content.startswith(b"<time")
    assert b'data-press="w"' in part.content
    assert browser.post(address(cast, kept, "kind/"), {"kind": "?"}).status_code == 422


def test_there_is_no_other_kind(cast: Cast) -> None:
    with pytest.raises(Invalid):
        set_kind(moment(cast.noor), kind="good", by=cast.noor, now=NOON)


def test_a_removed_moment_is_gone_and_comes_back_by_undo(browser: Client, cast: Cast) -> None:
    kept = moment(cast.noor)
    answer = browser.post(
        address(cast, kept, "remove/"), {"next": address(cast, kept)}, follow=True
    )
    assert answer.redirect_chain == [(f"/w/{cast.workspace.pk}/record/", 302)]
    assert address(cast, kept, "restore/").encode() in answer.content
    assert browser.get(address(cast, kept)).status_code == 404
    assert browser.post(address(cast, kept, "remove/")).status_code == 404
    browser.post(address(cast, kept, "restore/"))
    assert browser.get(address(cast, kept)).status_code == 200
    assert browser.post(address(cast, kept, "restore/")).status_code == 404


def test_after_a_day_the_next_removal_wipes_out_the_former(cast: Cast) -> None:
    first, second, third = (moment(cast.noor) for _ in range(3))
    remove(first, by=cast.noor, now=NOON)
    remove(second, by=cast.noor, now=NOON + UNDO_FOR / 2)
    remove(third, by=cast.noor, now=NOON + UNDO_FOR + timedelta(minutes=1))
    assert set(Moment.objects.values_list("pk", flat=True)) == {second.pk, third.pk}
    restore(second, by=cast.noor, now=NOON + UNDO_FOR)
    assert Moment.objects.get(deleted_at=None) == second


WRITES = ["", "kind/", "remove/", "restore/", "attach/"]


@pytest.mark.parametrize("rest", WRITES)
def test_a_stranger_finds_nothing_even_from_her_own_workspace(
    stranger_browser: Client, cast: Cast, rest: str
) -> None:
    kept = moment(cast.noor, deleted_at=NOON if rest == "restore/" else None)
    hers = f"/w/{cast.stranger.workspace_id}/record/moments/{kept.pk}/{rest}"
    for place in (address(cast, kept, rest), hers):
        assert stranger_browser.post(place, GOOD).status_code == 404


@pytest.mark.parametrize("rest", WRITES)
def test_a_reader_changes_nothing(client: Client, cast: Cast, rest: str) -> None:
    kept = moment(cast.noor)
    client.force_login(cast.rik.user)
    assert client.post(address(cast, kept, rest), GOOD).status_code == 403


def test_a_reader_may_look(client: Client, cast: Cast) -> None:
    kept = moment(cast.noor, note="a note")
    client.force_login(cast.rik.user)
    page = client.get(address(cast, kept)).content.decode()
    assert "a note" in page
    assert "<textarea" not in page


@pytest.mark.parametrize("rest", WRITES[1:])
def test_nothing_changes_by_looking(browser: Client, cast: Cast, rest: str) -> None:
    assert browser.get(address(cast, moment(cast.noor), rest)).status_code == 405

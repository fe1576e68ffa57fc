from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.core.kinds import Kind
from aboveboard.rooms.record.capture import capture
from aboveboard.rooms.record.models import Attachment, Moment, Topic
from aboveboard.rooms.record.tests.made import picture
from aboveboard.rooms.workspaces.models import AuditEntry
from conftest import NOON

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast


def test_one_line_becomes_a_moment(cast: Cast) -> None:
    moment = capture("Gisteren de order van Gent verloren #winkels !", by=cast.noor, now=NOON)
    assert moment.text == "De order van Gent verloren"
    assert moment.happened_on == date(2026, 11, 23)
    assert (moment.kind, moment.is_kind_chosen) == ("setback", False)
    assert (moment.weight, moment.language, moment.openness) == (4, "nl", "ask")
    assert [topic.name for topic in moment.topics.all()] == ["winkels"]
    assert AuditEntry.objects.get(subject="moment").subject_id == moment.pk


def test_a_kind_that_is_said_wins_over_the_reading(cast: Cast) -> None:
    moment = capture("we lost the order", by=cast.noor, now=NOON, kind=Kind.WIN)
    assert (moment.kind, moment.is_kind_chosen) == ("win", True)


def test_a_topic_is_one_whatever_its_capitals(cast: Cast) -> None:
    first = capture("one #Shops", by=cast.noor, now=NOON)
    second = capture("two #shops", by=cast.noor, now=NOON, topics=["SHOPS", "Money"])
    assert {topic.name for topic in second.topics.all()} == {"Shops", "Money"}
    assert first.topics.get() in second.topics.all()


def test_the_day_of_the_picker_wins_over_the_line(cast: Cast) -> None:
    day = date(2026, 10, 1)
    assert capture("gisteren x", by=cast.noor, now=NOON, happened_on=day).happened_on == day


def test_nothing_is_kept_of_the_future(cast: Cast) -> None:
    with pytest.raises(Invalid):
        capture("x", by=cast.noor, now=NOON, happened_on=date(2026, 11, 25))
    with pytest.raises(Invalid):
        capture(
            "x", by=cast.noor, now=NOON, happened_on=date(2026, 11, 3), until=date(2026, 11, 2)
        )
    assert not Moment.objects.exists()


def test_a_reader_keeps_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        capture("x", by=cast.rik, now=NOON)


def address(cast: Cast) -> str:
    return f"/w/{cast.workspace.pk}/record/capture/"


def test_without_script_the_line_leads_back_with_an_undo(browser: Client, cast: Cast) -> None:
    answer = browser.post(address(cast), {"line": "we lost the order"}, follow=True)
    moment = Moment.objects.get()
    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/w/{cast.workspace.pk}/record/", 302)]
    assert f'id="moment-{moment.pk}"' in page
    assert f'action="/w/{cast.workspace.pk}/record/moments/{moment.pk}/remove/"' in page


def test_a_moment_is_found_by_its_number_beyond_the_thousandth(
    browser: Client, cast: Cast
) -> None:
    moment = Moment.objects.create(
        pk=1_234_567,
        workspace=cast.workspace,
        text="One of very many",
        kind="win",
        happened_on=NOON.date(),
        created_at=NOON,
        updated_at=NOON,
    )
    page = browser.get(f"/w/{cast.workspace.pk}/record/").content.decode()
    assert f'id="moment-{moment.pk}"' in page
    assert f'hx-target="#moment-{moment.pk}"' in page


def test_it_leads_back_to_the_page_it_came_from_and_nowhere_else(
    browser: Client, cast: Cast
) -> None:
    home = f"/w/{cast.workspace.pk}/"
    assert browser.post(address(cast), {"line": "a", "next": home})["Location"] == home
    elsewhere = {"line": "a", "next": "https://example.org/"}
    assert browser.post(address(cast), elsewhere)["Location"].startswith("/w/")


def test_with_htmx_only_the_row_and_the_toast_come_back(browser: Client, cast: Cast) -> None:
    answer = browser.post(
        address(cast),
        {"line": "we lost the order #shops", "kind": "lesson", "topics": "money"},
        headers={"hx-request": "true"},
    )
    part = answer.content.decode()
    assert part.startswith("<li")
    assert "<html" not in part
    assert "data-toast" in part
    assert Moment.objects.get().kind == "lesson"
    assert Topic.objects.count() == 2


@pytest.mark.parametrize("line", ["", "   ", "2030-01-01 opening", "x" * 6000])
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    browser: Client, cast: Cast, line: str
) -> None:
    answer = browser.post(address(cast), {"line": line})
    assert answer.status_code == 422
    assert b'id="capture-wrong"' in answer.content
    assert line.strip().encode() in answer.content
    part = browser.post(address(cast), {"line": line}, headers={"hx-request": "true"})
    assert (part.status_code, part["HX-Retarget"]) == (422, "#capture-error")
    assert not Moment.objects.exists()


def test_a_picture_comes_along(browser: Client, cast: Cast) -> None:
    browser.post(address(cast), {"line": "on the slope", "picture": picture()})
    assert Attachment.objects.get().moment == Moment.objects.get()


def test_a_picture_that_cannot_be_kept_keeps_no_moment(browser: Client, cast: Cast) -> None:
    bad = picture()
    bad.file.truncate(40)  # type: ignore[union-attr]  # held in memory
    bad.size = 40
    answer = browser.post(address(cast), {"line": "on the slope", "picture": bad})
    assert answer.status_code == 422
    assert not Moment.objects.exists()

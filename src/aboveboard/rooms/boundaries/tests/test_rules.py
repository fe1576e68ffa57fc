from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.boundaries.draw import BoundaryWords, draw
from aboveboard.rooms.boundaries.models import Boundary
from aboveboard.rooms.boundaries.remove import remove
from conftest import NOON

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast


def address(cast: Cast, rest: str = "") -> str:
    return f"/w/{cast.workspace.pk}/boundaries/{rest}"


TERM = {"about": "term", "name": "Project  Zilver", "force": "never", "reason": "Beloofd"}


def test_a_rule_is_kept_in_a_plain_sentence(browser: Client, cast: Cast) -> None:
    assert browser.post(address(cast), TERM).status_code == 302
    page = browser.get(address(cast)).content.decode()
    assert "You never share <b>Project Zilver</b>." in page
    assert "Beloofd" in page


def test_what_a_person_wrote_is_escaped(browser: Client, cast: Cast) -> None:
    browser.post(address(cast), {**TERM, "name": "<i>{x} %(y)s 100% </i>"})
    page = browser.get(address(cast)).content.decode()
    assert "<b>&lt;i&gt;{x} %(y)s 100% &lt;/i&gt;</b>" in page


def test_the_same_thing_is_drawn_anew_and_not_twice(browser: Client, cast: Cast) -> None:
    browser.post(address(cast), TERM)
    browser.post(address(cast), {**TERM, "name": "project zilver", "force": "ask"})
    assert [one.force for one in Boundary.objects.all()] == ["ask"]


def test_a_rule_is_changed_removed_and_put_back(browser: Client, cast: Cast) -> None:
    browser.post(address(cast), TERM)
    rule = Boundary.objects.get()
    there = address(cast, f"{rule.pk}/")
    assert 'value="Project Zilver"' in browser.get(there).content.decode()
    later = {**TERM, "force": "not_before", "until": "2099-12-01"}
    assert browser.post(there, later).status_code == 302
    assert "before 1 December 2099." in browser.get(address(cast)).content.decode()
    browser.post(address(cast, f"{rule.pk}/remove/"))
    assert "<b>Project Zilver</b>" not in browser.get(address(cast)).content.decode()
    assert browser.get(there).status_code == 404
    browser.post(address(cast, f"{rule.pk}/restore/"))
    assert "<b>Project Zilver</b>" in browser.get(address(cast)).content.decode()


def test_a_day_that_has_come_is_said(browser: Client, cast: Cast) -> None:
    browser.post(address(cast), {**TERM, "force": "not_before", "until": "2020-01-01"})
    assert "this rule is silent" in browser.get(address(cast)).content.decode()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({**TERM, "name": " "}, "name"),
        ({**TERM, "name": "…"}, "name"),
        ({**TERM, "force": "maybe"}, "force"),
        ({**TERM, "force": "not_before"}, "until"),
        ({**TERM, "force": "not_before", "until": "soon"}, "until"),
        ({"about": "numbers", "name": "shoes", "force": "never"}, "name"),
        ({"about": "target", "target": "12", "force": "never"}, "target"),
        ({"about": "connections", "force": "never"}, "force"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    said: dict[str, str], field: str, browser: Client, cast: Cast
) -> None:
    answer = browser.post(address(cast), said)
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.content.decode()
    assert not Boundary.objects.exists()


def test_the_test_box_marks_the_passage_and_names_the_rule(browser: Client, cast: Cast) -> None:
    browser.post(address(cast), TERM)
    for headers in ({}, {"HX-Request": "true"}):
        answer = browser.post(
            address(cast, "test/"), {"text": "Over <project zilver>.\n\nJa"}, headers=headers
        ).content.decode()
        assert "Yes, this would stop." in answer
        assert '<mark class="f stop">project zilver</mark>' in answer
        assert "You never share Project Zilver. Your reason: Beloofd." in answer
        assert ("<html" in answer) == (not headers)
    none = browser.post(address(cast, "test/"), {"text": "Niets."}).content.decode()
    assert "No boundary of yours is met." in none
    assert "Write or paste" in browser.post(address(cast, "test/")).content.decode()


def test_readers_change_nothing(client: Client, cast: Cast) -> None:
    rule = draw(BoundaryWords("term", "Zilver", "never"), by=cast.noor, now=NOON)
    client.force_login(cast.rik.user)
    assert client.get(address(cast)).status_code == 200
    for rest in ("", f"{rule.pk}/", f"{rule.pk}/remove/", f"{rule.pk}/restore/"):
        assert client.post(address(cast, rest), TERM).status_code == 403
    with pytest.raises(NotAllowed):
        draw(BoundaryWords("term", "Goud", "never"), by=cast.rik, now=NOON)


def test_a_removal_is_wiped_out_after_a_day(cast: Cast) -> None:
    old = draw(BoundaryWords("term", "Zilver", "never"), by=cast.noor, now=NOON)
    new = draw(BoundaryWords("term", "Goud", "never"), by=cast.noor, now=NOON)
    remove(old, by=cast.noor, now=NOON)
    remove(new, by=cast.noor, now=NOON + timedelta(days=2))
    assert list(Boundary.objects.all()) == [new]


@pytest.mark.parametrize(
    "more",
    [{"about": "shoes"}, {"force": "maybe"}, {"name": ""}, {"until": date(2026, 1, 1)},
     {"about": "numbers"}],
)  # fmt: skip
def test_the_database_refuses_what_cannot_be(more: dict[str, object], cast: Cast) -> None:
    said = {"about": "term", "name": "Zilver", "force": "never", **more}
    with pytest.raises(IntegrityError):
        Boundary.objects.create(
            workspace=cast.workspace, created_at=NOON, updated_at=NOON, **said
        )

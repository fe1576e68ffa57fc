"""What was dismissed is listed, given out and brought back; rules are explained and switched."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from aboveboard.rooms.readings.models import Dismissal, RuleCount, SwitchedOff
from aboveboard.web.remarks import CHECKS
from conftest import NOON

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast

PHONE = "personal_data.phone"


@pytest.fixture
def dismissed(cast: Cast) -> Dismissal:
    RuleCount.objects.create(workspace=cast.workspace, rule=PHONE, shown=20)
    return Dismissal.objects.create(
        workspace=cast.workspace, rule=PHONE, key="a" * 64, reason="not_true", on=NOON.date()
    )


def _at(cast: Cast, path: str) -> str:
    return f"/w/{cast.workspace.pk}/read/{path}"


def test_a_dismissal_is_listed_with_its_reason_and_brought_back(
    browser: Client, cast: Cast, dismissed: Dismissal
) -> None:
    html = browser.get(_at(cast, "dismissals/")).content.decode()
    assert "Phone number" in html
    assert "Not true here" in html
    browser.post(_at(cast, f"dismissals/{dismissed.pk}/bring-back/"))
    assert not Dismissal.objects.exists()
    assert "Nothing yet." in browser.get(_at(cast, "dismissals/")).content.decode()


def test_dismissals_are_given_as_csv(browser: Client, cast: Cast, dismissed: Dismissal) -> None:
    file = browser.get(_at(cast, "dismissals/dismissals.csv")).content.decode()
    assert list(csv.DictReader(io.StringIO(file))) == [
        {"rule": PHONE, "reason": "not_true", "day": "2026-11-24", "key": "a" * 64}
    ]


def test_dismissals_and_counts_are_given_as_json(
    browser: Client, cast: Cast, dismissed: Dismissal
) -> None:
    told = browser.get(_at(cast, "dismissals/dismissals.json")).json()
    assert told["dismissals"][0]["rule"] == PHONE
    assert told["rules"] == [{"rule": PHONE, "shown": 20, "dismissed": 1, "not_true": 1}]


def test_a_stranger_cannot_bring_back(
    stranger_browser: Client, cast: Cast, dismissed: Dismissal
) -> None:
    own = f"/w/{cast.stranger.workspace_id}/read/dismissals/{dismissed.pk}/bring-back/"
    assert stranger_browser.post(own).status_code == 404
    assert Dismissal.objects.exists()


@pytest.mark.parametrize("rule", [rule for words in CHECKS.values() for rule in words.NAMES])
def test_every_rule_has_its_page(browser: Client, cast: Cast, rule: str) -> None:
    answer = browser.get(_at(cast, f"rules/{rule}/"))
    assert answer.status_code == 200
    assert str(CHECKS[rule.partition(".")[0]].NAMES[rule]) in answer.content.decode()


def test_a_rule_that_is_none_has_no_page(browser: Client, cast: Cast) -> None:
    assert browser.get(_at(cast, "rules/personal_data.nothing/")).status_code == 404
    assert browser.post(_at(cast, "rules/nothing/switch/"), {"on": "0"}).status_code == 422


def test_a_rule_says_how_often_it_was_wrong_when_that_can_be_said(
    browser: Client, cast: Cast, dismissed: Dismissal
) -> None:
    assert (
        "Wrong in 1 % to 24 % of the cases"
        in browser.get(_at(cast, f"rules/{PHONE}/")).content.decode()
    )
    RuleCount.objects.update(shown=3)
    assert "Too few to say" in browser.get(_at(cast, f"rules/{PHONE}/")).content.decode()


def test_a_rule_is_switched_off_and_on(browser: Client, cast: Cast) -> None:
    browser.post(_at(cast, f"rules/{PHONE}/switch/"), {"on": "0"})
    assert SwitchedOff.objects.get().name == PHONE
    assert "Switched off" in browser.get(_at(cast, "rules/")).content.decode()
    assert "Phone number" in browser.get(_at(cast, "dismissals/")).content.decode()
    browser.post(_at(cast, f"rules/{PHONE}/switch/"), {"on": "1"})
    assert not SwitchedOff.objects.exists()

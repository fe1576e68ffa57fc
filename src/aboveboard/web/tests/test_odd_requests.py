"""Addresses that nobody would write by hand are answered, never with a fault of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast

ODD = [
    "record/?topic=%00",
    "record/?q=%00&year=99999",
    "record/csv/rejected/?before=" + "9" * 4400,
    "library/?q=x&after=253402300799000000_1",
    "library/?q=x&after=-62135596800000000_1",
    "library/?after=1_99999999999999999999",
    "library/messages/?q=x&after=253402300799000000_1",
    "mirror/untold/?tag=%00",
    "mirror/?period=custom&from=0001-01-01&to=9999-12-31",
    "go/?q=%00",
]


@pytest.mark.parametrize("path", ODD)
def test_an_odd_question_is_no_fault(path: str, browser: Client, cast: Cast) -> None:
    assert browser.get(f"/w/{cast.workspace.pk}/{path}").status_code in {200, 404, 422}


def test_a_number_no_row_can_have_is_nothing(browser: Client, cast: Cast) -> None:
    assert browser.get("/w/9999999999999999999999999/").status_code == 404
    huge = f"/w/{cast.workspace.pk}/record/moments/9999999999999999999999999/"
    assert browser.get(huge).status_code == 404


def test_a_way_back_that_is_no_address_leads_home(browser: Client, cast: Cast) -> None:
    capture = f"/w/{cast.workspace.pk}/record/capture/"
    assert browser.post(capture, {"line": "Een regel", "next": "foo"}).status_code == 302


def test_an_address_that_only_takes_forms_says_so(browser: Client, cast: Cast) -> None:
    answer = browser.get(f"/w/{cast.workspace.pk}/record/capture/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "only takes what a form sends" in answer.content.decode()

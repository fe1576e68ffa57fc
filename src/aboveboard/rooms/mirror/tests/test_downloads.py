from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from aboveboard.rooms.mirror.tests.made import link, moment, post

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast

pytestmark = pytest.mark.django_db


def fill(cast: Cast) -> None:
    for kind, shown, n in (("win", 22, 26), ("setback", 5, 19), ("lesson", 1, 3)):
        for number in range(n):
            day = date(2026, 2, 3)
            what = moment(cast.workspace, f"{kind} {number}", day, kind, topics=("=Shops",))
            if number < shown:
                link(what, post(cast.workspace, "Told.", day + timedelta(days=number), kind))


def read(browser: Client, cast: Cast) -> tuple[list[dict[str, str]], dict[str, object]]:
    table, whole = (
        browser.get(f"{reverse(f'mirror:{name}', args=[cast.workspace.pk])}?period=all")
        for name in ("csv", "json")
    )
    assert table["Content-Disposition"] == 'attachment; filename="mirror.csv"'
    return list(csv.DictReader(io.StringIO(table.content.decode()))), json.loads(whole.content)


def test_both_files_hold_the_same_figures(browser: Client, cast: Cast) -> None:
    fill(cast)
    table, whole = read(browser, cast)
    figures = whole["figures"]
    assert isinstance(figures, list)
    assert len(table) == len(figures) > 40
    for row, figure in zip(table, figures, strict=True):
        for name, value in figure.items():
            written = "" if value is None else str(value)
            assert row[name].removeprefix("'") == written


def test_the_files_hold_what_the_page_says(browser: Client, cast: Cast) -> None:
    fill(cast)
    table, _ = read(browser, cast)
    text = browser.get(
        f"{reverse('mirror:page', args=[cast.workspace.pk])}?period=all"
    ).content.decode()
    shown = {row["kind"]: row for row in table if row["section"] == "shown"}
    assert (shown["win"]["hits"], shown["win"]["n"]) == ("22", "26")
    assert "22 of 26 wins" in text
    gap = next(row for row in table if row["section"] == "gap")
    low, high = round(100 * float(gap["low"])), round(100 * float(gap["high"]))
    assert (
        f"{round(100 * float(gap['value']))} points</b>, and lies between {low} and {high}"
        in text
    )
    middle = next(
        row for row in table if row["measure"] == "middle, days" and row["kind"] == "setback"
    )
    assert middle["value"] == "2.0"
    assert "middle: 2 days" in text


def test_too_few_has_counts_and_no_share(browser: Client, cast: Cast) -> None:
    fill(cast)
    table, _ = read(browser, cast)
    lessons = next(
        row for row in table if row["section"] == "shown" and row["kind"] == "lesson"
    )
    assert (lessons["hits"], lessons["n"], lessons["value"]) == ("1", "3", "")
    assert lessons["note"] == "too few to say"
    middle = next(
        row for row in table if row["measure"] == "middle, days" and row["kind"] == "lesson"
    )
    assert (middle["value"], middle["n"]) == ("", "1")


def test_a_topic_that_looks_like_a_formula_is_disarmed_in_csv_alone(
    browser: Client, cast: Cast
) -> None:
    fill(cast)
    table, whole = read(browser, cast)
    assert {row["of"] for row in table if row["section"] == "topic"} == {"'=Shops"}
    assert "'=Shops" not in json.dumps(whole)


@pytest.mark.parametrize("name", ["csv", "json"])
def test_a_wrong_period_is_refused(name: str, browser: Client, cast: Cast) -> None:
    address = reverse(f"mirror:{name}", args=[cast.workspace.pk])
    assert browser.get(f"{address}?period=never").status_code == 422

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.record.capture_line import tidy_topics
from aboveboard.rooms.record.csv_columns import (
    COLUMNS,
    REASONS,
    BadRow,
    CsvMoment,
    clean_text,
    read,
    written,
)
from aboveboard.rooms.record.csv_in import CsvReport, csv_in
from aboveboard.rooms.record.csv_out import csv_lines, row_of
from aboveboard.rooms.record.models import Moment, RejectedRow
from aboveboard.rooms.record.reasons import words_of
from aboveboard.rooms.record.tests.made import moment
from conftest import NOON

if TYPE_CHECKING:
    from django.test import Client

    from aboveboard.rooms.workspaces.models import Member
    from conftest import Cast

TODAY = date(2026, 11, 24)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60).map(clean_text)
DAYS = st.dates(date(1900, 1, 1), TODAY)


@st.composite
def moments(draw: st.DrawFn) -> CsvMoment:
    first, other = draw(DAYS), draw(DAYS)
    openness = draw(st.sampled_from(["ask", "free", "never", "not_before"]))
    topics = draw(st.lists(TEXTS.filter(lambda text: ";" not in text), max_size=4))
    return CsvMoment(
        text=draw(TEXTS.filter(bool)),
        happened_on=first,
        until=other if other > first else None,
        kind=draw(st.sampled_from(["win", "setback", "lesson", "neutral"])),
        weight=draw(st.integers(1, 5)),
        topics=tidy_topics(topics),
        note=draw(TEXTS),
        openness=openness,
        open_from=draw(st.dates(date(1900, 1, 1))) if openness == "not_before" else None,
    )


@given(moments())
def test_a_moment_written_and_read_is_the_same(one: CsvMoment) -> None:
    assert read(dict(zip(COLUMNS, written(one), strict=True)), today=TODAY) == one


@given(moments())
def test_no_cell_starts_a_formula(one: CsvMoment) -> None:
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in written(one))


def take(seat: Member, text: str | bytes, name: str = "moments.csv") -> CsvReport:
    data = text.encode() if isinstance(text, str) else text
    return csv_in(io.BytesIO(data), name=name, by=seat, now=NOON)


def rows(workspace_id: int) -> list[CsvMoment]:
    found = Moment.objects.filter(workspace=workspace_id).order_by("happened_on", "pk")
    return [row_of(one) for one in found]


def test_a_record_taken_out_comes_in_elsewhere_as_it_was(cast: Cast) -> None:
    moment(cast.noor, '=HYPERLINK("x")', topics=["Shops", "R&D"], note='two\n"lines", yes')
    moment(cast.noor, "'quoted", until=date(2026, 11, 22), weight=5, kind="lesson")
    moment(
        cast.noor,
        "é; 😀, \t x",
        openness="not_before",
        open_from=date(2027, 1, 1),
        kind="neutral",
    )
    moment(cast.noor, "removed", deleted_at=NOON)
    out = "".join(csv_lines(cast.workspace.pk))
    assert take(cast.stranger, out) == CsvReport(taken=3, known=0, rejected=0)
    assert rows(cast.stranger.workspace_id) == rows(cast.workspace.pk)[:3]
    assert take(cast.stranger, out) == CsvReport(taken=0, known=3, rejected=0)


def test_two_moments_alike_stay_two(cast: Cast) -> None:
    text = "date,text\n2026-01-01,same\n2026-01-01,same\n"
    assert take(cast.noor, text).taken == 2
    assert take(cast.noor, text).taken == 0


def test_a_sheet_saved_with_semicolons_and_days_first_comes_in(cast: Cast) -> None:
    text = "Text;Date;Kind\nLost the order;20/11/2026;\nWon it;1-2-2026;WIN\n"
    assert take(cast.noor, "\ufeff" + text) == CsvReport(2, 0, 0)
    won, lost = Moment.objects.order_by("happened_on")
    assert (won.happened_on, won.kind, won.is_kind_chosen) == (date(2026, 2, 1), "win", True)
    assert (lost.kind, lost.is_kind_chosen, lost.language) == ("setback", False, "en")


BAD = {
    "no_date": ",text",
    "bad_date": "2026-13-01,text",
    "in_the_future": "2026-11-25,text",
    "ends_before_start": "2026-11-20,text,2026-11-19",
    "no_text": "2026-11-20,  ",
    "text_too_long": "2026-11-20," + "x" * 5001,
    "note_too_long": "2026-11-20,x,,,," + "x" * 20_001,
    "bad_kind": "2026-11-20,text,,good",
    "bad_weight": "2026-11-20,text,,,6",
    "bad_openness": "2026-11-20,text,,,,,maybe",
    "no_open_from": "2026-11-20,text,,,,,not_before",
}


def test_every_reason_has_a_row_that_shows_it_and_words() -> None:
    assert set(BAD) == set(REASONS)
    assert all(words_of(reason) != reason for reason in REASONS)


@pytest.mark.parametrize("reason", REASONS)
def test_a_bad_row_is_kept_with_its_reason_and_stops_nothing(cast: Cast, reason: str) -> None:
    header = "date,text,until,kind,weight,note,openness,open_from"
    if reason == "note_too_long":
        header = "date,text,until,kind,weight,note"
    report = take(cast.noor, f"{header}\n{BAD[reason]}\n2026-11-20,good\n")
    assert report == CsvReport(1, 0, 1)
    kept = RejectedRow.objects.get()
    assert (kept.row, kept.reason, kept.file_name) == (2, reason, "moments.csv")
    assert kept.raw.startswith(BAD[reason][:10])


def test_rejected_rows_of_a_file_are_replaced_when_it_comes_again(cast: Cast) -> None:
    take(cast.noor, "date,text\nx,a\n")
    take(cast.noor, "date,text\nx,a\ny,b\n")
    take(cast.noor, "date,text\nx,a\n", name="other.csv")
    assert RejectedRow.objects.count() == 3


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "text\nx\n"])
def test_a_file_without_its_header_is_refused(cast: Cast, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        take(cast.noor, text)
    assert refused.value.facts["rule"] == "no_header"


def test_a_file_with_too_many_rows_is_refused_whole(cast: Cast) -> None:
    with pytest.raises(Invalid):
        take(cast.noor, "date,text\n" + "x,\n" * 5001)
    assert not RejectedRow.objects.exists()


def test_a_reader_brings_nothing_in(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        take(cast.rik, "date,text\n")


@given(st.lists(st.text(max_size=12), max_size=9))
def test_any_cells_are_a_moment_or_a_reason(cells: list[str]) -> None:
    filled = dict(zip(COLUMNS, cells + [""] * 9, strict=False))
    try:
        read(filled, today=TODAY)
    except BadRow as bad:
        assert str(bad) in REASONS  # noqa: PT017  (either may be)


def address(cast: Cast, rest: str = "") -> str:
    return f"/w/{cast.workspace.pk}/record/csv/{rest}"


def test_the_page_takes_a_file_in_and_shows_what_was_not_taken(
    browser: Client, cast: Cast
) -> None:
    file = SimpleUploadedFile("a.csv", b"date,text\n2026-11-20,good\nx,<b>bad\n")
    answer = browser.post(address(cast, "in/"), {"file": file}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == address(cast, "rejected/")
    assert "1 moment taken. 1 row was not taken." in page
    assert "x,&lt;b&gt;bad" in page
    assert "Write it like 2026-11-24" in page
    browser.post(address(cast, "rejected/clear/"))
    assert "Every row was taken" in browser.get(address(cast, "rejected/")).content.decode()


def test_the_page_says_what_is_wrong_with_a_file(browser: Client, cast: Cast) -> None:
    assert browser.get(address(cast, "in/")).status_code == 200
    assert browser.post(address(cast, "in/")).status_code == 422
    big = SimpleUploadedFile("a.csv", b"date,text\n" + b"x" * 5 * 1024 * 1024)
    for file in (
        big,
        SimpleUploadedFile("a.csv", b"a,b\n"),
        SimpleUploadedFile("a", b"\x00\xff"),
    ):
        answer = browser.post(address(cast, "in/"), {"file": file})
        assert answer.status_code == 422
        assert b'id="file-wrong"' in answer.content


def test_the_record_is_taken_out_as_a_file(browser: Client, cast: Cast) -> None:
    moment(cast.noor, "Zürich")
    answer = browser.get(address(cast))
    text = answer.getvalue().decode()
    assert text.startswith(
        "\ufeffdate,until,kind,weight,text,topics,note,openness,open_from\r\n"
    )
    assert "Zürich" in text
    assert answer["Content-Disposition"].startswith('attachment; filename="record-')


@pytest.mark.parametrize("rest", ["", "in/", "rejected/"])
def test_a_stranger_finds_nothing(stranger_browser: Client, cast: Cast, rest: str) -> None:
    assert stranger_browser.get(address(cast, rest)).status_code == 404


@pytest.mark.parametrize("rest", ["in/", "rejected/clear/"])
def test_a_reader_changes_nothing(client: Client, cast: Cast, rest: str) -> None:
    client.force_login(cast.rik.user)
    assert client.post(address(cast, rest)).status_code == 403
    assert client.get(address(cast)).status_code == 200

"""LinkedIn's analytics workbooks: told by structure, counted exactly, refused when hostile."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.archives import linkedin_analytics
from aboveboard.archives.bundle import open_bundle
from aboveboard.archives.values import ArchivedMetric, Item, Skipped, UnreadableArchive

type Rows = Sequence[Sequence[object]]

POSTED = datetime(2024, 9, 1, 10, 0, tzinfo=UTC)
FIRST = "https://www.linkedin.com/feed/update/urn:li:activity:" + str(
    int(POSTED.timestamp() * 1000) << 22
)
SECOND = (
    "https://www.linkedin.com/posts/robin-activity-"
    + str(int((POSTED + timedelta(days=1)).timestamp() * 1000) << 22)
    + "-abcd"
)
THIRD = "https://www.linkedin.com/feed/update/urn:li:share:7000000000000000000"


def rankings(heading: Sequence[object]) -> Rows:
    return [
        ["Maximum of 50 posts available to include in this list"],
        [],
        heading,
        [FIRST, "9/1/2024", 12, None, SECOND, "9/2/2024", "1,234"],
        [SECOND, "9/2/2024", "3", None, FIRST, "9/1/2024", 900],
        [None, None, None, "481", THIRD, "9/3/2024", 45],
        [None, None, None, "481"],
    ]


ENGLISH = [
    *("Post URL", "Post publish date", "Engagements", None),
    *("Post URL", "Post Publish Date", "Impressions"),
]


def days(order: str = "%m/%d/%Y") -> list[str]:
    return [(date(2024, 8, 25) + timedelta(days=n)).strftime(order) for n in range(90)]


def aggregate(heading: Sequence[object] = ENGLISH, order: str = "%m/%d/%Y") -> dict[str, Rows]:
    start, end = days(order)[0], days(order)[-1]
    return {
        "DISCOVERY": [
            ["Overall Performance", f"{start} - {end}"],
            ["Impressions", 5000],
            ["Members reached", "3,100"],
        ],
        "ENGAGEMENT": [
            ["Date", "Impressions", "Engagements"],
            *([day, number, 1] for number, day in enumerate(days(order))),
        ],
        "TOP POSTS": rankings(heading),
        "FOLLOWERS": [
            [f"Total followers on {end}:", 777],
            [],
            ["Date", "New followers"],
            *([day, 2] for day in days(order)),
        ],
        "DEMOGRAPHICS": [
            ["Top Demographics", "Value", "Percentage"],
            ["Job titles", "Founder", "< 1%"],
            ["Company size", "11-50", 0.23],
        ],
    }


def workbook(path: Path, sheets: dict[str, Rows]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def read(path: Path) -> list[Item | Skipped]:
    with open_bundle(path) as bundle:
        assert linkedin_analytics.recognises(bundle)
        return list(linkedin_analytics.read(bundle))


def metrics(found: list[Item | Skipped], name: str) -> list[ArchivedMetric]:
    return [one for one in found if isinstance(one, ArchivedMetric) and one.name == name]


def test_a_workbook_of_the_account_gives_every_count(tmp_path: Path) -> None:
    found = read(workbook(tmp_path / "no-name-that-tells", aggregate()))
    end = date(2024, 11, 22)
    by_post = {
        (one.post_url, one.name): one.value
        for one in found
        if isinstance(one, ArchivedMetric) and one.post_id
    }
    assert by_post == {
        (FIRST, "engagements"): 12,
        (SECOND, "engagements"): 3,
        (SECOND, "impressions"): 1234,
        (FIRST, "impressions"): 900,
        (THIRD, "impressions"): 45,
    }
    totals = [one for one in found if isinstance(one, ArchivedMetric) and not one.post_id]
    assert {(one.name, one.value) for one in totals if "daily" not in one.name} == {
        ("impressions", 5000),
        ("members_reached", 3100),
        ("followers", 777),
    }
    assert all(one.until == end for one in totals if "daily" not in one.name)
    assert [one.value for one in metrics(found, "daily_impressions")] == list(range(90))
    assert len(metrics(found, "daily_engagements")) == 90
    assert sum(one.value for one in metrics(found, "daily_new_followers")) == 180
    assert metrics(found, "daily_impressions")[0].until == date(2024, 8, 25)


def test_posts_have_the_exact_time_their_number_holds(tmp_path: Path) -> None:
    found = read(workbook(tmp_path / "w", aggregate()))
    times = {
        one.post_url: one.posted_at for one in metrics(found, "impressions") if one.post_id
    }
    assert times[FIRST] == POSTED
    assert times[SECOND] == POSTED + timedelta(days=1)
    assert times[THIRD] is None


def test_junk_and_readers_are_skipped_with_a_reason(tmp_path: Path) -> None:
    found = read(workbook(tmp_path / "w", aggregate()))
    skipped = [one for one in found if isinstance(one, Skipped)]
    assert [(one.where, one.reason) for one in skipped] == [
        ("w!TOP POSTS:7", "bad_row"),
        ("w!DEMOGRAPHICS", "not_ours"),
    ]


@pytest.mark.parametrize("order", ["%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"])
def test_names_and_days_of_other_languages_do_not_matter(tmp_path: Path, order: str) -> None:
    strange = ["Adresse", "Tag", "Zahl A", None, "Adresse", "Tag", "Zahl B"]
    sheets = aggregate(strange, order)
    sheets = {f"Blatt {number}": rows for number, rows in enumerate(sheets.values())}
    sheets["Blatt 0"] = [["Gesamt", sheets["Blatt 0"][0][1]], ["Eins", 5000], ["Zwei", 31]]
    found = read(workbook(tmp_path / "w", sheets))
    assert {(one.value, one.until) for one in metrics(found, "impressions") if one.post_id} == {
        (value, date(2024, 11, 22)) for value in (1234, 900, 45)
    }
    assert [one.value for one in metrics(found, "members_reached")] == [31]


def test_where_headings_say_nothing_fewer_are_engagements(tmp_path: Path) -> None:
    heading = ["a", "b", "c", None, "d", "e", "f"]
    rows: Rows = [
        heading,
        [FIRST, "9/1/2024", 900, None, FIRST, "9/1/2024", 12],
        [SECOND, "9/2/2024", 800, None, THIRD, "9/2/2024", 9],
    ]
    found = read(workbook(tmp_path / "w", {**aggregate(), "TOP POSTS": rows}))
    assert {one.value for one in metrics(found, "engagements")} == {12, 9}


def test_days_may_be_cells_of_days(tmp_path: Path) -> None:
    sheets = aggregate()
    sheets["ENGAGEMENT"] = [
        ["Date", "Impressions", "Engagements"],
        *([datetime(2024, 8, 25) + timedelta(days=n), n, 0] for n in range(5)),  # noqa: DTZ001
    ]
    found = read(workbook(tmp_path / "w", sheets))
    assert [one.until.day for one in metrics(found, "daily_impressions")] == [
        25,
        26,
        27,
        28,
        29,
    ]


def test_one_post_alone_gives_its_counts(tmp_path: Path) -> None:
    rows: Rows = [
        ["Post URL", FIRST],
        ["Post Date", "Sep 1, 2024"],
        ["Impressions", "2,001"],
        ["Reactions", 30],
        ["Sends on LinkedIn", 2],
        ["Something new", 9],
    ]
    path = workbook(tmp_path / "w", {"PERFORMANCE": rows})
    found = read(path)
    assert {one.name: one.value for one in found if isinstance(one, ArchivedMetric)} == {
        "impressions": 2001,
        "likes": 30,
        "sends": 2,
    }
    assert all(one.post_url == FIRST for one in found if isinstance(one, ArchivedMetric))
    assert [one.where for one in found if isinstance(one, Skipped)] == [
        "w!PERFORMANCE:6",
    ]


def test_workbooks_in_a_folder_are_read_and_others_named(tmp_path: Path) -> None:
    workbook(tmp_path / "one.xlsx", aggregate())
    (tmp_path / "two.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "three.txt").write_text("x")
    found = read(tmp_path)
    assert len(metrics(found, "followers")) == 1
    assert {(one.where, one.reason) for one in found if isinstance(one, Skipped)} >= {
        ("two.xlsx", "damaged"),
        ("three.txt", "unknown_file"),
    }


def test_another_workbook_is_not_recognised(tmp_path: Path) -> None:
    path = workbook(tmp_path / "w", {"Sheet": [["a", 1], ["b", 2]]})
    with open_bundle(path) as bundle:
        assert not linkedin_analytics.recognises(bundle)


def altered(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Write the workbook anew with each member changed."""
    whole = io.BytesIO()
    with (
        zipfile.ZipFile(path) as before,
        zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in before.infolist():
            new.writestr(info.filename, change(info.filename, before.read(info)))
    path.write_bytes(whole.getvalue())
    return path


def with_shared_strings(path: Path) -> Path:
    """Write the workbook anew with its words in one table, as LinkedIn's own have them."""
    words: list[bytes] = []

    def shared(found: re.Match[bytes]) -> bytes:
        words.append(found[1])
        return b't="s"><v>%d</v>' % (len(words) - 1)

    def change(name: str, data: bytes) -> bytes:
        if name.startswith("xl/worksheets/"):
            return re.sub(rb't="inlineStr"><is><t[^>]*>([^<]*)</t></is>', shared, data)
        if name == "xl/_rels/workbook.xml.rels":
            kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
            entry = (
                b'<Relationship Id="rId99" Type="' + kind + b'" Target="sharedStrings.xml"/>'
            )
            return data.replace(b"</Relationships>", entry + b"</Relationships>")
        return data

    altered(path, change)
    with zipfile.ZipFile(path, "a") as archive:
        space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        table = b"".join(b"<si><t>" + word + b"</t></si>" for word in words)
        archive.writestr(
            "xl/sharedStrings.xml", b'<sst xmlns="' + space + b'">' + table + b"</sst>"
        )
    return path


def test_words_in_a_shared_table_are_the_same_words(tmp_path: Path) -> None:
    plain = read(workbook(tmp_path / "w", aggregate()))
    assert read(with_shared_strings(tmp_path / "w")) == plain


def refusal(path: Path) -> str:
    with open_bundle(path) as bundle, pytest.raises(UnreadableArchive) as caught:
        list(linkedin_analytics.read(bundle))
    return caught.value.reason


@pytest.mark.parametrize(
    "entity",
    [b'"lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;"', b'SYSTEM "file:///etc/passwd"'],
)
def test_entities_are_refused_before_anything_else_reads_them(
    tmp_path: Path, entity: bytes
) -> None:
    def change(name: str, data: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return data
        return data.replace(
            b"<worksheet", b"<!DOCTYPE x [<!ENTITY a " + entity + b">]><worksheet", 1
        )

    assert refusal(altered(workbook(tmp_path / "w", aggregate()), change)) == "damaged"


@pytest.mark.parametrize(
    "cell", [b'r="XFD1048576"', b'r="A1048576"', b"r='ZZ2'", b'r="&#65;99999"']
)
def test_a_cell_far_away_does_not_take_all_memory(tmp_path: Path, cell: bytes) -> None:
    def change(name: str, data: bytes) -> bytes:
        return data.replace(b'r="B2"', cell, 1) if name.endswith("sheet1.xml") else data

    assert refusal(altered(workbook(tmp_path / "w", aggregate()), change)) == "too_large"


def test_a_workbook_bomb_is_refused(tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> bytes:
        return data + b" " * 40_000_000 if name.endswith("sheet1.xml") else data

    assert refusal(altered(workbook(tmp_path / "w", aggregate()), change)) == "too_large"


def test_two_members_of_one_name_cannot_show_two_faces(tmp_path: Path) -> None:
    path = workbook(tmp_path / "w", aggregate())
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", b'<worksheet><c r="XFD1048576"/>')
    assert [one.value for one in metrics(read(path), "members_reached")] == [3100]


def test_huge_promised_counts_are_harmless(tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> bytes:
        for word in (b"uniqueCount", b"count"):
            data = data.replace(b" " + word + b'="', b" " + word + b'="99999999')
        return data.replace(b'ref="A1', b'ref="A1:XFD1048576" x="')

    assert metrics(read(altered(workbook(tmp_path / "w", aggregate()), change)), "followers")


def _sample() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return workbook(Path(folder) / "w", aggregate()).read_bytes()


SAMPLE = _sample()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["sheet2.xml", "sheet1.xml", "sheet3.xml", "workbook.xml", "styles.xml"]),
    st.lists(st.tuples(st.integers(0, 50_000), st.binary(max_size=3)), min_size=1, max_size=4),
)
def test_altered_workbooks_end_or_are_refused(
    member: str, changes: list[tuple[int, bytes]]
) -> None:
    def change(name: str, data: bytes) -> bytes:
        if name.endswith(member):
            for place, new in changes:
                at = place % len(data)
                data = data[:at] + new + data[at + len(new) :]
        return data

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w"
        path.write_bytes(SAMPLE)
        try:
            with open_bundle(altered(path, change)) as bundle:
                linkedin_analytics.recognises(bundle)
                list(linkedin_analytics.read(bundle))
        except UnreadableArchive:
            return

"""LinkedIn exports of every year, re-saved and broken ones, and what must never happen."""

from __future__ import annotations

import codecs
import io
import tempfile
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.archives import linkedin
from aboveboard.archives.bundle import open_bundle
from aboveboard.archives.generator.linkedin import ERAS, Era, write_linkedin_archive
from aboveboard.archives.linkedin_words import (
    comment_number_of,
    day_of,
    moment_of,
    moment_of_number,
    numbers_of,
    unflanked,
    uploaded_at,
)
from aboveboard.archives.values import (
    REASONS,
    ArchivedComment,
    ArchivedConnection,
    ArchivedMessage,
    ArchivedPost,
    Item,
    Skipped,
    UnreadableArchive,
)

SHARES = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
LINK = "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7187000000000000000"
MESSAGES = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
NOTE = 'Notes:\n"When exporting your connection data, you may notice, that"\n\n'
PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,"
    "Geo Location,Twitter Handles,Websites,Instant Messengers\nRobin,Example,,,,,,,,,,,\n"
)


def read_files(folder: Path, files: dict[str, str | bytes]) -> list[Item | Skipped]:
    """Return what comes out of a zip of ``files``."""
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    with open_bundle(path) as bundle:
        return [*bundle.skipped, *linkedin.read(bundle)]


def posts_of(found: list[Item | Skipped]) -> list[ArchivedPost]:
    return [one for one in found if isinstance(one, ArchivedPost)]


def reasons_of(found: list[Item | Skipped]) -> list[str]:
    return [one.reason for one in found if isinstance(one, Skipped)]


@pytest.mark.parametrize("era", ERAS)
def test_every_row_of_every_era_comes_out(tmp_path: Path, era: Era) -> None:
    path = tmp_path / "export"
    made = write_linkedin_archive(
        path, seed=3, posts=60, comments=55, messages=120, connections=90, era=era
    )
    with open_bundle(path) as bundle:
        assert linkedin.recognises(bundle)
        found = list(linkedin.read(bundle))
        again = list(linkedin.read(bundle))
    assert found == again
    posts = posts_of(found)
    comments = [one for one in found if isinstance(one, ArchivedComment)]
    people = [one for one in found if isinstance(one, ArchivedConnection)]
    messages = [one for one in found if isinstance(one, ArchivedMessage)]
    assert len(posts) == made.posts
    assert len(comments) == made.comments
    assert len(people) == made.connections - made.hidden_connections
    assert len(messages) == made.messages - made.sponsored_messages
    assert reasons_of(found).count("no_author") == made.hidden_connections
    assert reasons_of(found).count("sponsored") == made.sponsored_messages
    assert not any('"\n"' in post.text or '\\"' in post.text for post in posts)
    assert not any('\\"' in comment.text for comment in comments)
    assert any('"this is not what we asked for"' in comment.text for comment in comments)
    assert all(post.written_at == moment_of_number(post.remote_id) for post in posts)
    assert len({one.remote_id for one in messages}) == len(messages)
    assert {one.is_own for one in messages} == {True, False}
    assert all(one.is_own == (one.sender == "Robin Example") for one in messages)
    assert all(one.since is not None for one in people)
    assert all(bool(one.url) == (era in ("2023", "2026")) for one in people)


def test_the_generator_gives_the_same_bytes_for_the_same_seed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_linkedin_archive(tmp_path / name, seed=5, era="2021")
    write_linkedin_archive(tmp_path / "c", seed=6, era="2021")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "a").read_bytes() != (tmp_path / "c").read_bytes()


def test_a_share_becomes_a_post(tmp_path: Path) -> None:
    row = f'2024-03-05 12:34:56,{LINK},"Say ""no"".",https://a.example/,https://b.example/,PUBLIC\n'
    (post,) = posts_of(read_files(tmp_path, {"Shares_712.csv": SHARES + row}))
    assert post.remote_id == "7187000000000000000"
    assert post.where == "Shares_712.csv:2"
    assert post.written_at == datetime(2024, 3, 5, 12, 34, 56, tzinfo=UTC)
    assert post.text == 'Say "no".'
    assert post.visibility == "public"
    assert post.shared_url == "https://a.example/"
    assert [one.url for one in post.media] == ["https://b.example/"]
    assert not post.is_repost


def test_a_share_without_words_is_a_repost_unless_it_shows_something(tmp_path: Path) -> None:
    rows = (
        f"2024-03-05 12:34:56,{LINK}1,,https://www.linkedin.com/feed/,,\n"
        f"2024-03-05 12:34:57,{LINK}2,,https://news.example/,,\n"
        f"2024-03-05 12:34:58,{LINK}3,,,https://media.example/,\n"
        f"2024-03-05 12:34:59,{LINK}4,,,,MEMBER_NETWORK\n"
    )
    posts = posts_of(read_files(tmp_path, {"Shares.csv": SHARES + rows}))
    assert [post.is_repost for post in posts] == [True, False, False, True]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('a"\n"b"\n""\n"c', "a\nb\n\nc"),
        ('he said "no""\n"b', 'he said "no"\nb'),
        ('a\n"b"\nc', 'a\n"b"\nc'),
        ('a"\n"b\nc', 'a"\n"b\nc'),
        ("a\r\nb", "a\nb"),
        ("", ""),
    ],
)
def test_quotes_around_breaks_go_only_if_all_have_them(cell: str, text: str) -> None:
    assert unflanked(cell) == text


def test_both_ways_to_write_quotes_in_comments_are_read(tmp_path: Path) -> None:
    rows = (
        '2024-01-01 00:00:01,L,"she said \\"yes\\", twice"\n'
        '2024-01-01 00:00:02,L,"she said ""yes"", twice"\n'
        '2024-01-01 00:00:03,L,"in C:\\new\\table"\n'
        '2024-01-01 00:00:04,L,"ends with \\""\n'
        '2024-01-01 00:00:05,L,"5\\" and\nnext"\n'
        "2024-01-01 00:00:06,L,plain\n"
    )
    found = read_files(tmp_path, {"comments.CSV": "date,LINK,Message\n" + rows})
    assert [one.text for one in found if isinstance(one, ArchivedComment)] == [
        'she said "yes", twice',
        'she said "yes", twice',
        "in C:\\new\\table",
        'ends with "',
        '5" and\nnext',
        "plain",
    ]
    assert reasons_of(found) == []


def test_a_quote_that_never_closes_costs_one_row(tmp_path: Path) -> None:
    rows = "".join(f'2024-01-01 00:00:{n:02},{LINK}{n},"text {n}",,,\n' for n in range(20))
    broken = rows.replace('"text 7"', '"text 7')
    found = read_files(tmp_path, {"Shares.csv": SHARES + broken})
    assert [post.text for post in posts_of(found)] == [f"text {n}" for n in range(20) if n != 7]
    (skipped,) = (one for one in found if isinstance(one, Skipped))
    assert skipped.reason == "bad_row"
    assert "text 7" in skipped.raw


def test_a_file_saved_again_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    shares = "\ufeff" + SHARES.replace(",", ";").replace("\n", "\r\n")
    row = f"3/5/2024 12:34;{LINK};Text;;;\r\n25/12/2023 18:00;{LINK}0;Words;;;\r\n"
    people = "\ufeffFirst Name,Last Name,Company,Position,Connected On\r\nA,B,,,4-Apr-21\r\n"
    found = read_files(tmp_path, {"s.csv": shares + row, "Connections.csv": people})
    first, second = posts_of(found)
    assert first.written_at == moment_of_number("7187000000000000000")
    assert second.written_at == datetime(2023, 12, 25, 18, 0, tzinfo=UTC)
    (person,) = (one for one in found if isinstance(one, ArchivedConnection))
    assert person.since == date(2021, 4, 4)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("cp1252", b""),
        ("utf-8", codecs.BOM_UTF8),
    ],
)
def test_other_encodings_are_read(tmp_path: Path, encoding: str, mark: bytes) -> None:
    data = mark + f"{SHARES}2024-03-05 12:34:56,{LINK},Größe – é,,,\n".encode(encoding)
    (post,) = posts_of(read_files(tmp_path, {"Shares.csv": data}))
    assert post.text == "Größe – é"


def test_bytes_of_no_encoding_are_skipped_row_by_row(tmp_path: Path) -> None:
    good = f"2024-03-05 12:34:56,{LINK},ok,,,\n".encode()
    found = read_files(
        tmp_path,
        {"Shares.csv": SHARES.encode() + good + good.replace(b"ok", b"\x81\xff") + good},
    )
    assert len(posts_of(found)) == 2
    assert reasons_of(found) == ["bad_encoding"]


def test_utf_16_that_breaks_off_is_said_to(tmp_path: Path) -> None:
    data = codecs.BOM_UTF16_LE + f"{SHARES}2024-03-05 12:34:56,{LINK},a,,,\n".encode(
        "utf-16-le"
    )
    found = read_files(tmp_path, {"Shares.csv": data + b"\x00\xd8\x00\x00"})
    assert "bad_encoding" in reasons_of(found)


def test_connections_are_found_below_the_note(tmp_path: Path) -> None:
    rows = (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ada,Berg,https://www.linkedin.com/in/Ada-Berg?x=1,a@b.example,Kite,Boss,07 Jun 2022\n"
        ",,,,,,07 Jun 2022\n"
    )
    found = read_files(tmp_path, {"Connections.csv": NOTE + rows})
    (person,) = (one for one in found if isinstance(one, ArchivedConnection))
    assert (person.name, person.remote_id) == ("Ada Berg", "ada-berg")
    assert person.since == date(2022, 6, 7)
    assert "a@b.example" not in repr(person)
    assert person.where == "Connections.csv:5"
    assert reasons_of(found) == ["no_author"]


def test_messages_know_our_own_advertisements_and_drafts(tmp_path: Path) -> None:
    head = MESSAGES.replace("\n", ",IS MESSAGE DRAFT\n")
    date_cell = "2024-03-05 12:34:56 UTC"
    rows = (
        f'2-a,,robin  EXAMPLE,u,Ada Berg,{date_cell},,"two\r\nlines",INBOX,No\n'
        f"2-a,,Ada Berg,u,Robin Example,{date_cell},,hello,INBOX,No\n"
        f'2-b,,Shop,,Robin Example,{date_cell},,"<p class=""spinmail-x"">Buy</p>",INBOX,No\n'
        f"2-c,,LinkedIn Member,,Robin Example,{date_cell},,<p>Dear &amp; all</p>,INBOX,No\n"
        f"2-d,,Robin Example,u,Ada,{date_cell},,unsent,INBOX,Yes\n"
        f"2-e,,Robin Example,u,Ada,{date_cell},,,INBOX,No\n"
        f"2-f,,Robin Example,u,Ada,soon,,text,INBOX,No\n"
        f"2-g,,Robin Example,u,Ada,{date_cell},,short\n"
    )
    found = read_files(tmp_path, {"messages.csv": head + rows, "Profile.csv": PROFILE})
    messages = [one for one in found if isinstance(one, ArchivedMessage)]
    assert [(one.text, one.is_own) for one in messages] == [
        ("two\nlines", True),
        ("hello", False),
        ("Dear & all", False),
        ("short", True),
    ]
    assert reasons_of(found) == ["sponsored", "not_ours", "no_text", "no_date"]


def test_without_a_profile_nobody_knows_whose_messages_are_whose(tmp_path: Path) -> None:
    row = "2-a,,Robin Example,u,Ada,2024-03-05 12:34:56 UTC,,hi,INBOX\n"
    found = read_files(tmp_path, {"messages.csv": MESSAGES + row})
    assert [one.is_own for one in found if isinstance(one, ArchivedMessage)] == [None]


def test_uploads_join_the_post_of_their_minute(tmp_path: Path) -> None:
    uploads = (
        "Date/Time,Media Description,Media Link\n"
        '"You uploaded a feed photo on April 12, 2026 at 8:03 AM (GMT)",A cat,https://m.example/1\n'
        '"You uploaded a feed photo on April 13, 2026 at 8:03 AM (GMT)",,https://m.example/2\n'
        '"You uploaded a profile photo on April 12, 2026 at 8:03 AM (GMT)",,https://m.example/3\n'
        "once upon a time,,https://m.example/4\n"
    )
    shares = f"{SHARES}2026-04-12 08:04:10,{LINK},Text,,,\n"
    found = read_files(tmp_path, {"Rich_Media.csv": uploads, "Shares.csv": shares})
    (post,) = posts_of(found)
    assert [(one.url, one.alt) for one in post.media] == [("https://m.example/1", "A cat")]
    skipped = [one for one in found if isinstance(one, Skipped)]
    assert [(one.where, one.reason) for one in skipped] == [
        ("Rich_Media.csv:4", "no_id"),
        ("Rich_Media.csv:5", "no_date"),
        ("Rich_Media.csv:3", "no_id"),
    ]


def test_articles_are_posts_if_they_say_when(tmp_path: Path) -> None:
    page = (
        "<html><head><title>On failing</title></head><body>"
        '<h1><a href="https://www.linkedin.com/pulse/on-failing-robin-x1">On failing</a></h1>'
        "<p>Published on 2020-02-03 04:05</p><p>We lost.</p></body></html>"
    )
    undated = page.replace("Published on 2020-02-03 04:05", "")
    found = read_files(
        tmp_path, {"Articles/Articles/ä.html": page, "Articles/b.html": undated, "x.html": page}
    )
    (post,) = posts_of(found)
    assert post.remote_id == "on-failing-robin-x1"
    assert post.written_at == datetime(2020, 2, 3, 4, 5, tzinfo=UTC)
    assert post.text == "On failing\n\nWe lost."
    assert reasons_of(found) == ["no_date", "unknown_file"]


def test_plain_reposts_are_taken_and_other_files_named(tmp_path: Path) -> None:
    found = read_files(
        tmp_path,
        {
            "InstantReposts_7.csv": f"Date,Link\n2024-03-05 12:34:56,{LINK}\n",
            "Ad_Targeting.csv": "a,a\n1,2\n",
            "guide_messages.csv": MESSAGES,
            "LearningCoachMessages.csv": "No conversations found\n",
            "Novelty.csv": "a,b\n",
            "picture.jpg": b"\xff\xd8\xff",
        },
    )
    (post,) = posts_of(found)
    assert post.is_repost
    assert post.shared_url == LINK
    assert sorted(reasons_of(found)) == ["not_ours"] * 3 + ["unknown_file"] * 2


def test_a_damaged_file_is_skipped_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "z"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Shares.csv", f"{SHARES}2024-03-05 12:34:56,{LINK},wounded,,,\n")
        archive.writestr("Comments.csv", "Date,Link,Message\n2024-03-05 12:34:56,l,fine\n")
    path.write_bytes(path.read_bytes().replace(b"wounded", b"WOUNDED", 1))
    with open_bundle(path) as bundle:
        found = list(linkedin.read(bundle))
    assert "damaged" in reasons_of(found)
    assert [one.text for one in found if isinstance(one, ArchivedComment)] == ["fine"]


@pytest.mark.parametrize(("megabytes", "breaks"), [(200, False), (40, True)])
def test_a_field_of_200_megabytes_is_refused_in_bounded_memory(
    tmp_path: Path, megabytes: int, *, breaks: bool
) -> None:
    path = tmp_path / "z"
    piece = ("x" * 99 + ("\n" if breaks else "x")) * 10_000
    good = f"2024-03-05 12:34:56,{LINK},fine,,,\n"
    with (
        zipfile.ZipFile(path, "w") as archive,
        archive.open("Shares.csv", "w") as raw,
        io.TextIOWrapper(raw, "utf-8") as file,
    ):
        file.write(f'{SHARES}{good}2024-03-05 12:34:56,{LINK},"')
        for _ in range(megabytes):
            file.write(piece)
        file.write(f'",,,\n{good}')
    tracemalloc.start()
    with open_bundle(path) as bundle:
        found = list(linkedin.read(bundle))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [post.text for post in posts_of(found)] == ["fine", "fine"]
    assert reasons_of(found) == ["too_large"]
    assert max(len(one.raw) for one in found if isinstance(one, Skipped)) <= 2000
    assert peak < 40_000_000


def test_words_of_others_are_not_recognised(tmp_path: Path) -> None:
    for number, text in enumerate(("Date,Link\n", "Date,Link,Message\nx,y,z\n", "a,b\n", "")):
        path = tmp_path / f"{number}.csv"
        path.write_text(text)
        with open_bundle(path) as bundle:
            assert not linkedin.recognises(bundle)
    path = tmp_path / "people.csv"
    path.write_text(NOTE + "First Name,Last Name,Connected On\n")
    with open_bundle(path) as bundle:
        assert linkedin.recognises(bundle)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-03-05 12:34:56", (2024, 3, 5, 12, 34, 56)),
        ("2024-03-05 12:34:56 UTC", (2024, 3, 5, 12, 34, 56)),
        ("2024/03/05 12:34:56 UTC", (2024, 3, 5, 12, 34, 56)),
        ("2024-03-05T12:34:56Z", (2024, 3, 5, 12, 34, 56)),
        ("4/25/24, 12:05 AM", (2024, 4, 25, 0, 5, 0)),
        ("5-Mar-24 12:34", (2024, 3, 5, 12, 34, 0)),
        ("3/4/2024 12:34", None),
        ("2024-02-30 12:34:56", None),
        ("2024-03-05 25:34:56", None),
        ("1999-03-05 12:34:56", None),
        ("2024-03-05", None),
        ("", None),
    ],
)
def test_a_time_is_read_or_not_guessed(cell: str, expected: tuple[int, ...] | None) -> None:
    moment = moment_of(cell)
    assert moment == (datetime(*expected, tzinfo=UTC) if expected else None)  # type: ignore[arg-type, misc]


def test_numbers_and_times_are_found_in_addresses() -> None:
    address = "https://www.linkedin.com/posts/x-activity-7000000000000000000-ab?u=urn:li:ugcPost:7000000000000000001"
    assert numbers_of(address) == ("7000000000000000000", "7000000000000000001")
    assert numbers_of("share%3A123") == ()
    milliseconds = 1_700_000_000_123
    assert moment_of_number(str(milliseconds << 22 | 77)) == datetime(
        2023, 11, 14, 22, 13, 20, 123000, tzinfo=UTC
    )
    assert moment_of_number("1") is None
    assert moment_of_number("9" * 20) is None
    for link in (
        "x?commentUrn=urn%3Ali%3Acomment%3A%28activity%3A7000000000000000000%2C7000000000000000009%29",
        "x?commentUrn=urn:li:comment:(urn:li:activity:7000000000000000000,7000000000000000009)",
    ):
        assert comment_number_of(link) == "7000000000000000009"
    assert day_of("07 Jun 2022") == date(2022, 6, 7)
    assert uploaded_at(
        "You uploaded a feed video on May 1, 2026 at 12:00 AM (GMT)"
    ) == datetime(2026, 5, 1, tzinfo=UTC)


def _read_bytes(files: dict[str, bytes]) -> list[Item | Skipped]:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        with open_bundle(Path(folder)) as bundle:
            linkedin.recognises(bundle)
            return list(linkedin.read(bundle))


HEADERS = [
    SHARES,
    MESSAGES,
    "Date,Link,Message\n",
    "Date,Link\n",
    NOTE + "First Name,Last Name,Connected On\n",
]
CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ['"', '\\"', '"\n"', "2024-03-05 12:34:56", LINK, "", "\r\n", ",", "\0"]
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(HEADERS), st.binary(max_size=400))
def test_any_bytes_below_a_header_are_read_to_the_end(header: str, data: bytes) -> None:
    for one in _read_bytes({"file.csv": header.encode() + data}):
        if isinstance(one, Skipped):
            assert one.reason in REASONS
            assert len(one.raw) <= 2000
        repr(one).encode("utf-8")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([SHARES, MESSAGES, "Date,Link,Message\n"]),
    st.lists(st.lists(CELLS, min_size=9, max_size=9), max_size=8),
)
def test_every_well_formed_row_is_an_item_or_skipped(
    header: str, rows: list[list[str]]
) -> None:
    columns = header.count(",") + 1
    quoted = (
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row[:columns]) for row in rows
    )
    found = _read_bytes({"file.csv": (header + "".join(row + "\n" for row in quoted)).encode()})
    assert [one.where for one in found] == [f"file.csv:{n}" for n in range(2, len(rows) + 2)]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(ERAS),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_altered_exports_end_or_are_refused(era: Era, changes: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "z"
        write_linkedin_archive(
            path, seed=1, posts=4, comments=4, messages=6, connections=4, era=era
        )
        data = bytearray(path.read_bytes())
        for place, value in changes:
            data[place % len(data)] = value
        path.write_bytes(data)
        try:
            with open_bundle(path) as bundle:
                linkedin.recognises(bundle)
                for one in linkedin.read(bundle):
                    assert one.where
        except UnreadableArchive:
            return

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from django_ox.testing import run_tasks

from aboveboard.archives.formats import FORMATS as READERS
from aboveboard.archives.values import REASONS as REASON_CODES
from aboveboard.rooms.library import queries
from aboveboard.rooms.library.cursor import Cursor
from aboveboard.rooms.library.models import Import, Message, Post, SkippedRow
from aboveboard.rooms.library.words import FAILURES, FORMATS, REASONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import DjangoAssertNumQueries

    from conftest import Cast

    type Bring = Callable[[Path], Import]

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
GET = ("page", "messages", "post", "import", "progress", "skipped")
POST = ("set_kind", "upload", "begin", "piece", "start", "drop", "undo")


def address(name: str, cast: Cast, source: Import) -> str:
    post = Post.objects.filter(workspace=cast.workspace).first()
    assert post is not None
    last = {"post": [post.pk], "set_kind": [post.pk]}
    plain = {"page", "messages", "upload", "begin"}
    args = last.get(name, [] if name in plain else [source.pk])
    return reverse(f"library:{name}", args=[cast.workspace.pk, *args])


@pytest.mark.parametrize("name", GET + POST)
def test_a_stranger_finds_nothing(
    name: str, bring: Bring, cast: Cast, archive: Path, stranger_browser: Client
) -> None:
    where = address(name, cast, bring(archive))
    ask = stranger_browser.get if name in GET else stranger_browser.post
    assert ask(where).status_code == 404


@pytest.mark.parametrize("name", GET + POST)
def test_nobody_is_led_to_the_sign_in(
    name: str, bring: Bring, cast: Cast, archive: Path
) -> None:
    where = address(name, cast, bring(archive))
    ask = Client().get if name in GET else Client().post
    assert ask(where).status_code == 302


@pytest.mark.parametrize("name", POST)
def test_a_reader_changes_nothing(name: str, bring: Bring, cast: Cast, archive: Path) -> None:
    where = address(name, cast, bring(archive))
    reader = Client()
    reader.force_login(cast.rik.user)
    assert reader.post(where).status_code == 403
    assert Client.get(reader, where).status_code == 405


@pytest.mark.parametrize("name", GET)
def test_pages_are_only_read(
    name: str, bring: Bring, cast: Cast, archive: Path, browser: Client
) -> None:
    assert browser.post(address(name, cast, bring(archive))).status_code == 405


def test_the_page_shows_posts_imports_and_counts(
    bring: Bring, cast: Cast, archive: Path, browser: Client
) -> None:
    bring(archive)
    answer = browser.get(reverse("library:page", args=[cast.workspace.pk]))
    shown = answer.content.decode()
    assert shown.count("data-item") == 20
    assert "linkedin.zip" in shown
    assert "Private messages" in shown


def test_the_empty_page_says_what_comes(cast: Cast, browser: Client) -> None:
    shown = browser.get(reverse("library:page", args=[cast.workspace.pk])).content.decode()
    assert "Here comes what you published" in shown
    assert "How do I get my archive?" in shown


def test_queries_do_not_grow_with_the_library(
    bring: Bring,
    cast: Cast,
    archive: Path,
    browser: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    bring(archive)
    post, message = (
        Post.objects.exclude(text="").first(),
        Message.objects.exclude(text="").first(),
    )
    assert post is not None
    assert message is not None
    post_word, message_word = (max(one.text.split(), key=len) for one in (post, message))
    with django_assert_num_queries(1):
        queries.posts(cast.workspace.pk, queries.Filters())
    with django_assert_num_queries(3):
        queries.posts(cast.workspace.pk, queries.Filters(words=post_word))
    with django_assert_num_queries(1):
        queries.messages(cast.workspace.pk)
    with django_assert_num_queries(3):
        queries.search_messages(cast.workspace.pk, message_word)
    with django_assert_num_queries(2):
        queries.choices(cast.workspace.pk)
    with django_assert_num_queries(5):
        queries.held(cast.workspace.pk)


def test_filters_leave_out_what_is_not_asked_for(
    bring: Bring, cast: Cast, archive: Path
) -> None:
    bring(archive)
    here = cast.workspace.pk
    Post.objects.filter(pk__in=list(Post.objects.values_list("pk", flat=True)[:3])).update(
        kind="win", network="mastodon"
    )
    one = Post.objects.exclude(text="").first()
    assert one is not None
    word = max(one.text.split(), key=len)
    assert len(queries.posts(here, queries.Filters(kind="win", network="mastodon")).rows) >= 3
    found = queries.posts(here, queries.Filters(words=word, year=one.written_at.year)).rows
    assert one.pk in {row.id for row in found}
    assert not queries.posts(here, queries.Filters(words=word, year=1999)).rows
    assert not queries.posts(here, queries.Filters(words="?!")).rows


def test_a_search_stays_in_its_workspace(bring: Bring, cast: Cast, archive: Path) -> None:
    bring(archive)
    one = Message.objects.exclude(text="").first()
    assert one is not None
    word = max(one.text.split(), key=len)
    assert queries.search_messages(cast.workspace.pk, word).rows
    assert not queries.search_messages(cast.stranger.workspace.pk, word).rows


def test_the_last_word_may_be_begun(cast: Cast) -> None:
    Post.objects.create(
        workspace=cast.workspace,
        network="x",
        remote_id="1",
        written_at=NOON,
        text="Égalité hier",
    )
    for words, is_found in (
        ("egal", True),
        ("hier ega", True),
        ("eg", False),
        ("hie egal x", False),
    ):
        found = queries.posts(cast.workspace.pk, queries.Filters(words=words)).rows
        assert bool(found) == is_found, words


@pytest.mark.parametrize("words", ["", "e"])
def test_paging_gives_every_post_once_newest_first(cast: Cast, words: str) -> None:
    Post.objects.bulk_create(
        Post(
            workspace=cast.workspace,
            network="x",
            remote_id=str(number),
            written_at=NOON.replace(minute=number % 7),
            text="e",
        )
        for number in range(120)
    )
    seen: list[queries.PostRow] = []
    after: Cursor | None = None
    while True:
        page = queries.posts(cast.workspace.pk, queries.Filters(words=words), after=after)
        seen += page.rows
        if page.after is None:
            break
        after = Cursor.read(str(page.after))
    assert len({row.id for row in seen}) == len(seen) == 120
    assert seen == sorted(seen, key=lambda row: (row.written_at, row.id), reverse=True)


@pytest.mark.parametrize(
    "text", ["", "x", "1_", "_1", "9" * 30 + "_1", "1_" + "9" * 20, "-_1", "²_1"]
)
def test_a_cursor_that_makes_no_sense_is_none(text: str) -> None:
    assert Cursor.read(text) is None


def test_htmx_gets_the_rest_of_the_list_alone(cast: Cast, browser: Client) -> None:
    Post.objects.bulk_create(
        Post(workspace=cast.workspace, network="x", remote_id=str(n), written_at=NOON)
        for n in range(60)
    )
    page = queries.posts(cast.workspace.pk, queries.Filters())
    answer = browser.get(
        reverse("library:page", args=[cast.workspace.pk]),
        {"after": str(page.after)},
        headers={"HX-Request": "true"},
    )
    assert answer.content.decode().count("data-item") == 10
    assert "<html" not in answer.content.decode()


def test_a_post_shows_its_text_kind_and_places(
    bring: Bring, cast: Cast, archive: Path, browser: Client
) -> None:
    bring(archive)
    bring(archive)
    post = Post.objects.exclude(text="").filter(language="en").first()
    assert post is not None
    shown = browser.get(address("post", cast, Import.objects.all()[0])).content.decode()
    assert post.where.partition(":")[0] in shown
    assert shown.count("linkedin.zip") >= 2
    assert 'data-press="w"' in shown


def test_an_address_that_is_no_web_address_is_no_link(cast: Cast, browser: Client) -> None:
    post = Post.objects.create(
        workspace=cast.workspace,
        network="x",
        remote_id="1",
        written_at=NOON,
        url="javascript:alert(1)",
    )
    where = reverse("library:post", args=[cast.workspace.pk, post.pk])
    assert "javascript:" not in browser.get(where).content.decode()


@pytest.mark.parametrize("is_htmx", [True, False])
def test_a_kind_is_chosen_with_one_press(cast: Cast, browser: Client, *, is_htmx: bool) -> None:
    post = Post.objects.create(
        workspace=cast.workspace, network="x", remote_id="1", written_at=NOON
    )
    answer = browser.post(
        reverse("library:set_kind", args=[cast.workspace.pk, post.pk]),
        {"kind": "setback"},
        headers={"HX-Request": "true"} if is_htmx else {},
    )
    assert answer.status_code == (200 if is_htmx else 302)
    post.refresh_from_db()
    assert (post.kind, post.is_kind_chosen) == ("setback", True)


def test_an_unknown_kind_is_refused(cast: Cast, browser: Client) -> None:
    post = Post.objects.create(
        workspace=cast.workspace, network="x", remote_id="1", written_at=NOON
    )
    where = reverse("library:set_kind", args=[cast.workspace.pk, post.pk])
    assert browser.post(where, {"kind": "triumph"}).status_code == 422


def test_the_report_says_what_came_of_it(
    bring: Bring, cast: Cast, archive: Path, browser: Client
) -> None:
    source = bring(archive)
    shown = browser.get(address("import", cast, source)).content.decode()
    assert "Already known" in shown
    for reason in SkippedRow.objects.values_list("reason", flat=True).distinct():
        assert str(REASONS[reason]).replace("'", "&#x27;") in shown
    assert "hx-trigger" not in shown


@pytest.mark.parametrize("state", ["waiting", "running", "undoing"])
def test_what_goes_on_is_asked_for_every_second(
    cast: Cast, browser: Client, state: str
) -> None:
    source = Import.objects.create(
        workspace=cast.workspace,
        file_name="a.zip",
        size=1,
        state=state,
        created_at=NOON,
        began_at=NOON,
        rows_done=10,
        rows_all=100,
        taken=10,
        taken_by_table={"post": 10},
    )
    where = reverse("library:progress", args=[cast.workspace.pk, source.pk])
    shown = browser.get(where, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in shown
    assert "<html" not in shown
    assert browser.get(where).status_code == 302


def test_every_skipped_row_can_be_downloaded(
    bring: Bring, cast: Cast, archive: Path, browser: Client
) -> None:
    source = bring(archive)
    SkippedRow.objects.create(source=source, where="x:1", reason="bad_row", raw="=HYPERLINK(1)")
    answer = browser.get(address("skipped", cast, source))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert len(text.strip().splitlines()) == SkippedRow.objects.count() + 1
    assert ",'=HYPERLINK(1)" in text


def test_undo_through_the_page(
    bring: Bring, cast: Cast, archive: Path, browser: Client
) -> None:
    source = bring(archive)
    assert browser.post(address("undo", cast, source)).status_code == 302
    run_tasks()
    assert not Post.objects.exists()
    shown = browser.get(
        reverse("library:import", args=[cast.workspace.pk, source.pk])
    ).content.decode()
    assert "Taken back." in shown


def test_words_exist_for_every_code() -> None:
    assert set(REASONS) == set(REASON_CODES)
    assert set(FORMATS) == set(READERS)
    folder = Path(queries.__file__).parents[2] / "archives"
    written = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    for code in ("not_an_archive", "unknown_kind", "encrypted", "damaged", "too_large"):
        assert f'"{code}"' in written
        assert code in FAILURES
    assert {"too_many_files", "html_instead_of_json"} <= set(FAILURES)

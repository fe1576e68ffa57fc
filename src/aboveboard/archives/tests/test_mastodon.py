from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.archives import mastodon
from aboveboard.archives.generator.containers import json_bytes
from aboveboard.archives.generator.mastodon import Packing, write_mastodon_archive
from aboveboard.archives.tests.reading import (
    Found,
    check_stable,
    read_all,
    read_files,
    survives,
)
from aboveboard.archives.values import ArchivedMedia, ArchivedPost

if TYPE_CHECKING:
    from pathlib import Path

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
NAME = "archive-20260203040506-0a1b.zip"


@pytest.mark.parametrize("packing", ["zip", "tar.gz"])
def test_both_packings_give_every_post_as_readers_saw_it(
    tmp_path: Path, packing: Packing
) -> None:
    path = tmp_path / f"archive-20260203040506-0a1b.{packing}"
    texts = write_mastodon_archive(path, seed=4, posts=40, packing=packing)
    found = read_all(mastodon, path)
    assert [one.text for one in found.posts if not one.is_repost] == list(texts)
    assert {one.visibility for one in found.posts} == {
        "public",
        "unlisted",
        "followers",
        "direct",
    }
    assert {one.language for one in found.posts} == {"nl", "en", "fr", ""}
    assert found.posts[0].media == (
        ArchivedMedia(path="media_attachments/files/1/original/a.png", alt="Een lege zaal"),
    )
    (boost,) = [one for one in found.posts if one.is_repost]
    assert (boost.text, boost.shared_url) == (
        "",
        "https://social.example/users/bram/statuses/7",
    )
    assert [(one.where, one.reason, one.detail) for one in found.skipped] == [
        ("bookmarks.json", "not_ours", "0 posts of others"),
        ("likes.json", "not_ours", "1 posts of others"),
    ]


def test_counts_stand_for_the_day_in_the_name_of_the_archive(tmp_path: Path) -> None:
    path = tmp_path / NAME
    write_mastodon_archive(path, seed=4, posts=5)
    found = read_all(mastodon, path)
    assert len(found.metrics) == 10
    assert {one.until for one in found.metrics} == {date(2026, 2, 3)}
    assert {one.name for one in found.metrics} == {"likes", "reposts"}
    renamed = path.rename(tmp_path / "mine.zip")
    found = read_all(mastodon, renamed)
    assert not found.metrics
    assert found.skipped[-1].detail == "10 counts of no known day"


def test_archives_made_alike_are_alike(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        write_mastodon_archive(tmp_path / name, seed=8, posts=30)
    check_stable(mastodon, tmp_path / "a.zip", tmp_path / "b.zip")
    for name in ("a.gz", "b.gz"):
        write_mastodon_archive(tmp_path / name, seed=8, posts=3, packing="tar.gz")
    check_stable(mastodon, tmp_path / "a.gz", tmp_path / "b.gz")


def note(**given_fields: Any) -> dict[str, Any]:
    return {
        "id": "https://s.example/users/ana/statuses/1",
        "type": "Note",
        "published": "2024-02-03T04:05:06Z",
        "url": "https://s.example/@ana/1",
        "to": [PUBLIC],
        "cc": [],
        "content": "<p>Mislukt</p>",
        **given_fields,
    }


def read_notes(path: Path, *objects: Any, **more: Any) -> Found:
    activities = [
        {"id": "https://s.example/a", "type": "Create", "object": one} for one in objects
    ]
    outbox = {"type": "OrderedCollection", "orderedItems": activities, **more}
    return read_files(mastodon, path, {"outbox.json": json_bytes(outbox)})


def only(path: Path, one: dict[str, Any]) -> ArchivedPost:
    (post,) = read_notes(path, one).posts
    return post


def test_a_post_carries_its_ids_its_addresses_and_what_it_answers(tmp_path: Path) -> None:
    answered = "https://other.example/users/bram/statuses/9"
    post = only(tmp_path / NAME, note(inReplyTo=answered))
    assert post.remote_id == "https://s.example/users/ana/statuses/1"
    assert post.other_ids == ("https://s.example/a", "https://s.example/@ana/1")
    assert (post.url, post.reply_to) == ("https://s.example/@ana/1", answered)
    assert post.written_at == datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("to", "copies", "visibility"),
    [
        ([PUBLIC], [], "public"),
        (PUBLIC, None, "public"),
        (["as:Public"], [], "public"),
        (["https://s.example/users/ana/followers"], [PUBLIC], "unlisted"),
        (["https://s.example/users/ana/followers"], [], "followers"),
        (["https://s.example/users/bram"], [], "direct"),
        (None, None, ""),
        ([], 7, ""),
    ],
)
def test_who_could_see_a_post_follows_from_whom_it_was_addressed_to(
    tmp_path: Path, to: Any, copies: Any, visibility: str
) -> None:
    assert only(tmp_path / NAME, note(to=to, cc=copies)).visibility == visibility


def test_the_language_is_that_under_which_the_same_content_stands(tmp_path: Path) -> None:
    path = tmp_path / NAME
    two = {"en": "<p>Failed</p>", "nl": "<p>Mislukt</p>"}
    assert only(path, note(contentMap=two)).language == "nl"
    assert only(path, note(contentMap={"fr": "<p>Raté</p>"})).language == "fr"
    assert only(path, note(contentMap={"en": 7})).language == ""
    assert only(path, note(content=None, contentMap={"fr": "<p>Raté</p>"})).text == "Raté"


def test_a_warning_comes_before_the_text_and_the_answers_of_a_poll_behind_it(
    tmp_path: Path,
) -> None:
    poll = note(summary="werk", oneOf=[{"name": "ja"}, {"name": "nee"}, {}])
    assert only(tmp_path / NAME, poll).text == "werk\n\nMislukt\n\n- ja\n- nee"


def test_every_odd_activity_is_told_with_its_reason(tmp_path: Path) -> None:
    found = read_notes(
        tmp_path / NAME,
        note(published="gisteren"),
        note(id=7.5, published="2024-02-03T04:05:06+99:99"),
        note(content="", attachment=[]),
        note(content="<p>" + "x" * 300_000),
        "https://s.example/only-a-link",
        note(),
    )
    assert [one.text for one in found.posts] == ["Mislukt"]
    assert [one.reason for one in found.skipped] == [
        "no_date",
        "no_date",
        "no_text",
        "too_large",
        "not_ours",
    ]


def test_paths_out_of_the_archive_lead_nowhere(tmp_path: Path) -> None:
    attached = [
        {"url": "/../../etc/passwd", "name": "x"},
        {"url": "https://cdn.example/a.png"},
        {"url": "/outbox.json/../outbox.json"},
        {"url": ["/a"]},
    ]
    post = only(tmp_path / NAME, note(attachment=attached))
    assert [one.path for one in post.media] == ["", "", "", ""]
    assert post.media[1].url == "https://cdn.example/a.png"


def test_an_outbox_alone_is_an_archive_too(tmp_path: Path) -> None:
    path = tmp_path / "outbox.json"
    activity = {"type": "Create", "object": note()}
    path.write_bytes(json_bytes({"orderedItems": [activity]}))
    assert [one.text for one in read_all(mastodon, path).posts] == ["Mislukt"]


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(at=st.integers(0, 10_000), by=st.binary(min_size=1, max_size=6))
def test_changed_bytes_never_raise(tmp_path: Path, at: int, by: bytes) -> None:
    activities = [
        {"type": "Create", "object": note(likes={"totalItems": 3}, contentMap={"nl": "<p>x"})},
        {
            "type": "Announce",
            "published": "2024-02-03T04:05:06Z",
            "object": "https://a.example",
        },
    ]
    content = json_bytes({"type": "OrderedCollection", "orderedItems": activities})
    at %= len(content)
    path = tmp_path / "outbox.json"
    path.write_bytes(content[:at] + by + content[at + len(by) :])
    survives(mastodon, path)

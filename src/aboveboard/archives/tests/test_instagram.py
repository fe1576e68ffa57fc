from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.archives import facebook, instagram
from aboveboard.archives.bundle import open_bundle
from aboveboard.archives.formats import recognise
from aboveboard.archives.generator.containers import json_bytes, meta_json_bytes
from aboveboard.archives.generator.instagram import Era, write_instagram_archive
from aboveboard.archives.meta_export import html_export_network
from aboveboard.archives.tests.reading import check_stable, read_all, read_files, survives
from aboveboard.archives.values import UnreadableArchive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("era", ["2022", "2024", "2026"])
@pytest.mark.parametrize("language", ["en", "nl", "xx"])
def test_every_layout_and_language_gives_the_same_things(
    tmp_path: Path, era: Era, language: str
) -> None:
    path = tmp_path / "i.zip"
    texts = write_instagram_archive(path, seed=3, posts=25, era=era, language=language)
    found = read_all(instagram, path)
    captions = [one.text for one in found.posts if one.where.rpartition("/")[2] < "posts_2"]
    assert sorted(captions) == sorted([*texts])
    assert {one.text for one in found.posts} - set(texts) == {
        "Achter de schermen ☕️",
        "Première",
    }
    assert [one.text for one in found.comments] == ["Zo herkenbaar, dank je — é", "Sterk 💪"]
    assert {(one.relation, one.name) for one in found.connections} == {
        ("follower", "bram_b"),
        ("following", "carla"),
    }
    assert [(one.sender, one.text) for one in found.messages] == [
        ("Bram", "Hoe ging het écht?"),
        ("Ana Peña", "Slecht."),
    ]
    assert sorted(one.reason for one in found.skipped) == ["no_text", "no_text", "not_ours"]


def test_who_wrote_is_told_where_the_labels_are_known(tmp_path: Path) -> None:
    path = tmp_path / "i.zip"
    write_instagram_archive(path, seed=3, posts=2, language="nl")
    found = read_all(instagram, path)
    assert [one.is_own for one in found.messages] == [False, True]
    assert [one.recipients for one in found.messages] == ["Ana Peña", "Bram"]
    assert {one.author for one in found.comments} == {"ana.maakt"}
    write_instagram_archive(path, seed=3, posts=2, language="xx")
    assert [one.is_own for one in read_all(instagram, path).messages] == [None, None]


def test_the_same_post_of_two_layouts_has_the_same_id(tmp_path: Path) -> None:
    old, new = tmp_path / "old.zip", tmp_path / "new.zip"
    write_instagram_archive(old, seed=5, posts=12, era="2022")
    write_instagram_archive(new, seed=5, posts=12, era="2024", language="nl")
    first, second = read_all(instagram, old), read_all(instagram, new)
    assert {one.remote_id for one in first.posts} == {one.remote_id for one in second.posts}
    assert {one.remote_id for one in first.connections} == {
        one.remote_id for one in second.connections
    }


def test_archives_made_alike_are_alike(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        write_instagram_archive(tmp_path / name, seed=8, posts=30)
    check_stable(instagram, tmp_path / "a.zip", tmp_path / "b.zip")


def read_posts(path: Path, posts: Any, name: str = "media/posts_1.json") -> Any:
    return read_files(instagram, path, {name: json_bytes(posts)})


def test_text_is_repaired_only_where_it_was_written_byte_by_byte(tmp_path: Path) -> None:
    posts = [
        {
            "media": [
                {"uri": "a.jpg", "creation_timestamp": 1_700_000_000 + number, "title": text}
            ]
        }
        for number, text in enumerate(["cafÃ©", "café 🙈", "plain", "Ã", "ð\x9f\x99\x88"])
    ]
    found = read_posts(tmp_path / "i.zip", posts)
    assert [one.text for one in found.posts] == ["café", "café 🙈", "plain", "Ã", "🙈"]


def test_a_post_has_the_time_the_caption_and_the_files_of_its_media(tmp_path: Path) -> None:
    media = [
        {"uri": "media/a.jpg", "creation_timestamp": 1_700_000_000, "title": "binnen"},
        {"uri": "../../../etc/passwd", "creation_timestamp": 1_700_000_001, "title": ""},
        {"uri": "media/absent.jpg", "creation_timestamp": 1_700_000_001, "title": ""},
    ]
    posts = [{"media": media, "title": "buiten", "creation_timestamp": 1_700_000_009}]
    files = {"x/media/posts_1.json": json_bytes(posts), "x/media/a.jpg": b"jpg"}
    (post,) = read_files(instagram, tmp_path / "i.zip", files).posts
    assert post.text == "buiten"
    assert post.written_at == datetime(2023, 11, 14, 22, 13, 29, tzinfo=UTC)
    assert [one.path for one in post.media] == ["x/media/a.jpg", "", ""]


def test_every_odd_entry_is_told_with_its_reason_and_as_it_stood(tmp_path: Path) -> None:
    good = {"media": [{"uri": "a", "creation_timestamp": 1_700_000_000, "title": "goed"}]}
    posts = [
        good,
        {"media": [{"uri": "a", "creation_timestamp": 0, "title": "zonder tijd"}]},
        {"media": "niets"},
        7,
        {"media": [{"uri": "a", "creation_timestamp": 1e300, "title": "nooit"}]},
        {"media": [{"uri": "a", "creation_timestamp": "gisteren"}]},
        None,
    ]
    found = read_posts(tmp_path / "i.zip", posts)
    assert [one.text for one in found.posts] == ["goed"]
    assert found.reasons == [
        ("media/posts_1.json:2", "no_date"),
        ("media/posts_1.json:3", "bad_row"),
        ("media/posts_1.json:4", "bad_row"),
        ("media/posts_1.json:5", "no_date"),
        ("media/posts_1.json:6", "no_date"),
        ("media/posts_1.json:7", "bad_row"),
    ]
    assert "zonder tijd" in found.skipped[0].raw


def test_files_that_cannot_be_read_do_not_hold_up_the_others(tmp_path: Path) -> None:
    files = {
        "a/followers_1.json": b"[" * 200_000,
        "a/following.json": b'{"relationships_following": [{"title": "ana", "string_list_data": ['
        b'{"timestamp": 1700000000}]}, {"string_list_data": [{}]}, {"string_list_data": []}]}',
        "a/stories.json": '{"ig_stories": ["é"]}'.encode("latin-1"),
        "a/unheard_of.json": b"[]",
        "a/posts_1.json": meta_json_bytes([]),
    }
    found = read_files(instagram, tmp_path / "i.zip", files)
    assert [(one.name, one.since) for one in found.connections] == [("ana", date(2023, 11, 14))]
    assert found.reasons == [
        ("a/followers_1.json", "bad_json"),
        ("a/following.json:2", "no_author"),
        ("a/following.json:3", "bad_row"),
        ("a/posts_1.json", "no_text"),
        ("a/stories.json", "bad_encoding"),
        ("a/unheard_of.json", "unknown_file"),
    ]


def test_web_pages_instead_of_json_are_recognised_and_refused(tmp_path: Path) -> None:
    path = tmp_path / "i.zip"
    write_instagram_archive(path, seed=1, posts=3, era="html")
    with open_bundle(path) as bundle:
        assert html_export_network(bundle) == "instagram"
        assert not instagram.recognises(bundle)
        assert not facebook.recognises(bundle)
        with pytest.raises(UnreadableArchive, match="html_instead_of_json"):
            recognise(bundle)
        with pytest.raises(UnreadableArchive, match="html_instead_of_json"):
            list(instagram.read(bundle))


def test_a_folder_is_read_like_a_zip(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    media = [{"uri": "a.jpg", "creation_timestamp": 1_700_000_000, "title": "één"}]
    (tmp_path / "media/posts_1.json").write_bytes(meta_json_bytes([{"media": media}]))
    assert [one.text for one in read_all(instagram, tmp_path).posts] == ["één"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kind=st.sampled_from(
        ["posts_1.json", "post_comments_1.json", "followers_1.json", "inbox/a/message_1.json"]
    ),
    at=st.integers(0, 10_000),
    by=st.binary(min_size=1, max_size=6),
)
def test_changed_bytes_never_raise(tmp_path: Path, kind: str, at: int, by: bytes) -> None:
    media = [{"uri": "a.jpg", "creation_timestamp": 1_700_000_000, "title": "één"}]
    data = [{"href": "https://a.example", "value": "ana", "timestamp": 1_700_000_000}]
    content = meta_json_bytes(
        {
            "posts": [{"media": media, "string_list_data": data, "timestamp": 1}],
            "participants": [{"name": "Ana"}],
            "messages": [{"sender_name": "Ana", "timestamp_ms": 1_700_000_000_000}],
            "comments": [{"timestamp": 1_700_000_000, "label_values": data}],
        }
    )
    at %= len(content)
    folder = tmp_path / "export"
    target = folder / kind
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content[:at] + by + content[at + len(by) :])
    survives(instagram, folder)

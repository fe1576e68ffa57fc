from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.archives import facebook, instagram
from aboveboard.archives.bundle import open_bundle
from aboveboard.archives.formats import recognise
from aboveboard.archives.generator.containers import meta_json_bytes
from aboveboard.archives.generator.facebook import Era, write_facebook_archive
from aboveboard.archives.meta_export import html_export_network
from aboveboard.archives.tests.reading import check_stable, read_all, read_files, survives
from aboveboard.archives.values import UnreadableArchive

if TYPE_CHECKING:
    from pathlib import Path

POSTS = "posts/your_posts__check_ins__photos_and_videos_1.json"


@pytest.mark.parametrize("era", ["2019", "2023", "2025"])
def test_every_layout_gives_posts_of_all_parts_comments_groups_and_people(
    tmp_path: Path, era: Era
) -> None:
    path = tmp_path / "f.zip"
    texts = write_facebook_archive(path, seed=2, posts=95, era=era)
    found = read_all(facebook, path)
    own = [one.text for one in found.posts if "your_posts" in one.where]
    assert own == list(texts)
    assert len({one.where.partition(":")[0] for one in found.posts if one.text in texts}) == 3
    assert {one.text for one in found.posts} - set(texts) == {
        "Vraag aan de groep",
        "Gefeliciteerd, Bram",
        "De kapotte oven",
    }
    assert {one.text for one in found.comments} == {
        "Ik zat er naast, sorry. é",
        "Bij ons ook 🎈",
    }
    assert all(one.is_own and one.author == "Ana Peña" for one in found.comments)
    assert [(one.relation, one.name) for one in found.connections] == [
        ("connection", "Bram Ősz")
    ]
    assert [(one.is_own, one.text) for one in found.messages] == [(True, "Het ging mis.")]
    assert sorted(one.reason for one in found.skipped) == ["no_text", "no_text", "not_ours"]


def test_archives_made_alike_are_alike(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        write_facebook_archive(tmp_path / name, seed=8, posts=30)
    check_stable(facebook, tmp_path / "a.zip", tmp_path / "b.zip")


def test_the_same_post_of_two_layouts_has_the_same_id(tmp_path: Path) -> None:
    old, new = tmp_path / "old.zip", tmp_path / "new.zip"
    write_facebook_archive(old, seed=5, posts=12, era="2019")
    write_facebook_archive(new, seed=5, posts=12, era="2025")
    first, second = read_all(facebook, old), read_all(facebook, new)
    assert {one.remote_id for one in first.posts} == {one.remote_id for one in second.posts}


def test_a_post_is_all_its_texts_with_its_link_and_its_pictures(tmp_path: Path) -> None:
    media = {"uri": "posts/media/a.jpg", "description": "onder de foto"}
    posts = [
        {
            "timestamp": 1_700_000_000,
            "data": [{"post": "één"}, {"update_timestamp": 1}, {"post": "twee"}],
            "attachments": [
                {
                    "data": [
                        {"media": media},
                        {"external_context": {"url": "https://a.example/"}},
                    ]
                }
            ],
        },
        {"timestamp": 1_700_000_001, "attachments": [{"data": [{"media": media}]}]},
        {
            "timestamp": 1_700_000_002,
            "title": "Ana shared a link.",
            "attachments": [{"data": [{"external_context": {"url": "https://b.example/"}}]}],
        },
    ]
    files = {POSTS: meta_json_bytes(posts), "posts/media/a.jpg": b"jpg"}
    found = read_files(facebook, tmp_path / "f.zip", files)
    first, second, third = found.posts
    assert (first.text, first.shared_url) == ("één\n\ntwee", "https://a.example/")
    assert [one.path for one in first.media] == ["posts/media/a.jpg"]
    assert first.written_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert second.text == "onder de foto"
    assert (third.text, third.is_repost) == ("", True)
    assert not first.is_repost


def test_every_odd_entry_is_told_with_its_reason(tmp_path: Path) -> None:
    posts = [
        {"timestamp": 1_700_000_000, "title": "Ana was at a place."},
        {"data": [{"post": "zonder tijd"}]},
        {},
        [],
        {"timestamp": 1_700_000_000, "data": "x", "attachments": {"a": 1}, "label_values": 3},
    ]
    deep = b'{"comments_v2": [' + b'{"data": [' * 400 + b"]}" * 400 + b', {"data": []}]}'
    files = {POSTS: meta_json_bytes(posts), "comments.json": deep}
    found = read_files(facebook, tmp_path / "f.zip", files)
    assert not found.posts
    assert [reason for _where, reason in found.reasons] == [
        "too_deep",
        "bad_row",
        "no_text",
        "no_date",
        "bad_row",
        "bad_row",
        "bad_row",
    ]


def test_labels_of_a_language_nobody_knows_still_give_the_message(tmp_path: Path) -> None:
    post = {
        "timestamp": 1_700_000_000,
        "label_values": [
            {"label": "Ligilo", "value": "https://a.example/p", "href": "https://a.example/p"},
            {"label": "Mesaĝo", "value": "Ni malsukcesis"},
        ],
        "fbid": 77,
    }
    files = {"posts_on_other_pages_and_profiles.json": meta_json_bytes([post])}
    (found,) = read_files(facebook, tmp_path / "f.zip", files).posts
    assert (found.text, found.remote_id) == ("Ni malsukcesis", "77")
    assert found.shared_url == "https://a.example/p"


def test_somebody_elses_comment_is_not_taken_for_ours(tmp_path: Path) -> None:
    held = {"timestamp": 1_700_000_000, "comment": "Nee", "author": "Bram"}
    files = {
        "comments.json": meta_json_bytes({"comments_v2": [{"data": [{"comment": held}]}]}),
        "profile_information.json": meta_json_bytes(
            {"profile_v2": {"name": {"full_name": "Ana"}}}
        ),
    }
    (comment,) = read_files(facebook, tmp_path / "f.zip", files).comments
    assert (comment.is_own, comment.author) == (False, "Bram")


def test_web_pages_instead_of_json_are_recognised_and_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.zip"
    write_facebook_archive(path, seed=1, posts=3, era="html")
    with open_bundle(path) as bundle:
        assert html_export_network(bundle) == "facebook"
        assert not facebook.recognises(bundle)
        assert not instagram.recognises(bundle)
        with pytest.raises(UnreadableArchive, match="html_instead_of_json"):
            recognise(bundle)
        with pytest.raises(UnreadableArchive, match="html_instead_of_json"):
            list(facebook.read(bundle))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kind=st.sampled_from(
        ["your_posts_1.json", "comments.json", "your_friends.json", "message_1.json"]
    ),
    at=st.integers(0, 10_000),
    by=st.binary(min_size=1, max_size=6),
)
def test_changed_bytes_never_raise(tmp_path: Path, kind: str, at: int, by: bytes) -> None:
    held = {"timestamp": 1_700_000_000, "comment": "é", "author": "Ana"}
    content = meta_json_bytes(
        {
            "comments_v2": [{"timestamp": 1, "data": [{"comment": held}, {"post": "é"}]}],
            "friends_v2": [{"name": "Bram", "timestamp": 1_700_000_000}],
            "participants": [{"name": "Ana"}],
            "messages": [{"sender_name": "Ana", "timestamp_ms": 1_700_000_000_000}],
        }
    )
    at %= len(content)
    folder = tmp_path / "export"
    folder.mkdir(exist_ok=True)
    (folder / kind).write_bytes(content[:at] + by + content[at + len(by) :])
    survives(facebook, folder)

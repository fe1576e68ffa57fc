from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.archives import x
from aboveboard.archives.bundle import open_bundle
from aboveboard.archives.generator.x import Era, write_x_archive
from aboveboard.archives.tests.reading import (
    Found,
    check_stable,
    read_all,
    read_files,
    survives,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("era", ["2018", "2022", "2025"])
def test_every_layout_gives_every_post_as_readers_saw_it(tmp_path: Path, era: Era) -> None:
    path = tmp_path / "x.zip"
    texts = write_x_archive(path, seed=4, posts=120, era=era)
    found = read_all(x, path)
    posts = sorted(found.posts, key=lambda one: one.written_at)
    assert [one.text for one in posts if not one.is_repost] == list(texts)
    (repost,) = [one for one in found.posts if one.is_repost]
    assert repost.text == "RT @bram: Bij ons ging het ook mis"
    assert {(one.relation, one.remote_id) for one in found.connections} == {
        ("follower", "7"),
        ("following", "7"),
    }
    assert [(one.is_own, one.text) for one in found.messages] == [(True, "Het ging mis.")]
    told = [(one.reason, one.detail) for one in found.skipped]
    assert told[:2] == [("not_ours", "1 deleted posts"), ("not_ours", "1 likes")]
    undated = [("no_date", "240 counts of no known day")]
    assert told[2:] == (undated if era == "2018" else [])


def test_counts_stand_for_the_day_of_the_manifest_or_of_the_name(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    write_x_archive(path, seed=4, posts=10)
    found = read_all(x, path)
    assert len(found.metrics) == 20
    assert {one.until for one in found.metrics} == {date(2026, 2, 3)}
    named = tmp_path / "twitter-2019-05-06-0a1b.zip"
    write_x_archive(named, seed=4, posts=10, era="2018")
    assert {one.until for one in read_all(x, named).metrics} == {date(2019, 5, 6)}


def test_archives_made_alike_are_alike(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        write_x_archive(tmp_path / name, seed=8, posts=30)
    check_stable(x, tmp_path / "a.zip", tmp_path / "b.zip")


def script(value: Any, name: str = "tweets") -> bytes:
    return f"window.YTD.{name}.part0 = {json.dumps(value)}".encode()


def tweet(**given_fields: Any) -> dict[str, Any]:
    return {
        "id_str": "1",
        "full_text": "Mislukt",
        "created_at": "Wed Oct 10 20:19:24 +0000 2018",
        **given_fields,
    }


def read_tweets(path: Path, *tweets: Any, **more: bytes) -> Found:
    files = {"data/tweets.js": script([{"tweet": one} for one in tweets])}
    files.update(
        {f"data/{name.replace('_', '-')}.js": content for name, content in more.items()}
    )
    return read_files(x, path, files)


def test_a_post_carries_its_time_its_address_and_what_it_answers(tmp_path: Path) -> None:
    account = script([{"account": {"accountId": "44", "username": "ana"}}], "account")
    odd = tweet(in_reply_to_status_id_str="9", lang="nl")
    (post,) = read_tweets(tmp_path / "x.zip", odd, account=account).posts
    assert post.written_at == datetime(2018, 10, 10, 20, 19, 24, tzinfo=UTC)
    assert (post.remote_id, post.url) == ("1", "https://x.com/ana/status/1")
    assert (post.reply_to, post.language) == ("9", "nl")
    (post,) = read_tweets(tmp_path / "x.zip", tweet(lang="und")).posts
    assert (post.url, post.language) == ("https://x.com/i/web/status/1", "")


def test_addresses_are_opened_pictures_are_not_words_and_characters_come_back(
    tmp_path: Path,
) -> None:
    urls = [
        {"url": "https://t.co/a", "expanded_url": "https://a.example/?x=1&amp=2"},
        {"url": "https://t.co/ab", "expanded_url": "https://ab.example/"},
    ]
    picture = {
        "url": "https://t.co/p",
        "media_url_https": "https://pbs.twimg.com/media/P.jpg",
        "ext_alt_text": "een lege zaal",
    }
    one = tweet(
        full_text="3 &lt; 4 &amp;amp; https://t.co/ab https://t.co/a https://t.co/p",
        entities={"urls": urls},
        extended_entities={"media": [picture]},
    )
    files = {
        "data/tweets.js": script([{"tweet": one}]),
        "data/tweets_media/1-P.jpg": b"jpg",
    }
    (post,) = read_files(x, tmp_path / "x.zip", files).posts
    assert post.text == "3 < 4 &amp; https://ab.example/ https://a.example/?x=1&amp=2"
    assert post.shared_url == "https://a.example/?x=1&amp=2"
    assert [(m.path, m.alt) for m in post.media] == [
        ("data/tweets_media/1-P.jpg", "een lege zaal")
    ]


def long_text(number: str, text: str, created: str) -> dict[str, Any]:
    core = {"text": text, "urls": []}
    return {"noteTweet": {"noteTweetId": number, "createdAt": created, "core": core}}


def test_a_long_text_replaces_the_one_cut_off_and_only_that(tmp_path: Path) -> None:
    whole = "Waarom het misging. " * 30 + "Einde."
    cut = whole[:200] + "… https://t.co/x"
    moment = "2018-10-10T20:19:25.000Z"
    notes = script(
        [
            long_text("90", whole, moment),
            long_text("91", whole, "2020-01-01T00:00:00.000Z"),
            long_text("92", "Een ander verhaal", moment),
        ],
        "note_tweet",
    )
    found = read_tweets(
        tmp_path / "x.zip", tweet(full_text=cut), tweet(id_str="2"), note_tweet=notes
    )
    assert {one.remote_id: one.text for one in found.posts} == {
        "1": whole.strip(),
        "2": "Mislukt",
        "91": whole.strip(),
        "92": "Een ander verhaal",
    }
    assert found.posts[0].other_ids == ("90",)


def test_what_was_deleted_and_what_others_wrote_is_counted_but_not_kept(tmp_path: Path) -> None:
    found = read_tweets(
        tmp_path / "x.zip",
        deleted_tweets=script([{"tweet": tweet(full_text="geheim")}] * 3),
        like=script([{"like": {"tweetId": "1", "fullText": "geheim"}}]),
    )
    assert not found.posts
    assert [(one.reason, one.detail) for one in found.skipped] == [
        ("not_ours", "3 deleted posts"),
        ("not_ours", "1 likes"),
    ]
    assert "geheim" not in repr(found)


def test_every_odd_entry_is_told_with_its_reason(tmp_path: Path) -> None:
    found = read_tweets(
        tmp_path / "x.zip",
        tweet(created_at="Wed Okt 10 20:19:24 +0000 2018"),
        tweet(created_at="Wed Feb 31 20:19:24 +0000 2018"),
        tweet(id_str=None),
        tweet(full_text=""),
        7,
        tweet(entities=[], extended_entities={"media": "x"}, favorite_count="veel"),
        follower=script([{"follower": {}}, {"follower": {"userLink": "x"}}, 7], "follower"),
        ad_impressions=script([], "ad_impressions"),
    )
    assert [one.text for one in found.posts] == ["Mislukt"]
    assert found.reasons == [
        ("data/ad-impressions.js", "unknown_file"),
        ("data/follower.js:1", "bad_row"),
        ("data/follower.js:2", "no_author"),
        ("data/follower.js:3", "bad_row"),
        ("data/tweets.js:1", "no_date"),
        ("data/tweets.js:2", "no_date"),
        ("data/tweets.js:3", "no_id"),
        ("data/tweets.js:4", "no_text"),
        ("data/tweets.js:5", "no_id"),
    ]


def test_a_file_that_breaks_off_gives_what_stands_before(tmp_path: Path) -> None:
    content = script([{"tweet": tweet(id_str=str(number))} for number in range(5)])
    found = read_files(x, tmp_path / "x.zip", {"data/tweets.js": content[:-30]})
    assert [one.remote_id for one in found.posts] == ["0", "1", "2", "3"]
    assert found.reasons == [("data/tweets.js", "bad_json")]


def test_scripts_of_others_are_not_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "tweets.js"
    path.write_bytes(b"const tweets = [1]")
    with open_bundle(path) as bundle:
        assert not x.recognises(bundle)
    path.write_bytes(script([{"tweet": tweet()}]))
    assert [one.text for one in read_all(x, path).posts] == ["Mislukt"]


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(["tweets", "note-tweet", "follower", "direct-messages", "manifest"]),
    at=st.integers(0, 10_000),
    by=st.binary(min_size=1, max_size=6),
)
def test_changed_bytes_never_raise(tmp_path: Path, name: str, at: int, by: bytes) -> None:
    message = {"messageCreate": {"id": "1", "senderId": "2", "createdAt": "2024-01-01T00:00Z"}}
    entry = {
        "tweet": tweet(favorite_count="3"),
        "follower": {"accountId": "7"},
        "dmConversation": {"conversationId": "1-2", "messages": [message]},
        **long_text("90", "é", "2018-10-10T20:19:25.000Z"),
    }
    content = script([entry])
    at %= len(content)
    folder = tmp_path / "export"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.js").write_bytes(content[:at] + by + content[at + len(by) :])
    survives(x, folder)

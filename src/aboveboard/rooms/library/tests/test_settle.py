from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.archives.values import (
    ArchivedConnection,
    ArchivedMedia,
    ArchivedMessage,
    ArchivedMetric,
    ArchivedPost,
    Skipped,
)
from aboveboard.rooms.library.batch import batches
from aboveboard.rooms.library.choose_kind import choose_kind
from aboveboard.rooms.library.models import (
    Connection,
    Import,
    Message,
    Metric,
    Post,
    Sighting,
    SkippedRow,
)
from aboveboard.rooms.library.queries import post_detail
from aboveboard.rooms.library.read_posts import read_posts
from aboveboard.rooms.library.settle import Overtaken
from aboveboard.rooms.library.settle import settle as settle_batch
from aboveboard.rooms.library.shelves import MESSAGES, POSTS, Row, Shelf, merged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aboveboard.archives.values import Item
    from conftest import Cast

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
POST = ArchivedPost(
    network="mastodon",
    remote_id="1",
    where="outbox.json:1",
    written_at=NOON,
    text="We lost it.",
)
MESSAGE = ArchivedMessage(
    network="linkedin",
    remote_id="m1",
    where="messages.csv:2",
    conversation="2-a",
    written_at=NOON,
    sender="Ann",
    recipients="Noor",
    text="Dag",
)


def settle(source: Import, values: Sequence[Item | Skipped]) -> None:
    for batch in batches(values):
        settle_batch(source, batch, now=NOON)


def running(cast: Cast) -> Import:
    return Import.objects.create(
        workspace=cast.workspace,
        file_name="a.zip",
        size=1,
        state=Import.State.RUNNING,
        created_at=NOON,
    )


def test_a_newer_archive_fills_the_gaps_of_an_older_one(cast: Cast) -> None:
    settle(running(cast), [POST._replace(text="", other_ids=("b",))])
    settle(
        running(cast),
        [POST._replace(url="https://m.example/1", visibility="public", other_ids=("a",))],
    )
    post = Post.objects.get()
    assert (post.text, post.url, post.visibility) == (
        "We lost it.",
        "https://m.example/1",
        "public",
    )
    assert post.other_ids == ["a", "b"]


def test_a_chosen_kind_outlives_a_text_that_grows(cast: Cast) -> None:
    settle(running(cast), [POST._replace(text="Yes.")])
    choose_kind(Post.objects.get(), kind="win", by=cast.noor, now=NOON)
    settle(running(cast), [POST._replace(text="We lost the biggest order of the year.")])
    assert read_posts(cast.workspace.pk) == 1
    post = Post.objects.get()
    assert (post.kind, post.is_kind_chosen, post.language) == ("win", True, "en")


def test_posts_are_read_after_they_are_taken(cast: Cast) -> None:
    settle(running(cast), [POST, POST._replace(remote_id="2", text="  ")])
    assert list(Post.objects.order_by("remote_id").values_list("kind", "is_read")) == [
        ("neutral", False),
        ("neutral", True),
    ]
    assert read_posts(cast.workspace.pk) == 1
    assert read_posts(cast.workspace.pk) == 0
    assert Post.objects.get(remote_id="1").language == "en"


def test_an_item_twice_in_one_batch_is_kept_once_and_seen_twice(cast: Cast) -> None:
    source = running(cast)
    settle(source, [MESSAGE, MESSAGE._replace(where="messages.csv:9", text="Dag Noor")])
    assert (source.taken, source.known) == (1, 1)
    assert Message.objects.get().text == "Dag Noor"
    assert Sighting.objects.get().where == "messages.csv:9"


def test_half_a_letter_and_a_null_are_made_storable(cast: Cast) -> None:
    settle(
        running(cast),
        [
            MESSAGE._replace(text="a\0b\ud83d"),
            Skipped(where="x.csv:1", reason="bad_row", raw="\0\ud800"),
        ],
    )
    assert Message.objects.get().text == "a\ufffdb?"
    assert SkippedRow.objects.get().raw == "\ufffd?"


def test_names_and_ids_without_end_are_kept_apart(cast: Cast) -> None:
    long = "x" * 400
    settle(
        running(cast),
        [MESSAGE._replace(remote_id=f"{long}1"), MESSAGE._replace(remote_id=f"{long}2")],
    )
    assert Message.objects.count() == 2


def test_media_of_the_archive_that_tells_more_are_kept(cast: Cast) -> None:
    few = (ArchivedMedia(path="a.jpg"),)
    many = (ArchivedMedia(path="1.jpg", alt="a field"), ArchivedMedia(path="2.jpg"))
    for first, second in ((few, many), (many, few)):
        Post.objects.all().delete()
        settle(running(cast), [POST._replace(media=first)])
        settle(running(cast), [POST._replace(media=second)])
        media = post_detail(Post.objects.get()).media
        assert sorted(media) == [("", "2.jpg"), ("a field", "1.jpg")]


def test_counts_until_another_day_stand_beside_each_other(cast: Cast) -> None:
    count = ArchivedMetric(
        network="linkedin",
        where="a.xlsx:1",
        name="impressions",
        value=5,
        until=date(2026, 1, 1),
        post_id="7",
    )
    settle(running(cast), [count, count._replace(until=date(2026, 2, 1), value=9)])
    settle(running(cast), [count._replace(value=6)])
    assert sorted(Metric.objects.values_list("until__month", "value")) == [(1, 6), (2, 9)]


def test_a_follower_and_a_connection_of_one_name_are_two(cast: Cast) -> None:
    tie = ArchivedConnection(
        network="linkedin", remote_id="ann", where="c.csv:2", relation="connection", name="Ann"
    )
    settle(running(cast), [tie, tie._replace(relation="follower", since=date(2020, 1, 2))])
    settle(running(cast), [tie._replace(since=date(2019, 5, 1))])
    assert set(Connection.objects.values_list("relation", "since")) == {
        ("connection", date(2019, 5, 1)),
        ("follower", date(2020, 1, 2)),
    }


def test_two_workers_on_one_import_do_not_write_twice(cast: Cast) -> None:
    one = running(cast)
    other = Import.objects.get(pk=one.pk)
    settle(one, [POST])
    with pytest.raises(Overtaken):
        settle(other, [MESSAGE])
    assert not Message.objects.exists()
    assert other.rows_done == 0


texts = st.sampled_from(["", "a", "b", "ab", "ba", "abc"])
post_rows = st.builds(
    lambda text, url, is_repost, ids: POSTS.row(
        POST._replace(text=text, url=url, is_repost=is_repost, other_ids=tuple(ids))
    ),
    texts,
    texts,
    st.booleans(),
    st.lists(st.sampled_from("xyz"), max_size=2),
)
message_rows = st.builds(
    lambda text, sender, is_own: MESSAGES.row(
        MESSAGE._replace(text=text, sender=sender, is_own=is_own)
    ),
    texts,
    texts,
    st.sampled_from([None, False, True]),
)


@given(st.lists(post_rows, min_size=1, max_size=4))
def test_what_is_kept_of_a_post_does_not_depend_on_the_order(rows: list[Row]) -> None:
    assert len({_together(POSTS, order) for order in permutations(rows)}) == 1


@given(st.lists(message_rows, min_size=1, max_size=4))
def test_what_is_kept_of_a_message_does_not_depend_on_the_order(rows: list[Row]) -> None:
    assert len({_together(MESSAGES, order) for order in permutations(rows)}) == 1


def _together(shelf: Shelf, rows: tuple[Row, ...]) -> Row:
    first, *others = map(shelf.cells, rows)
    for other in others:
        first = merged(shelf, first, other)
    return first

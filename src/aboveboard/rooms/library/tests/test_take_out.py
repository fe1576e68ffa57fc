"""What is left of an item when one of the imports that told of it is taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.archives.values import ArchivedMedia, ArchivedPost
from aboveboard.rooms.library.batch import batches
from aboveboard.rooms.library.models import Import, Media, Post, Sighting, Told
from aboveboard.rooms.library.queries import post_detail
from aboveboard.rooms.library.read_posts import read_posts
from aboveboard.rooms.library.settle import settle
from aboveboard.rooms.library.undo_import import undo, undo_import

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conftest import Cast

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
POST = ArchivedPost(
    network="mastodon", remote_id="1", where="outbox.json:1", written_at=NOON, text="Lost."
)
PICTURE = ArchivedMedia(path="a.jpg")


def imported(cast: Cast, posts: Iterable[ArchivedPost]) -> Import:
    source = Import.objects.create(
        workspace=cast.workspace,
        file_name="a.zip",
        size=1,
        state=Import.State.RUNNING,
        created_at=NOON,
    )
    for batch in batches(posts):
        settle(source, batch, now=NOON)
    Import.objects.filter(pk=source.pk).update(state=Import.State.DONE)
    return source


def undone(source: Import, cast: Cast) -> None:
    undo_import(source, by=cast.noor, now=LATER, enqueue=lambda _: None)
    undo(source.pk, now=LATER)


def shown() -> list[tuple[object, ...]]:
    """Return what a person sees of each post."""
    return [
        (
            post.remote_id,
            post.text,
            post.url,
            post.is_repost,
            post.other_ids,
            sorted(post_detail(post).media),
        )
        for post in Post.objects.order_by("remote_id")
    ]


def test_a_gap_filled_by_an_import_is_a_gap_again_without_it(cast: Cast) -> None:
    imported(cast, [POST._replace(text="")])
    later = imported(cast, [POST._replace(url="https://m.example/1", media=(PICTURE,))])
    assert [row[1:3] for row in shown()] == [("Lost.", "https://m.example/1")]
    undone(later, cast)
    assert shown() == [("1", "", "", False, [], [])]
    assert not Told.objects.exists()
    assert not Sighting.objects.exists()


def test_the_later_import_tells_its_own_when_the_first_is_taken_back(cast: Cast) -> None:
    first = imported(cast, [POST._replace(text="Lost, and learned.", other_ids=("a",))])
    later = imported(cast, [POST._replace(where="posts.json:7", other_ids=("b",))])
    assert [row[1] for row in shown()] == ["Lost, and learned."]
    undone(first, cast)
    assert shown() == [("1", "Lost.", "", False, ["b"], [])]
    post = Post.objects.get()
    assert (post.source_id, post.where) == (later.pk, "posts.json:7")


def test_a_post_whose_words_changed_is_read_and_looked_at_again(cast: Cast) -> None:
    imported(cast, [POST])
    read_posts(cast.workspace.pk)
    imported(cast, [POST._replace(url="https://m.example/1")])
    post = Post.objects.get()
    assert (post.is_read, post.changed_at) == (True, None)
    longer = imported(cast, [POST._replace(text="Lost the order.")])
    post.refresh_from_db()
    assert (post.is_read, post.changed_at) == (False, NOON)
    read_posts(cast.workspace.pk)
    undone(longer, cast)
    post.refresh_from_db()
    assert (post.text, post.is_read, post.changed_at) == ("Lost.", False, LATER)


posts = st.builds(
    lambda number, text, url, is_repost, ids, media: POST._replace(
        remote_id=number,
        text=text,
        url=url,
        is_repost=is_repost,
        other_ids=tuple(ids),
        media=tuple(ArchivedMedia(path=path) for path in media),
    ),
    st.sampled_from("12"),
    st.sampled_from(["", "a", "b", "ab"]),
    st.sampled_from(["", "https://m.example/1"]),
    st.booleans(),
    st.lists(st.sampled_from("xyz"), max_size=2),
    st.lists(st.sampled_from("pq"), max_size=2),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    archives=st.lists(st.lists(posts, max_size=3), min_size=1, max_size=4),
    taken_back=st.lists(st.integers(0, 3), max_size=3, unique=True),
)
def test_an_import_taken_back_leaves_what_there_would_be_without_it(
    cast: Cast, archives: list[list[ArchivedPost]], taken_back: list[int]
) -> None:
    for model in (Told, Sighting, Post, Import):
        model._default_manager.all().delete()
    sources = [imported(cast, archive) for archive in archives]
    for place in taken_back:
        if place < len(sources):
            undone(sources[place], cast)
    left = shown()
    for model in (Told, Sighting, Post):
        model._default_manager.all().delete()
    for place, archive in enumerate(archives):
        if place not in taken_back:
            imported(cast, archive)
    assert left == shown()


def test_media_from_before_belong_to_the_import_of_their_post(cast: Cast) -> None:
    source = imported(cast, [POST._replace(media=(PICTURE,))])
    Media.objects.update(source=None)
    migration = import_module("aboveboard.rooms.library.migrations.0006_media_of_their_import")
    migration.forwards(apps, None)
    assert Media.objects.get().source_id == source.pk

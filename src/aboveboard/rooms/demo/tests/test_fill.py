"""Opening the demo, and its removal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model, Q

from aboveboard.rooms.demo.blocks import story
from aboveboard.rooms.demo.fill import NAME, fill_demo
from aboveboard.rooms.library.models import Comment, Connection, Import, Message, Metric, Post
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.record.models import Moment, PerceptionNote, Target, Topic
from aboveboard.rooms.workspaces.models import Member
from aboveboard.rooms.workspaces.remove import remove_demo
from conftest import NOON

if TYPE_CHECKING:
    from conftest import Cast

_OWN = {"id", "workspace_id", "source_id"}


def _rows(model: type[Model], workspace_id: int) -> list[dict[str, Any]]:
    rows = model._default_manager.filter(workspace_id=workspace_id).order_by("pk").values()
    return [{key: value for key, value in row.items() if key not in _OWN} for row in rows]


def _everything(workspace_id: int) -> dict[str, Any]:
    kept = (
        Moment,
        Target,
        PerceptionNote,
        Topic,
        Post,
        Comment,
        Connection,
        Message,
        Metric,
        Import,
    )
    said: dict[str, Any] = {model.__name__: _rows(model, workspace_id) for model in kept}
    moments = Moment.objects.filter(workspace_id=workspace_id)
    said["topics"] = sorted(moments.values_list("text", "topics__name"))
    links = Link.objects.filter(workspace_id=workspace_id).order_by(
        "moment__text", "post__remote_id"
    )
    said["links"] = list(
        links.values_list(
            "moment__text", "post__remote_id", "state", "likeness", "reasons", "decided_at"
        )
    )
    said["sources"] = sorted(
        Post.objects.filter(workspace_id=workspace_id).values_list(
            "remote_id", "source__file_name"
        )
    )
    return said


def _table_sizes() -> dict[str, int]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        sizes = {}
        for name in names:
            # The search index keeps its own pages; what is found in it is the search's to test.
            if "_search" not in name:
                cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
                sizes[name] = cursor.fetchone()[0]
    return sizes


def test_each_archive_of_the_demo_tells_what_it_brought(cast: Cast) -> None:
    fill_demo(cast.noor.user, now=NOON)
    for one in Import.objects.all():
        assert one.taken_by_table["post"] == Post.objects.filter(source=one).count()
        assert sum(one.taken_by_table.values()) == one.taken == one.rows_done


def test_the_demo_is_marked_and_owned_by_who_opened_it(cast: Cast) -> None:
    seat = fill_demo(cast.noor.user, now=NOON)
    assert (seat.workspace.name, seat.workspace.is_demo, seat.role) == (NAME, True, "owner")
    assert not Import.objects.exclude(file_name__startswith="demo-").exists()
    assert not Post.objects.exclude(url__contains=".example/").exists()


def test_the_same_now_gives_the_same_two_years(cast: Cast) -> None:
    one = fill_demo(cast.noor.user, now=NOON)
    other = fill_demo(cast.stranger.user, now=NOON)
    assert one.workspace_id != other.workspace_id
    assert _everything(one.workspace_id) == _everything(other.workspace_id)


def test_a_later_now_moves_every_day_along(cast: Cast) -> None:
    one = fill_demo(cast.noor.user, now=NOON)
    other = fill_demo(cast.stranger.user, now=NOON + timedelta(days=100))
    for model, field in ((Moment, "happened_on"), (Post, "written_at"), (Target, "due_on")):
        days = [
            list(
                model._default_manager.filter(workspace=seat.workspace_id)
                .order_by("pk")
                .values_list(field, flat=True)
            )
            for seat in (one, other)
        ]
        assert [day + timedelta(days=100) for day in days[0]] == days[1]


def test_all_of_the_story_arrives(cast: Cast) -> None:
    home = fill_demo(cast.noor.user, now=NOON).workspace
    tables: dict[str, type[Model]] = {
        "moments": Moment,
        "targets": Target,
        "perceptions": PerceptionNote,
        "posts": Post,
        "comments": Comment,
        "connections": Connection,
        "messages": Message,
    }
    for name, model in tables.items():
        assert model._default_manager.filter(workspace=home).count() == len(story(name))
    assert not Moment.objects.filter(topics=None).exists()
    taken = sum(Import.objects.values_list("taken", flat=True))
    items = (Post, Comment, Connection, Message, Metric)
    assert taken == sum(model._default_manager.count() for model in items)


def test_the_links_are_decided_on_but_for_a_few(cast: Cast) -> None:
    fill_demo(cast.noor.user, now=NOON)
    waiting = Link.objects.filter(state="proposed")
    assert 5 <= waiting.count() <= 15
    assert all(link.reasons and link.decided_at is None for link in waiting)
    assert Link.objects.filter(state="refused").exclude(reasons=[["hand", ""]]).count() == 1
    decided = [block for block in story("links") if block.fields["state"] == "confirmed"]
    assert Link.objects.filter(state="confirmed").count() == len(decided)


def test_more_wins_than_setbacks_are_shown(cast: Cast) -> None:
    fill_demo(cast.noor.user, now=NOON)

    def shown(kind: str) -> float:
        moments = Moment.objects.filter(kind=kind)
        told = moments.filter(links__state="confirmed").distinct()
        return told.count() / moments.count()

    assert shown("win") > 0.6
    assert 0.15 < shown("setback") < 0.5


def test_nothing_but_targets_and_promises_lies_ahead(cast: Cast) -> None:
    fill_demo(cast.noor.user, now=NOON)
    ahead = Q(happened_on__gt=NOON.date()) | Q(updated_at__gt=NOON)
    assert not Moment.objects.filter(ahead).exists()
    for model in (Post, Comment, Message):
        assert not model._default_manager.filter(written_at__gt=NOON).exists()
    assert not Comment.objects.filter(author="").exists()


def test_no_post_tells_of_a_moment_before_it_happened(cast: Cast) -> None:
    fill_demo(cast.noor.user, now=NOON)
    pairs = Link.objects.exclude(state="refused").select_related("moment", "post")
    for link in pairs:
        assert link.post.written_at.date() >= link.moment.happened_on, str(link)


def test_a_second_opening_returns_the_first_demo_as_it_is(cast: Cast) -> None:
    first = fill_demo(cast.noor.user, now=NOON)
    Moment.objects.filter(workspace=first.workspace).first().delete()  # type: ignore[union-attr]
    before = _table_sizes()
    assert fill_demo(cast.noor.user, now=NOON + timedelta(days=9)) == first
    assert _table_sizes() == before


def test_everything_new_belongs_to_the_demo(cast: Cast) -> None:
    before = {
        model: set(model._default_manager.values_list("pk", flat=True)) for model in _kept()
    }
    home = fill_demo(cast.noor.user, now=NOON).workspace
    for model, known in before.items():
        new = model._default_manager.exclude(pk__in=known)
        assert not new.exclude(workspace_id=home.pk).exists(), model
    assert not Moment.objects.exclude(topics__workspace=home).exists()
    assert Member.objects.filter(workspace=home).count() == 1


def _kept() -> list[type[Model]]:
    """Return every table of ours that is tied to a workspace."""
    return [
        model
        for model in apps.get_models()
        if any(field.name == "workspace" for field in model._meta.get_fields())
        and model._meta.model_name != "member"
    ]


def test_removing_leaves_nothing_behind(cast: Cast) -> None:
    before = _table_sizes()
    seat = fill_demo(cast.noor.user, now=NOON)
    assert _table_sizes() != before
    remove_demo(seat)
    assert _table_sizes() == before


@pytest.mark.parametrize("name", ["noor", "sam", "rik"])
def test_the_demo_does_not_touch_the_workspace_one_has(cast: Cast, name: str) -> None:
    seat: Member = getattr(cast, name)
    fill_demo(seat.user, now=NOON)
    for model in (Moment, Post, Link, Import):
        assert not model._default_manager.filter(workspace=cast.workspace).exists()

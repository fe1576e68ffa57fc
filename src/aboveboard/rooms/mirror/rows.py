"""Rows of the page's longest lists as HTML, kept: from look to look most of them are the same."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import get_language

from aboveboard.core.kinds import Kind
from aboveboard.rooms.mirror.figures import SIGNED, MonthRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.utils.safestring import SafeString

    from aboveboard.rooms.mirror.figures import Blind, Passing, Told, TopicRow


def month_rows(months: Sequence[MonthRow]) -> list[SafeString]:
    """Return a row of the table for each month."""
    language = get_language()
    return [
        _month_row(
            language,
            row.first,
            tuple(row.told.values()),
            tuple(row.posts.values()),
            tuple(row.unrecorded.values()),
        )
        for row in months
    ]


@lru_cache(maxsize=1024)
def _month_row(
    language: str | None,  # the words are in it
    first: date,
    told: tuple[Told, ...],
    posts: tuple[int, ...],
    unrecorded: tuple[int, ...],
) -> SafeString:
    row = MonthRow(
        first=first,
        told=dict(zip(Kind, told, strict=True)),
        posts=dict(zip(Kind, posts, strict=True)),
        unrecorded=dict(zip(Kind, unrecorded, strict=True)),
    )
    return render_to_string("mirror/_month_row.html", {"row": row, "signed": SIGNED})


def topic_rows(topics: Sequence[TopicRow]) -> list[SafeString]:
    """Return a row of the table for each topic."""
    language = get_language()
    return [_topic_row(language, row.name, tuple(row.told.values())) for row in topics]


@lru_cache(maxsize=512)
def _topic_row(
    language: str | None,  # the words are in it
    name: str,
    told: tuple[Told, ...],
) -> SafeString:
    facts = {"name": name, "told_of": dict(zip(Kind, told, strict=True)), "signed": SIGNED}
    return render_to_string("mirror/_topic_row.html", facts)


def tag_rows(tags: Sequence[Blind], workspace_id: int, query: str) -> list[SafeString]:
    """Return a line for each hashtag, with the way to its posts of the period in ``query``."""
    language = get_language()
    return [
        _tag_row(language, workspace_id, query, tag.name, tuple(tag.counts.values()), tag.since)
        for tag in tags
    ]


@lru_cache(maxsize=512)
def _tag_row(
    language: str | None,  # the words are in it
    workspace_id: int,
    query: str,
    name: str,
    counts: tuple[int, ...],
    since: date,
) -> SafeString:
    tag = {"name": name, "counts": dict(zip(Kind, counts, strict=True)), "since": since}
    facts = {"workspace_id": workspace_id, "query": query, "tag": tag}
    return render_to_string("mirror/_tag_row.html", facts)


def passing_rows(
    moments: Sequence[Passing], workspace_id: int, *, is_shown: bool, today: date
) -> list[SafeString]:
    """Return a line for each moment; days are said as seen from ``today``."""
    language = get_language()
    return [_passing_row(language, today, workspace_id, one, is_shown) for one in moments]


@lru_cache(maxsize=512)
def _passing_row(
    language: str | None,  # the words are in it
    today: date,  # and so is the present
    workspace_id: int,
    moment: Passing,
    is_shown: bool,  # noqa: FBT001  (kept by its place)
) -> SafeString:
    facts = {"workspace_id": workspace_id, "moment": moment, "is_shown": is_shown}
    return render_to_string("mirror/_passing_row.html", facts)

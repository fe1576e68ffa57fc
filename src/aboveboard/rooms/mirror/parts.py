"""The mirror's figures as parts of its page, kept until something they are made of changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.template.loader import render_to_string
from django.utils.translation import get_language

from aboveboard.measures.small import TOO_FEW
from aboveboard.rooms.mirror.columns import columns
from aboveboard.rooms.mirror.counted import mirror_of
from aboveboard.rooms.mirror.drawings import board_of, delay_of, topics_of
from aboveboard.rooms.mirror.figures import SIGNED
from aboveboard.rooms.mirror.image_side import image_side
from aboveboard.rooms.mirror.kept import Kept
from aboveboard.rooms.mirror.queries import passings
from aboveboard.rooms.mirror.record_side import record_side
from aboveboard.rooms.mirror.rows import month_rows, passing_rows, tag_rows, topic_rows
from aboveboard.rooms.mirror.wording import headline, points, then_and_now

if TYPE_CHECKING:
    from datetime import date

    from django.utils.safestring import SafeString

    from aboveboard.rooms.mirror.figures import Mirror
    from aboveboard.rooms.mirror.image_side import ImageSide
    from aboveboard.rooms.mirror.period import Period
    from aboveboard.rooms.mirror.record_side import RecordSide
    from aboveboard.rooms.workspaces.models import Workspace

_BLIND: Final = 8
"""Lines of a blind spot that are shown; the files have them all."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The two parts of the page that say figures, as HTML."""

    headline: str
    body: str
    is_empty: bool


_records: Kept[RecordSide] = Kept(16)
_images: Kept[ImageSide] = Kept(16)
_figures: Kept[Figures] = Kept(32)


def figures_of(workspace: Workspace, period: Period, *, today: date) -> Figures:
    """Return the parts for a period, made anew only when something they say has changed.

    Everything they are made of is read at every look, in six queries; what is kept in this
    process is only what is made of it, under a digest of what was read. Nothing in the parts
    depends on who looks, but for the language.
    """
    record_columns, image_columns = columns(workspace.pk, period)
    of_record, of_image = record_columns.digest, image_columns.digest
    record = _records.get(of_record, lambda: record_side(record_columns))
    passing = passings(record)
    key = (workspace.pk, period, today, get_language(), of_record, of_image, *passing.values())

    def make() -> Figures:
        image = _images.get(of_image, lambda: image_side(image_columns))
        return _made(mirror_of(record, image, period, passing), workspace, today)

    return _figures.get(key, make)


def _made(mirror: Mirror, workspace: Workspace, today: date) -> Figures:
    if not mirror.moments and not mirror.posts:
        return Figures("", "", is_empty=True)
    facts = _facts(mirror) | {
        "workspace": workspace,
        "period": mirror.period,
        "few": TOO_FEW,
        "tag_rows": tag_rows(mirror.tags[:_BLIND], workspace.pk, mirror.period.query),
        "passing": _passing(mirror, workspace.pk, today),
    }
    return Figures(
        headline=render_to_string("mirror/_headline.html", facts),
        body=render_to_string("mirror/_figures.html", facts),
        is_empty=False,
    )


def _passing(mirror: Mirror, workspace_id: int, today: date) -> dict[str, list[SafeString]]:
    lists = {
        "never_but_shown": (mirror.never_but_shown, True),
        "before_their_day": (mirror.before_their_day, True),
        "free_not_shown": (mirror.free_not_shown, False),
    }
    return {
        name: passing_rows(moments, workspace_id, is_shown=is_shown, today=today)
        for name, (moments, is_shown) in lists.items()
    }


def _facts(mirror: Mirror) -> dict[str, Any]:
    gap = mirror.gap
    return {
        "mirror": mirror,
        "headline": headline(mirror),
        "gap": gap,
        "gap_points": points(gap.value) if gap else "",
        "gap_low": points(gap.low) if gap else "",
        "gap_high": points(gap.high) if gap else "",
        "signed": SIGNED,
        "board": board_of(mirror),
        "month_rows": month_rows(mirror.months),
        "then_and_now": then_and_now(mirror),
        "topics": topics_of(mirror),
        "topic_rows": topic_rows(mirror.topics),
        "delay": delay_of(mirror),
        "untold_topics": mirror.untold_topics[:_BLIND],
        "unrecorded": sum(mirror.unrecorded[kind] for kind in SIGNED),
    }

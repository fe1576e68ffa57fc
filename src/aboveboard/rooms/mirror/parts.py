"""The mirror's figures as parts of its page, kept until something they are made of changes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from django.template.loader import render_to_string
from django.utils.translation import get_language

from aboveboard.measures.small import TOO_FEW
from aboveboard.rooms.mirror import queries
from aboveboard.rooms.mirror.drawings import board_of, delay_of, topics_of
from aboveboard.rooms.mirror.figures import SIGNED
from aboveboard.rooms.mirror.stamp import stamp
from aboveboard.rooms.mirror.wording import headline, points, then_and_now

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import date

    from aboveboard.rooms.mirror.figures import Mirror
    from aboveboard.rooms.mirror.period import Period
    from aboveboard.rooms.mirror.queries import Standing
    from aboveboard.rooms.workspaces.models import Workspace

_BLIND: Final = 8
"""Lines of a blind spot that are shown; the files have them all."""
_MOST_KEPT: Final = 32


@dataclass(frozen=True, slots=True)
class Figures:
    """The two parts of the page that say figures, as HTML."""

    headline: str
    body: str
    is_empty: bool


_kept: OrderedDict[Hashable, Figures] = OrderedDict()
_lock = Lock()


def figures_of(
    workspace: Workspace, period: Period, standing: Standing, *, today: date
) -> Figures:
    """Return the parts for a period, made anew only when something they say has changed.

    Kept in this process, for the latest periods looked at. Three queries when kept, eleven when
    made. Nothing in them depends on who looks, but for the language.
    """
    key = (
        (workspace.pk, period, today, get_language(), standing.looked_at),
        stamp(workspace.pk),
    )
    with _lock:
        kept = _kept.get(key)
        if kept is not None:
            _kept.move_to_end(key)
            return kept
    made = _made(queries.mirror(workspace.pk, period), workspace)
    with _lock:
        _kept[key] = made
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Drop what is kept; for a database that was put back to an earlier state."""
    with _lock:
        _kept.clear()


def _made(mirror: Mirror, workspace: Workspace) -> Figures:
    if not mirror.moments and not mirror.posts:
        return Figures("", "", is_empty=True)
    facts = _facts(mirror) | {"workspace": workspace, "period": mirror.period, "few": TOO_FEW}
    return Figures(
        headline=render_to_string("mirror/_headline.html", facts),
        body=render_to_string("mirror/_figures.html", facts),
        is_empty=False,
    )


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
        "then_and_now": then_and_now(mirror),
        "topics": topics_of(mirror),
        "delay": delay_of(mirror),
        "untold_topics": mirror.untold_topics[:_BLIND],
        "tags": mirror.tags[:_BLIND],
        "unrecorded": sum(mirror.unrecorded[kind] for kind in SIGNED),
    }

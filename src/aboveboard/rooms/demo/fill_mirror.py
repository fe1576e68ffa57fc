"""Which posts tell of which moments: proposed by likeness, then decided on as in the story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from aboveboard.rooms.demo.blocks import story
from aboveboard.rooms.mirror.decide import BY_HAND
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.mirror.propose_links import propose_new

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.demo.opening import Opening
    from aboveboard.rooms.library.models import Post
    from aboveboard.rooms.record.models import Moment

_Pair = tuple[int, int]
_UNTIL_DECIDED = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class _Decision:
    state: str
    at: datetime | None


def fill_mirror(
    workspace_id: int, moments: dict[str, Moment], posts: dict[str, Post], opening: Opening
) -> None:
    """Write the links: likeness and reasons are the mirror's own, the decisions are Noor's.

    A pair that the mirror did not find is tied by hand. What it found besides, and the story
    does not name, is left out, so that what waits is short enough to look at.
    """
    propose_new(workspace_id, now=opening.now)
    of_workspace = Link.objects.filter(workspace_id=workspace_id)
    found = {(link.moment_id, link.post_id): link for link in of_workspace}
    decisions = _decisions(moments, posts, opening)
    unnamed = [link.pk for pair, link in found.items() if pair not in decisions]
    of_workspace.filter(pk__in=unnamed).delete()
    links = [found.get(pair) or _by_hand(workspace_id, pair) for pair in decisions]
    for link, decision in zip(links, decisions.values(), strict=True):
        link.state, link.decided_at = decision.state, decision.at
    Link.objects.bulk_update((one for one in links if one.pk), ["state", "decided_at"])
    Link.objects.bulk_create(one for one in links if not one.pk)


def _decisions(
    moments: dict[str, Moment], posts: dict[str, Post], opening: Opening
) -> dict[_Pair, _Decision]:
    decisions = {}
    for block in story("links"):
        told, by = block.key.split(" ")
        post, state = posts[by], block.fields["state"]
        at = min(post.written_at + _UNTIL_DECIDED, opening.now)
        decisions[moments[told].pk, post.pk] = _Decision(
            state, None if state == Link.State.PROPOSED else at
        )
    return decisions


def _by_hand(workspace_id: int, pair: _Pair) -> Link:
    return Link(
        workspace_id=workspace_id,
        moment_id=pair[0],
        post_id=pair[1],
        likeness=1.0,
        reasons=[[BY_HAND, ""]],
    )

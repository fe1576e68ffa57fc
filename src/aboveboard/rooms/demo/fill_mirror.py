"""Which posts tell of which moments: proposed by likeness, then decided on as in the story."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from aboveboard.rooms.demo.blocks import story
from aboveboard.rooms.mirror.decide import BY_HAND
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.mirror.propose_links import propose_new

if TYPE_CHECKING:
    from aboveboard.rooms.demo.blocks import Block
    from aboveboard.rooms.demo.opening import Opening
    from aboveboard.rooms.library.models import Post
    from aboveboard.rooms.record.models import Moment

_Pair = tuple[int, int]


def fill_mirror(
    workspace_id: int, moments: dict[str, Moment], posts: dict[str, Post], opening: Opening
) -> None:
    """Write the links: likeness and reasons are the mirror's own, the decisions are Noor's.

    A pair that the mirror did not find is tied by hand. What it found besides and the story does
    not name, is left out, so that what waits is short enough to look at.
    """
    propose_new(workspace_id, now=opening.now)
    found = {
        (link.moment_id, link.post_id): link
        for link in Link.objects.filter(workspace_id=workspace_id)
    }
    told: dict[_Pair, tuple[Block, Post]] = {}
    for block in story("links"):
        moment, post = (key for key in block.key.split(" "))
        told[moments[moment].pk, posts[post].pk] = block, posts[post]
    Link.objects.filter(
        pk__in=[link.pk for pair, link in found.items() if pair not in told]
    ).delete()
    new = []
    for pair, (block, post) in told.items():
        link = found.get(pair) or _by_hand(workspace_id, pair)
        link.state = block.fields["state"]
        if link.state != Link.State.PROPOSED:
            link.decided_at = min(post.written_at + timedelta(days=2), opening.now)
        if link.pk is None:
            new.append(link)
    Link.objects.bulk_create(new)
    kept = [link for pair, link in found.items() if pair in told]
    Link.objects.bulk_update(kept, ["state", "decided_at"])


def _by_hand(workspace_id: int, pair: _Pair) -> Link:
    return Link(
        workspace_id=workspace_id,
        moment_id=pair[0],
        post_id=pair[1],
        likeness=1.0,
        reasons=[[BY_HAND, ""]],
    )

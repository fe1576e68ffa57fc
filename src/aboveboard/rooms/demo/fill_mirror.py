"""Which posts tell of which moments: proposed by likeness, then decided on as in the story."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from aboveboard.rooms.demo.blocks import story
from aboveboard.rooms.mirror.decide import BY_HAND
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.mirror.propose_links import propose_new

if TYPE_CHECKING:
    from aboveboard.rooms.demo.opening import Opening
    from aboveboard.rooms.library.models import Post
    from aboveboard.rooms.record.models import Moment

_UNTIL_DECIDED = timedelta(days=2)


def fill_mirror(
    workspace_id: int, moments: dict[str, Moment], posts: dict[str, Post], opening: Opening
) -> None:
    """Write the links: likeness and reasons are the mirror's own, the decisions are Noor's."""
    propose_new(workspace_id, now=opening.now)
    proposed = Link.objects.filter(workspace_id=workspace_id)
    found = {(link.moment_id, link.post_id): link for link in proposed}
    decided, by_hand = [], []
    for block in story("links"):
        told, by = block.key.split(" ")
        moment, post = moments[told], posts[by]
        link = found.get((moment.pk, post.pk))
        if link:
            decided.append(link)
        else:
            link = _by_hand(moment, post)
            by_hand.append(link)
        link.state = block.fields["state"]
        link.decided_at = min(post.written_at + _UNTIL_DECIDED, opening.now)
    Link.objects.bulk_update(decided, ["state", "decided_at"])
    Link.objects.bulk_create(by_hand)


def _by_hand(moment: Moment, post: Post) -> Link:
    return Link(
        workspace_id=moment.workspace_id,
        moment=moment,
        post=post,
        likeness=1.0,
        reasons=[[BY_HAND, ""]],
    )

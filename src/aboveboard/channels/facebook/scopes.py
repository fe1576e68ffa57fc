"""What a page may do with what was permitted. Source: pages-api (D); postiz (C)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aboveboard.channels.port import Ability

if TYPE_CHECKING:
    from aboveboard.channels.connecting import Grant

_POSTS: Final = "pages_manage_posts"
_READS: Final = "pages_read_engagement"
_TALKS: Final = "pages_manage_engagement"
_INSIGHTS: Final = "read_insights"
ASKED: Final = (
    "pages_show_list",
    _POSTS,
    _READS,
    _TALKS,
    "pages_read_user_content",  # who said something; U: printed as pages_read_user_engagement too
    _INSIGHTS,
    "business_management",  # C: else pages one has by a business are not listed
)
_TASKS: Final = frozenset({"CREATE_CONTENT", "MANAGE"})


def may_write(grant: Grant) -> bool:
    """Return whether it may post."""
    return _POSTS in grant.tokens.scopes


def may_read(grant: Grant) -> bool:
    """Return whether it may read what stands on the page."""
    return _READS in grant.tokens.scopes


def may_count_views(grant: Grant) -> bool:
    """Return whether it may ask how often a post was seen."""
    return _INSIGHTS in grant.tokens.scopes


def may_post_by(tasks: object) -> bool:
    """Return whether somebody with these tasks on a page may post there; unknown ones may (D)."""
    return not isinstance(tasks, list) or not _TASKS.isdisjoint(map(str, tasks))


def abilities(grant: Grant) -> frozenset[Ability]:
    """Return what the page can do."""
    if not may_write(grant):
        return frozenset()
    found = {Ability.WITHDRAW, Ability.EDIT, Ability.CARD}
    if may_read(grant):
        found |= {Ability.FIND, Ability.REPLIES, Ability.METRICS}
    if _TALKS in grant.tokens.scopes:
        found.add(Ability.ANSWER)
    return frozenset(found)

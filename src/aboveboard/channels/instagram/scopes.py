"""What an account may do with what was permitted. Source: Instagram Login (D); postiz (C)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.port import Ability

if TYPE_CHECKING:
    from aboveboard.channels.connecting import Grant

_BASIC: Final = "instagram_business_basic"
_PUBLISH: Final = "instagram_business_content_publish"
_COMMENTS: Final = "instagram_business_manage_comments"
_INSIGHTS: Final = "instagram_business_manage_insights"
ASKED: Final = (_BASIC, _PUBLISH, _COMMENTS, _INSIGHTS)


def may_write(grant: Grant) -> bool:
    """Return whether it may post; who cannot read its own media cannot settle a doubt."""
    return {_BASIC, _PUBLISH} <= grant.tokens.scopes


def abilities(grant: Grant) -> frozenset[Ability]:
    """Return what the account can do. Nothing here takes a post back, or changes one."""
    if not may_write(grant):
        return frozenset()
    found = {Ability.FIND, Ability.STORY}
    if _COMMENTS in grant.tokens.scopes:
        found |= {Ability.REPLIES, Ability.ANSWER}
    if _INSIGHTS in grant.tokens.scopes:
        found.add(Ability.METRICS)
    return frozenset(found)


def scopes_in(said: Any) -> frozenset[str]:
    """Return the scopes of a token's answer: a list, or a text with commas (both C)."""
    names = said.split(",") if isinstance(said, str) else said
    if not isinstance(names, list):
        return frozenset()
    return frozenset(name.strip() for name in names if isinstance(name, str) and name.strip())

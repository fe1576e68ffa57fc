"""What an account may do with what was permitted.

Source: posts-api, comments-api, members/post-statistics (D); linkedctl docs/oauth-setup.md (C). The
names ending in ``_feed`` are newer ones of the comments pages (D); which of both an app is given is
seen in its token's answer alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aboveboard.channels.connecting import AccountKind
from aboveboard.channels.port import Ability

if TYPE_CHECKING:
    from aboveboard.channels.connecting import Grant

PERSON: Final = ("openid", "profile", "w_member_social")
"""Open to every app: "Sign In with LinkedIn" and "Share on LinkedIn" (C)."""
PAGES: Final = ("w_organization_social", "r_organization_social", "rw_organization_admin")
"""Given to approved apps alone: Community Management API (D)."""
_PORTABILITY: Final = frozenset(
    {
        "r_dma_portability_self_serve",
        "r_dma_portability_3rd_party",
        "r_dma_portability_member",
    }
)


def may_write(grant: Grant) -> bool:
    """Return whether it may post in the account's name."""
    return _has(grant, "w_organization_social" if _is_page(grant) else "w_member_social")


def may_read(grant: Grant) -> bool:
    """Return whether it may read the account's posts: of a member with a closed scope alone."""
    return _has(grant, "r_organization_social" if _is_page(grant) else "r_member_social")


def has_changelog(grant: Grant) -> bool:
    """Return whether LinkedIn tells what the member did (EEA and Switzerland, D)."""
    return not _is_page(grant) and not _PORTABILITY.isdisjoint(grant.tokens.scopes)


def may_see_media(grant: Grant) -> bool:
    """Return whether it may ask how an upload stands: not with the open scopes (C postiz)."""
    return _has(grant, *(("w_organization_social",) if _is_page(grant) else ()), _read(grant))


def abilities(grant: Grant) -> frozenset[Ability]:
    """Return what the account can do."""
    if not may_write(grant):
        return frozenset()
    figures = "rw_organization_admin" if _is_page(grant) else "r_member_postAnalytics"
    asked = {
        Ability.FIND: may_read(grant) or has_changelog(grant),
        Ability.REPLIES: _has(grant, _read(grant), f"{_read(grant)}_feed"),
        Ability.METRICS: _has(grant, figures),
    }
    always = {
        Ability.WITHDRAW,
        Ability.EDIT,
        Ability.CARD,
        Ability.DOCUMENT,
        Ability.ANSWER,  # U: whether the open scope still comments
    }
    return frozenset(always | {ability for ability, may in asked.items() if may})


def scopes_of(said: str) -> frozenset[str]:
    """Return the scopes in a token's answer, separated by commas or spaces (K which)."""
    return frozenset(said.replace(",", " ").split())


def asked(*, wants_pages: bool) -> str:
    """Return what to ask for."""
    return " ".join([*PERSON, *(PAGES if wants_pages else ())])


def _read(grant: Grant) -> str:
    return "r_organization_social" if _is_page(grant) else "r_member_social"


def _is_page(grant: Grant) -> bool:
    return grant.identity.kind is AccountKind.PAGE


def _has(grant: Grant, *scopes: str) -> bool:
    return not frozenset(scopes).isdisjoint(grant.tokens.scopes)

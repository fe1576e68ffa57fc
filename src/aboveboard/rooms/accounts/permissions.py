"""What each network is asked for, and why; shown before anybody is sent there.

The names are those the connectors ask with (a test holds them side by side).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from aboveboard.rooms.accounts.models import Network

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Permission:
    """One permission by the network's own name. ``for_pages`` is asked only when pages are wanted."""

    name: str
    why: _StrPromise
    for_pages: bool = False


_KNOW = _("Know which account this is.")
_FIND = _("See whether a post is out, so that it never goes out twice.")
_ANSWERS = _("Show what people answer.")
_FIGURES = _("Show how often a post was seen and liked.")

PERMISSIONS: Final[Mapping[str, tuple[Permission, ...]]] = {
    Network.MASTODON: (
        Permission("read:accounts", _KNOW),
        Permission("read:statuses", _FIND),
        Permission("read:notifications", _ANSWERS),
        Permission("write:statuses", _("Post, change and take back posts.")),
        Permission("write:media", _("Post pictures with their descriptions.")),
    ),
    Network.LINKEDIN: (
        Permission("openid", _KNOW),
        Permission("profile", _("Read your name, to show it here.")),
        Permission("w_member_social", _("Post, change and take back posts as you.")),
        Permission(
            "w_organization_social",
            _("Post, change and take back posts of a page."),
            for_pages=True,
        ),
        Permission(
            "r_organization_social",
            _("See whether a post of a page is out, and the answers."),
            for_pages=True,
        ),
        Permission(
            "rw_organization_admin",
            _("Know which pages you may write for, and their figures."),
            for_pages=True,
        ),
    ),
    Network.INSTAGRAM: (
        Permission("instagram_business_basic", _KNOW),
        Permission("instagram_business_content_publish", _("Post pictures and stories.")),
        Permission(
            "instagram_business_manage_comments", _("Show what people answer, and answer.")
        ),
        Permission("instagram_business_manage_insights", _FIGURES),
    ),
    Network.FACEBOOK: (
        Permission("pages_show_list", _("Know which pages you may write for.")),
        Permission("pages_manage_posts", _("Post, change and take back posts of a page.")),
        Permission("pages_read_engagement", _FIND),
        Permission("pages_manage_engagement", _("Answer people under a post.")),
        Permission("pages_read_user_content", _ANSWERS),
        Permission("read_insights", _FIGURES),
        Permission("business_management", _("Find pages that belong to a business.")),
    ),
    Network.BLUESKY: (
        Permission("atproto", _KNOW),
        Permission(
            "transition:generic",
            _(
                "Post, take back and read, as you would yourself; not your messages or settings."
            ),
        ),
    ),
}
"""Bluesky asks for these when one signs in there; an app password has no parts."""

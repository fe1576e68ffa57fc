"""What Facebook remembers: photos, comments and figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

NOOR: Final = "1001"
PAGE: Final = "2001"
SCOPES: Final = frozenset(
    {
        "business_management",
        "pages_manage_engagement",
        "pages_manage_posts",
        "pages_read_engagement",
        "pages_read_user_content",
        "pages_show_list",
        "public_profile",
        "read_insights",
    }
)


@dataclass(slots=True)
class Photo:
    """A picture on the page that is not public by itself."""

    id: str
    page: str
    alternative: str | None
    fails: bool
    post: str | None = None


@dataclass(slots=True)
class Comment:
    """Words under a post."""

    id: str
    post: str
    by: str
    name: str
    text: str
    moment: datetime
    parent: str | None = None
    is_hidden: bool = False
    is_liked: bool = False


@dataclass(slots=True)
class State:
    """What Facebook remembers besides posts and tokens."""

    pages: dict[str, str] = field(default_factory=dict)
    photos: dict[str, Photo] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    insights: dict[str, dict[str, int]] = field(default_factory=dict)

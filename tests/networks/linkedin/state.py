"""What LinkedIn remembers besides posts and tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datetime import date, datetime

NOOR: Final = "urn:li:person:noor"
PAGE: Final = "urn:li:organization:1001"
OPEN: Final = frozenset({"openid", "profile", "email", "w_member_social"})
"""What every app may ask: "Sign In with LinkedIn" and "Share on LinkedIn" (C linkedctl)."""
COMMUNITY: Final = OPEN | {
    "w_organization_social",
    "r_organization_social",
    "rw_organization_admin",
}
"""What an approved app may ask besides: Community Management (D)."""
LIFE: Final = timedelta(days=60)
REFRESH_LIFE: Final = timedelta(days=365)


@dataclass(slots=True)
class Media:
    """A picture or document: waiting for its bytes, being processed, there or failed."""

    urn: str
    owner: str
    kind: str
    upload_until: datetime
    fails: bool
    data: bytes = b""
    ready_at: datetime | None = None

    def status(self, now: datetime) -> str:
        """Return the word that LinkedIn has for how it stands."""
        if self.ready_at is None:
            return "WAITING_UPLOAD"
        if self.ready_at > now:
            return "PROCESSING"
        return "PROCESSING_FAILED" if self.fails else "AVAILABLE"


@dataclass(slots=True)
class Comment:
    """Words under a post."""

    id: str
    post: str
    actor: str
    text: str
    moment: datetime
    parent: str | None


@dataclass(slots=True)
class Published:
    """What the check for duplicates remembers of a post, alive or not."""

    urn: str
    author: str
    text: str
    moment: datetime


@dataclass(slots=True)
class Change:
    """Something a member did, as the changelog tells it."""

    moment: datetime
    member: str
    method: str
    urn: str
    activity: dict[str, Any]


@dataclass(slots=True)
class State:
    """All of it. ``roles`` are the pages that a member may write for."""

    names: dict[str, str] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    media: dict[str, Media] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    published: list[Published] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    figures: dict[str, dict[str, int]] = field(default_factory=dict)
    """Totals by post and the network's own name for them."""
    counts: dict[tuple[str, str, date], int] = field(default_factory=dict)
    """Calls per member, kind and day in UTC."""

"""What Instagram remembers: containers that become media, and comments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datetime import datetime

USER: Final = "17841400000000001"
NAME: Final = "studiozilver"
SCOPES: Final = frozenset(
    f"instagram_business_{one}"
    for one in ("basic", "content_publish", "manage_comments", "manage_insights")
)
CONTAINER_LIFE: Final = timedelta(hours=24)  # D content-publishing


@dataclass(slots=True)
class Container:
    """What is to be published once it is ready."""

    id: str
    user: str
    kind: str
    fields: dict[str, Any]
    born: datetime
    ready_at: datetime
    fails: bool = False
    media: str | None = None

    def status(self, now: datetime) -> str:
        """Return the status code (D ig-container)."""
        if self.media is not None:
            return "PUBLISHED"
        if now >= self.born + CONTAINER_LIFE:
            return "EXPIRED"
        if now < self.ready_at:
            return "IN_PROGRESS"
        return "ERROR" if self.fails else "FINISHED"


@dataclass(slots=True)
class Comment:
    """Words under a medium."""

    id: str
    media: str
    username: str
    text: str
    moment: datetime
    parent: str | None = None
    is_hidden: bool = False


@dataclass(slots=True)
class State:
    """What Instagram remembers besides media and tokens."""

    containers: dict[str, Container] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    insights: dict[str, dict[str, int]] = field(default_factory=dict)
    """Figures by medium; what is missing is an empty set, not 0 (D)."""

"""What a Mastodon server remembers besides posts and tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(slots=True)
class Account:
    """Somebody on the server, or elsewhere when the name has a domain."""

    id: str
    name: str
    born: datetime


@dataclass(slots=True)
class Attachment:
    """A file that was uploaded."""

    id: str
    account: str
    media_type: str
    data: bytes
    description: str | None
    ready_at: datetime
    fails: bool
    is_used: bool = False


@dataclass(slots=True)
class App:
    """A client that registered."""

    client_id: str
    client_secret: str
    name: str
    redirect_uris: tuple[str, ...]
    scopes: frozenset[str]


@dataclass(slots=True)
class Notification:
    """Something that somebody did to an account."""

    id: str
    kind: str
    to: str
    by: str
    status: str | None
    moment: datetime


@dataclass(slots=True)
class Scheduled:
    """A status that is to be public later."""

    id: str
    account: str
    fields: dict[str, Any]
    moment: datetime


@dataclass(slots=True)
class Count:
    """Requests of one token since a moment."""

    since: datetime
    number: int = 0


@dataclass(slots=True)
class State:
    """What the server remembers besides posts and tokens."""

    accounts: dict[str, Account] = field(default_factory=dict)
    apps: dict[str, App] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    keys: dict[tuple[str, str], tuple[str, datetime, datetime]] = field(default_factory=dict)
    """Per account and key: the status, from when the key is known, and until when."""
    notifications: list[Notification] = field(default_factory=list)
    scheduled: dict[str, Scheduled] = field(default_factory=dict)
    favourites: dict[str, set[str]] = field(default_factory=dict)
    reblogs: dict[str, set[str]] = field(default_factory=dict)
    counts: dict[tuple[str, str], Count] = field(default_factory=dict)

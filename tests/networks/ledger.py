"""What a network really holds: every post that lives or lived, with all that happened to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from datetime import datetime

type Deed = Literal["create", "show", "edit", "delete"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a post; after it the post reads ``content``."""

    moment: datetime
    deed: Deed
    content: dict[str, Any]
    is_public: bool
    by_network: bool = False


@dataclass(slots=True)
class Entry:
    """A post and its history."""

    id: str
    account: str
    events: list[Event] = field(default_factory=list)

    def at(self, moment: datetime) -> Event | None:
        """Return the last event up to ``moment`` when the post is alive then."""
        last = None
        for event in self.events:
            if event.moment <= moment:
                last = event
        return None if last is None or last.deed == "delete" else last

    @property
    def content(self) -> dict[str, Any]:
        """What the post says, or said last."""
        return self.events[-1].content

    @property
    def born(self) -> datetime:
        """When the post was made."""
        return self.events[0].moment

    @property
    def is_living(self) -> bool:
        """Whether the post exists and anyone may see it."""
        return self.events[-1].deed != "delete" and self.events[-1].is_public


class Ledger:
    """The posts of a network, oldest first."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def create(
        self,
        id_: str,
        account: str,
        content: dict[str, Any],
        *,
        now: datetime,
        public: bool = True,
    ) -> Entry:
        """Return the entry of a new post."""
        assert id_ not in self.entries, f"{id_} exists"
        entry = Entry(id_, account, [Event(now, "create", dict(content), public)])
        self.entries[id_] = entry
        return entry

    def edit(self, id_: str, content: dict[str, Any], *, now: datetime) -> Entry:
        """Return the entry of a post after some of its content changed."""
        entry = self.entries[id_]
        public = entry.events[-1].is_public
        entry.events.append(Event(now, "edit", entry.content | content, public))
        return entry

    def show(self, id_: str, *, now: datetime) -> Entry:
        """Return the entry of a post that anyone may see from now on."""
        entry = self.entries[id_]
        if not entry.events[-1].is_public:
            entry.events.append(Event(now, "show", entry.content, is_public=True))
        return entry

    def delete(self, id_: str, *, now: datetime, by_network: bool = False) -> None:
        """End a post. What it said stays in its history."""
        entry = self.entries[id_]
        if entry.events[-1].deed != "delete":
            last = entry.events[-1]
            entry.events.append(
                Event(now, "delete", last.content, last.is_public, by_network=by_network)
            )

    def find(self, id_: str, *, at: datetime) -> Entry | None:
        """Return a post that exists at that moment, public or not."""
        entry = self.entries.get(id_)
        return entry if entry is not None and entry.at(at) is not None else None

    def seen(self, account: str, *, at: datetime) -> list[Entry]:
        """Return the public posts of an account as they stood at a moment, newest first."""
        return [
            entry
            for entry in reversed(self.entries.values())
            if entry.account == account
            and (event := entry.at(at)) is not None
            and event.is_public
        ]

    def living(self, account: str | None = None) -> list[Entry]:
        """Return the posts that stand there for anyone to see, oldest first."""
        return [
            entry
            for entry in self.entries.values()
            if entry.is_living and account in {None, entry.account}
        ]

    def ever(self, account: str | None = None) -> list[Entry]:
        """Return the posts that anyone could see at some time, oldest first."""
        return [
            entry
            for entry in self.entries.values()
            if account in {None, entry.account}
            and any(event.is_public for event in entry.events)
        ]

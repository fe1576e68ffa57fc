"""Rows of the files of a LinkedIn export, made into values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from aboveboard.archives.html_text import text_of_html
from aboveboard.archives.linkedin_words import (
    NETWORK,
    comment_number_of,
    day_of,
    digest_of_row,
    moment_of,
    moment_of_number,
    numbers_of,
    seconds_of,
    unflanked,
    uploaded_at,
)
from aboveboard.archives.values import (
    ArchivedComment,
    ArchivedConnection,
    ArchivedMedia,
    ArchivedMessage,
    ArchivedPost,
    Item,
    Skipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aboveboard.archives.csv_table import Table

type Row[T] = T | Skipped
type Reader = Callable[[Table], Iterator[Item | Skipped]]

_VISIBILITY: Final = {
    "public": "public",
    "anyone": "public",
    "connections": "followers",
    "connections_only": "followers",
}
"""``MEMBER_NETWORK`` stands at most rows whoever may see the post, so it tells nothing."""

_PERSON: Final = re.compile(r"linkedin\.com/in/([^/?#\s]{1,200})", re.IGNORECASE)
_LINKEDIN: Final = re.compile(r"https?://(?:[a-z0-9-]+\.)*linkedin\.com/", re.IGNORECASE)

_UTC_CELL: Final = re.compile(
    r"20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} UTC"
).fullmatch
_MEDIA_KEPT: Final = 50_000
"""How many uploads are remembered until their post comes; more are skipped."""


@dataclass(slots=True)
class Person:
    """Who the export is about: the name in lower case with single blanks, or nothing."""

    name: str = ""


@dataclass(slots=True)
class Uploads:
    """Pictures, videos and documents uploaded for posts, by the minute, until a post takes
    them.
    """

    by_minute: dict[datetime, list[tuple[Skipped, ArchivedMedia]]] = field(default_factory=dict)
    count: int = 0

    def add(self, minute: datetime, row: Skipped, media: ArchivedMedia) -> bool:
        """Remember one upload; return whether there was room."""
        if self.count >= _MEDIA_KEPT:
            return False
        self.count += 1
        self.by_minute.setdefault(minute, []).append((row, media))
        return True

    def take(self, posted_at: datetime) -> tuple[ArchivedMedia, ...]:
        """Return what was uploaded from five minutes before a post to one after; only once.

        The export has no other tie between an upload and its post.
        """
        if not self.by_minute:
            return ()
        minute = posted_at.replace(second=0, microsecond=0)
        taken: list[ArchivedMedia] = []
        for offset in range(-5, 2):
            for _, media in self.by_minute.pop(minute + timedelta(minutes=offset), ()):
                taken.append(media)
        return tuple(taken)

    def left(self) -> Iterator[Skipped]:
        """Give the rows of uploads no post took, in the order of the file."""
        for rows in self.by_minute.values():
            for row, _ in rows:
                yield row


def normal_name(text: str) -> str:
    """Return a person's name in the form names are compared in."""
    return " ".join(text.split()).casefold()


def whose(table: Table) -> str:
    """Return the name in Profile.csv, ready to compare, or nothing."""
    first, last = table.column("first name"), table.column("last name")
    for cells in table.rows():
        if not isinstance(cells, Skipped):
            name = normal_name(f"{cells[first]} {cells[last]}")
            if name:
                return name
    return ""


def uploads(table: Table, into: Uploads) -> Iterator[Skipped]:
    """Remember the rows of Rich_Media.csv in ``into``; give those which no post can have."""
    sentence, link = table.column("date/time", "date"), table.column("media link")
    description = table.column("media description")
    for cells in table.rows():
        if isinstance(cells, Skipped):
            yield cells
            continue
        moment = uploaded_at(cells[sentence]) or moment_of(cells[sentence])
        if moment is None:
            yield table.skipped("no_date")
            continue
        row = table.skipped("no_id", "no post was written at the time of this upload")
        alt = unflanked(cells[description]).strip() if description >= 0 else ""
        media = ArchivedMedia(url=cells[link].strip(), alt="" if alt == "-" else alt)
        if " feed " not in cells[sentence] or not media.url:
            yield row
        elif not into.add(moment.replace(second=0), row, media):
            yield table.skipped("too_large", "too many uploads")


def shares(table: Table, pictures: Uploads) -> Iterator[Row[ArchivedPost]]:
    """Give the own posts of Shares.csv."""
    date, link = table.column("date"), table.column("sharelink")
    words, shared = table.column("sharecommentary"), table.column("sharedurl")
    media, visibility = table.column("mediaurl"), table.column("visibility")
    for cells in table.rows():
        if isinstance(cells, Skipped):
            yield cells
            continue
        numbers = numbers_of(cells[link])
        moment = moment_of(cells[date]) or (moment_of_number(numbers[0]) if numbers else None)
        if moment is None:
            yield table.skipped("no_date")
            continue
        text = unflanked(cells[words])
        shared_url = cells[shared].strip() if shared >= 0 else ""
        own = _media_of(cells[media] if media >= 0 else "")
        if not (text.strip() or shared_url or own or numbers):
            yield table.skipped("no_text")
            continue
        yield ArchivedPost(
            network=NETWORK,
            remote_id=numbers[0] if numbers else _digest_of_share(cells[link], moment, text),
            where=table.where,
            written_at=moment,
            text=text,
            url=cells[link].strip(),
            visibility=(
                _VISIBILITY.get(cells[visibility].strip().lower(), "")
                if visibility >= 0
                else ""
            ),
            shared_url=shared_url,
            is_repost=not text.strip() and not own and _is_on_linkedin(shared_url),
            media=own + pictures.take(moment),
            other_ids=numbers[1:],
        )


def _is_on_linkedin(address: str) -> bool:
    """Return whether something without words passes on a post rather than a page elsewhere."""
    return not address or _LINKEDIN.match(address) is not None


def _digest_of_share(link: str, moment: datetime, text: str) -> str:
    link = link.strip()
    return digest_of_row("share", link) if link else digest_of_row(seconds_of(moment), text)


def _media_of(address: str) -> tuple[ArchivedMedia, ...]:
    address = address.strip()
    return (ArchivedMedia(url=address),) if address else ()


def reposts(table: Table) -> Iterator[Row[ArchivedPost]]:
    """Give the plain reposts of InstantReposts.csv; the address is that of the other's post."""
    date, link = table.column("date"), table.column("link")
    for cells in table.rows():
        if isinstance(cells, Skipped):
            yield cells
            continue
        moment, address = moment_of(cells[date]), cells[link].strip()
        if moment is None or not address:
            yield table.skipped("no_id" if moment else "no_date")
            continue
        number = next(iter(numbers_of(address)), address)
        yield ArchivedPost(
            network=NETWORK,
            remote_id=digest_of_row("repost", number, seconds_of(moment)),
            where=table.where,
            written_at=moment,
            text="",
            shared_url=address,
            is_repost=True,
        )


def comments(table: Table) -> Iterator[Row[ArchivedComment]]:
    """Give the own comments of Comments.csv. The export has nobody else's."""
    date, link, message = table.column("date"), table.column("link"), table.column("message")
    for cells in table.rows():
        if isinstance(cells, Skipped):
            yield cells
            continue
        address, text = cells[link].strip(), unflanked(cells[message])
        number = comment_number_of(address)
        moment = moment_of(cells[date]) or (moment_of_number(number) if number else None)
        if "\\" in text:
            text = text.replace('\\"', '"')
        if moment is None or not text.strip():
            yield table.skipped("no_text" if moment else "no_date")
            continue
        yield ArchivedComment(
            network=NETWORK,
            remote_id=number or digest_of_row("comment", seconds_of(moment), address, text),
            where=table.where,
            written_at=moment,
            text=text,
            is_own=True,
            post_url=address,
        )


def connections(table: Table) -> Iterator[Row[ArchivedConnection]]:
    """Give the people of Connections.csv. Their e-mail addresses are not taken."""
    first, last = table.column("first name"), table.column("last name")
    url, since = table.column("url", "profile url"), table.column("connected on")
    company, position = table.column("company"), table.column("position")
    for cells in table.rows():
        if isinstance(cells, Skipped):
            yield cells
            continue
        name = f"{cells[first].strip()} {cells[last].strip()}".strip()
        address = cells[url].strip() if url >= 0 else ""
        if not name and not address:
            yield table.skipped("no_author")
            continue
        person = _PERSON.search(address)
        yield ArchivedConnection(
            network=NETWORK,
            remote_id=(
                person[1].lower() if person else digest_of_row("person", name, cells[since])
            ),
            where=table.where,
            relation="connection",
            name=name,
            url=address,
            company=cells[company].strip() if company >= 0 else "",
            position=cells[position].strip() if position >= 0 else "",
            since=day_of(cells[since]),
        )


def messages(table: Table, person: Person) -> Iterator[Row[ArchivedMessage]]:
    """Give the private messages of messages.csv.

    A message is known again by its conversation, second and words, for names change. Its id
    begins with its second, so that ids in the order of time are together in an index too. This
    runs a million times for a busy member, hence the flat loop.
    """
    conversation, date = table.column("conversation id"), table.column("date")
    sender, recipients = table.column("from"), table.column("to")
    sender_url, content = table.column("sender profile url"), table.column("content")
    draft, folder = table.column("is message draft"), table.name
    is_us = _Spellings(person.name)
    at_once, known, digest = datetime.fromisoformat, _UTC_CELL, blake2b
    for cells in table.rows():
        if isinstance(cells, Skipped):
            yield cells
            continue
        text, written = cells[content], cells[date]
        second = written[:19]
        if known(written):
            try:
                moment: datetime | None = at_once(second + "+00:00")
            except ValueError:
                moment = None
        else:
            moment = moment_of(written)
            second = str(moment)[:19]
        if moment is None or "<" in text[:4] or "\r" in text or not text or text.isspace():
            reason = _why_not(cells, text, moment, sender_url)
            if reason or moment is None:
                yield table.skipped(reason)
                continue
            text = _plain(text)
        if draft >= 0 and cells[draft][:3].lower() == "yes":
            yield table.skipped("not_ours", "a draft that was never sent")
            continue
        from_name, thread = cells[sender], cells[conversation]
        key = f"{thread}\x1f{second}\x1f{text}".encode("utf-8", "replace")
        yield ArchivedMessage(
            NETWORK,
            second + digest(key, digest_size=16).hexdigest()[:20],
            f"{folder}:{table.number}",
            thread,
            moment,
            from_name,
            cells[recipients],
            text,
            is_us[from_name],
        )


class _Spellings(dict[str, bool | None]):
    """Whether a name is ours, remembered by how it is written; None if we do not know ours."""

    def __init__(self, us: str) -> None:
        super().__init__()
        self._us = us

    def __missing__(self, name: str) -> bool | None:
        if len(self) > 10_000:
            self.clear()
        self[name] = is_own = normal_name(name) == self._us if self._us else None
        return is_own


def _why_not(cells: list[str], text: str, moment: datetime | None, sender_url: int) -> str:
    has_sender = sender_url < 0 or cells[sender_url].strip()
    if not has_sender and text.lstrip()[:40].lower().startswith('<p class="spinmail'):
        return "sponsored"
    if moment is None:
        return "no_date"
    return "" if text.strip() else "no_text"


def _plain(text: str) -> str:
    """Return a message without the HTML that letters to strangers are written in."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip()[:3].lower() in ("<p>", "<p ", "<br", "<di"):
        return text_of_html(text[:200_000]).text or text
    return text

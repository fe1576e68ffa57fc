"""Where each sort of value goes: its table, its columns, and what makes two of them one.

Rows are plain tuples, in the order of ``columns``, ready for the database. Dates are ISO text and
lists JSON text, so that a row made here and one read back compare as equal.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from aboveboard.archives.values import (
    ArchivedComment,
    ArchivedConnection,
    ArchivedMessage,
    ArchivedMetric,
    ArchivedPost,
)
from aboveboard.core.languages import READ

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aboveboard.archives.values import Item

type Row = tuple[Any, ...]

_LANGUAGES: Final = frozenset(language.value for language in READ)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One table. ``filled`` are positions in ``columns`` that may become richer with a later
    archive. ``compared`` are the columns as they are read back, NULL for those nobody looks at.
    ``key`` gives what identifies a row within its workspace, ``when`` what rows are sorted by,
    ``cells`` what stands in ``filled``.
    """

    name: str
    columns: tuple[str, ...]
    filled: tuple[int, ...]
    compared: tuple[str, ...]
    has_dates: bool
    row: Callable[[Any], Row]
    key: Callable[[Row], Row]
    when: Callable[[Row], Any]
    cells: Callable[[Row], Row]

    @property
    def table(self) -> str:
        """The name of the table in the database."""
        return f"library_{self.name}"


def instant(moment: datetime) -> str:
    """Return a time as both databases take it: in UTC, without saying so."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.replace(tzinfo=None).isoformat(" ")


def fit(text: str, limit: int) -> str:
    """Return ``text`` in at most ``limit`` characters; what is too long ends in its digest."""
    if len(text) <= limit:
        return text
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{text[: limit - 17]}~{digest}"


def _language(code: str) -> str:
    """Return the language an archive gives for a post, when it is one we read."""
    known = code[:2].lower()
    return known if known in _LANGUAGES else "other"


_ITEM: Final = ("network", "remote_id", '"where"')


def _of_post(value: ArchivedPost) -> Row:
    return (
        value.network,
        fit(value.remote_id, 255),
        fit(value.where, 255),
        instant(value.written_at),
        value.text,
        value.url,
        fit(value.visibility, 20),
        value.reply_to,
        value.shared_url,
        value.is_repost,
        json.dumps(sorted(set(value.other_ids))),
        _language(value.language),
        "neutral",
        "",
        False,
        not value.text.strip(),
    )


def _of_comment(value: ArchivedComment) -> Row:
    return (
        value.network,
        fit(value.remote_id, 255),
        fit(value.where, 255),
        instant(value.written_at),
        value.text,
        value.is_own,
        value.post_url,
        fit(value.author, 200),
    )


def _of_connection(value: ArchivedConnection) -> Row:
    return (
        value.network,
        fit(value.remote_id, 255),
        fit(value.where, 255),
        fit(value.relation, 10),
        fit(value.name, 255),
        value.url,
        fit(value.company, 255),
        fit(value.position, 255),
        value.since.isoformat() if value.since else None,
    )


def _of_message(value: ArchivedMessage) -> Row:
    network, remote_id, where, thread, written_at, sender, recipients, text, is_own = value
    if len(remote_id) + len(where) + len(thread) + len(sender) > 255:  # hardly one in a million
        remote_id, where = fit(remote_id, 255), fit(where, 255)
        thread, sender = fit(thread, 255), fit(sender, 255)
    when = instant(written_at)
    return network, remote_id, where, thread, when, sender, recipients, text, is_own


def _of_metric(value: ArchivedMetric) -> Row:
    return (
        value.network,
        fit(value.post_id, 255),
        fit(value.where, 255),
        fit(value.name, 40),
        value.value,
        value.until.isoformat(),
        value.post_url,
        instant(value.posted_at) if value.posted_at else None,
    )


def _shelf(
    name: str,
    row: Callable[[Any], Row],
    identity: Sequence[str],
    filled: Sequence[str],
    *own: str,
) -> Shelf:
    columns = (*_ITEM, *own)
    looked_at = {*identity, *filled}
    places = tuple(columns.index(column) for column in identity)
    return Shelf(
        name=name,
        columns=columns,
        key=itemgetter(*places),
        when=itemgetter(columns.index("written_at") if "written_at" in columns else 1),
        compared=tuple(column if column in looked_at else "NULL" for column in columns),
        has_dates=bool({"since", "until", "other_ids"}.intersection(columns)),
        filled=tuple(columns.index(column) for column in filled),
        cells=itemgetter(*(columns.index(column) for column in filled)),
        row=row,
    )


POSTS: Final = _shelf(
    "post",
    _of_post,
    ("network", "remote_id"),
    ("text", "url", "visibility", "reply_to", "shared_url", "is_repost", "other_ids"),
    *("written_at", "text", "url", "visibility", "reply_to", "shared_url", "is_repost"),
    *("other_ids", "language", "kind", "sensitivity", "is_kind_chosen", "is_read"),
)
COMMENTS: Final = _shelf(
    "comment",
    _of_comment,
    ("network", "remote_id"),
    ("text", "post_url", "author"),
    *("written_at", "text", "is_own", "post_url", "author"),
)
CONNECTIONS: Final = _shelf(
    "connection",
    _of_connection,
    ("network", "relation", "remote_id"),
    ("name", "url", "company", "position", "since"),
    *("relation", "name", "url", "company", "position", "since"),
)
MESSAGES: Final = _shelf(
    "message",
    _of_message,
    ("network", "remote_id"),
    ("sender", "recipients", "text", "is_own"),
    *("conversation", "written_at", "sender", "recipients", "text", "is_own"),
)
METRICS: Final = _shelf(
    "metric",
    _of_metric,
    ("network", "remote_id", "name", "until"),
    ("value", "post_url"),
    *("name", "value", "until", "post_url", "posted_at"),
)

SHELVES: Final[dict[type[Item], Shelf]] = {
    ArchivedPost: POSTS,
    ArchivedComment: COMMENTS,
    ArchivedConnection: CONNECTIONS,
    ArchivedMessage: MESSAGES,
    ArchivedMetric: METRICS,
}
"""The shelf of each sort of value."""


def plain(value: Any) -> Any:
    """Return a value read back from the database as rows hold it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return json.dumps(value)
    return value


def merged(shelf: Shelf, one: Row, other: Row) -> Row:
    """Return the cells ``one``, their gaps filled from ``other``; the same in either order.

    Both are what ``shelf.cells`` gives. Something wins from nothing, the longer text from the
    shorter, the higher count from the lower, a yes from a no; lists of ids are joined.
    """
    return tuple(
        here
        if here == there
        else (_joined if shelf.columns[place] == "other_ids" else _richer)(here, there)
        for place, here, there in zip(shelf.filled, one, other, strict=True)
    )


def _richer(one: Any, other: Any) -> Any:
    if other is None or other == "":
        return one
    if one is None or one == "":
        return other
    if isinstance(one, str):
        return max(one, other, key=lambda text: (len(text), text))
    return max(one, other)


def _joined(one: str, other: str) -> str:
    return json.dumps(sorted({*json.loads(one), *json.loads(other)}))


def weight_of(media: Sequence[Row]) -> tuple[int, list[Row]]:
    """Return how much is told of a post's media, to compare; one order for ever."""
    return len(media), sorted(media)

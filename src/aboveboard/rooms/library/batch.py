"""Values in batches, made ready for the database while they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aboveboard.archives.values import (
    ArchivedComment,
    ArchivedMessage,
    ArchivedPost,
    Skipped,
)
from aboveboard.rooms.library.shelves import SHELVES, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aboveboard.archives.values import Item
    from aboveboard.rooms.library.shelves import Row, Shelf

BATCH_ROWS: Final = 20_000
"""Values in one transaction: large enough that each costs little, and about a second of writing,
so that a person who writes something meanwhile waits no longer than that."""

BATCH_CHARACTERS: Final = 4_000_000
"""Text in one transaction at most; it bounds memory when an archive holds very long texts."""

_WORDY: Final = frozenset({ArchivedMessage, ArchivedPost, ArchivedComment})
_ROW_OF: Final = {kind: shelf.row for kind, shelf in SHELVES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Values made ready for the database: rows by shelf, media of posts, skipped rows."""

    count: int
    rows: tuple[tuple[Shelf, list[Row]], ...]
    media: dict[tuple[str, str], list[Row]]
    skipped: list[Row]


def batches(values: Iterable[Item | Skipped], rows: int = BATCH_ROWS) -> Iterator[Batch]:
    """Give ``values`` in batches of at most ``rows`` and about BATCH_CHARACTERS of text.

    Needs no database. A value becomes a row at once, for a plain tuple of words costs the
    collector of garbage nothing.
    """
    left = iter(values)
    while (batch := _next_batch(left, rows)).count:
        yield batch


def _next_batch(values: Iterator[Item | Skipped], most: int) -> Batch:
    rows: dict[type[Item], list[Row]] = {kind: [] for kind in SHELVES}
    media: dict[tuple[str, str], list[Row]] = {}
    skipped: list[Row] = []
    count = weight = 0
    for count, value in enumerate(values, 1):
        if isinstance(value, Skipped):
            row: Row = _of_skipped(value)
            skipped.append(row)
            weight += len(row[-1])
        else:
            kind = type(value)
            rows[kind].append(_ROW_OF[kind](value))
            if kind in _WORDY:
                weight += len(value.text)  # type: ignore[union-attr]
            if kind is ArchivedPost and value.media:  # type: ignore[union-attr]
                media.update(_media_of(value))  # type: ignore[arg-type]
        if count >= most or weight >= BATCH_CHARACTERS:
            break
    return Batch(
        count=count,
        rows=tuple((SHELVES[kind], _storable(found)) for kind, found in rows.items() if found),
        media=media,
        skipped=_storable(skipped),
    )


def _of_skipped(one: Skipped) -> Row:
    return fit(one.where, 255), fit(one.reason, 20), one.detail[:2000], one.raw[:2000]


def _media_of(post: ArchivedPost) -> dict[tuple[str, str], list[Row]]:
    rows: list[Row] = [(one.path, one.url, one.alt) for one in post.media]
    return {(post.network, fit(post.remote_id, 255)): _storable(rows)}


def _storable(rows: list[Row]) -> list[Row]:
    """Return rows without what no database takes: NUL, and halves of surrogate pairs."""
    everything = "".join([cell for row in rows for cell in row if type(cell) is str])
    try:
        everything.encode()
    except UnicodeEncodeError:
        pass
    else:
        if "\0" not in everything:
            return rows
    return [tuple(_clean(cell) for cell in row) for row in rows]


def _clean(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    return cell.replace("\0", "\ufffd").encode("utf-8", "replace").decode()

"""Seal every value again with the newest key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.accounts.models import Credential, Errand, RegisteredApp
from aboveboard.rooms.accounts.sealing import CannotOpen, newest_head, open_sealed, seal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

type Sealed = Credential | RegisteredApp | Errand

SEALED: Final[tuple[type[Sealed], ...]] = (Credential, RegisteredApp, Errand)
"""Every table that holds sealed values, in ``sealed``; a test finds one that is missing."""

BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many values were sealed anew, and how many no key opens."""

    done: int
    unopened: int


def reseal() -> Resealed:
    """Seal what an older key sealed with the newest one, and return the counts.

    It may be broken off at any point and goes on where it was: what the newest key sealed is not
    looked at again. A value that changes meanwhile is left as it was changed.
    """
    done = unopened = 0
    for table in SEALED:
        for row in _rows(_of(table).exclude(sealed__startswith=newest_head())):
            try:
                anew = seal(open_sealed(row.sealed, row.place), row.place)
            except CannotOpen:
                unopened += 1
                continue
            done += _of(table).filter(pk=row.pk, sealed=row.sealed).update(sealed=anew)
    return Resealed(done, unopened)


def unopened() -> int:
    """Return how many sealed values no key of the settings opens."""
    return sum(not _opens(row) for table in SEALED for row in _rows(_of(table)))


def _opens(row: Sealed) -> bool:
    try:
        open_sealed(row.sealed, row.place)
    except CannotOpen:
        return False
    return True


def _of(table: type[Sealed]) -> QuerySet[Sealed]:
    rows: QuerySet[Sealed] = table._default_manager.exclude(sealed="")
    return rows


def _rows(found: QuerySet[Sealed]) -> Iterator[Sealed]:
    """Yield rows by their number, a batch at a time; rows may change under way."""
    last = 0
    while batch := list(found.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk

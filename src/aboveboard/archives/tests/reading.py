"""Reading an archive to its end, for tests of the readers."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from aboveboard.archives.bundle import open_bundle
from aboveboard.archives.values import (
    REASONS,
    ArchivedComment,
    ArchivedConnection,
    ArchivedMessage,
    ArchivedMetric,
    ArchivedPost,
    Item,
    Skipped,
    UnreadableArchive,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aboveboard.archives.bundle import Bundle


class Reader(Protocol):
    """What every module of a format offers."""

    NAME: str

    def recognises(self, bundle: Bundle, /) -> bool: ...

    def read(self, bundle: Bundle, /) -> Iterator[Item | Skipped]: ...


@dataclass(frozen=True, slots=True)
class Found:
    """Everything a reader gave, in its order."""

    everything: tuple[Item | Skipped, ...]

    @property
    def posts(self) -> list[ArchivedPost]:
        return [one for one in self.everything if isinstance(one, ArchivedPost)]

    @property
    def comments(self) -> list[ArchivedComment]:
        return [one for one in self.everything if isinstance(one, ArchivedComment)]

    @property
    def connections(self) -> list[ArchivedConnection]:
        return [one for one in self.everything if isinstance(one, ArchivedConnection)]

    @property
    def messages(self) -> list[ArchivedMessage]:
        return [one for one in self.everything if isinstance(one, ArchivedMessage)]

    @property
    def metrics(self) -> list[ArchivedMetric]:
        return [one for one in self.everything if isinstance(one, ArchivedMetric)]

    @property
    def skipped(self) -> list[Skipped]:
        return [one for one in self.everything if isinstance(one, Skipped)]

    @property
    def reasons(self) -> list[tuple[str, str]]:
        return [(one.where, one.reason) for one in self.skipped]


def read_all(reader: Reader, path: Path) -> Found:
    """Return what ``reader`` finds at ``path``, which it must recognise."""
    with open_bundle(path) as bundle:
        assert reader.recognises(bundle)
        return Found(tuple(reader.read(bundle)))


def read_files(reader: Reader, path: Path, files: dict[str, bytes]) -> Found:
    """Return what ``reader`` finds in a zip of ``files`` written to ``path``."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    with open_bundle(path) as bundle:
        return Found(tuple(reader.read(bundle)))


def survives(reader: Reader, path: Path) -> None:
    """Check that hostile bytes at ``path`` give sound values or UnreadableArchive alone."""
    refused = "damaged"
    try:
        with open_bundle(path) as bundle:
            reader.recognises(bundle)
            for one in reader.read(bundle):
                check_sound(one)
    except UnreadableArchive as error:
        refused = error.reason
    assert refused in {
        "not_an_archive",
        "unknown_kind",
        "encrypted",
        "damaged",
        "too_large",
        "too_many_files",
        "html_instead_of_json",
    }


def check_sound(one: Item | Skipped) -> None:
    """Check what holds for every value, whatever the archive."""
    assert one.where
    if isinstance(one, Skipped):
        assert one.reason in REASONS
        assert len(one.raw) <= 2000
        return
    if isinstance(one, ArchivedPost | ArchivedComment | ArchivedMessage):
        assert one.written_at.utcoffset() is not None
        assert "\0" not in one.text
        one.text.encode()
    if not isinstance(one, ArchivedMetric):
        assert 0 < len(one.remote_id) <= 200


def check_stable(reader: Reader, first: Path, second: Path) -> None:
    """Check that two archives made alike are the same bytes and give the same values."""
    assert first.read_bytes() == second.read_bytes()
    assert read_all(reader, first) == read_all(reader, second)
    ids = [one.remote_id for one in read_all(reader, first).posts]
    assert len(ids) == len(set(ids))

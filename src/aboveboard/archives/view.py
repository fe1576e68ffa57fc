"""A safe, read-only view of members: their names, their bytes, and what was left out.

Nothing is ever written out under a member's name, no link is followed, and what comes out is
counted while it is read: the sizes an archive states about itself are not believed.
"""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol, Self, cast

from aboveboard.archives.values import Skipped, UnreadableArchive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from _typeshed import WriteableBuffer

MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may come out of one bundle, in bytes where nothing else is said.

    ``ratio`` is bytes out per byte in and is looked at once more than ``ratio_from`` bytes came
    out. ``index_bytes`` bounds what an archive's own table of contents may take in memory.
    """

    member_bytes: int = 2048 * MIB
    total_bytes: int = 8192 * MIB
    entries: int = 200_000
    ratio: int = 200
    ratio_from: int = 50 * MIB
    index_bytes: int = 128 * MIB
    depth: int = 32
    name_characters: int = 1024
    tar_header_bytes: int = 256 * 1024


LIMITS: Final = Limits()

_DRIVE: Final = re.compile(r"[A-Za-z]:")
_DIGITS: Final = re.compile(r"(\d+)")
_LEFT_BY_SYSTEM: Final = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
DAMAGE: Final = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    IndexError,
    OverflowError,
    MemoryError,
)


class Opener(Protocol):
    """Gives the plain byte stream of one member."""

    def __call__(self) -> BinaryIO: ...


@dataclass(frozen=True, slots=True)
class Member:
    """One member: how to open it, the size stated, and the bytes that stand for it inside."""

    opener: Opener
    stated_size: int
    bytes_in: int


def natural_order(name: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key under which ``part2`` comes before ``part10``."""
    return tuple(
        (int(piece[:18]), "") if piece.isascii() and piece.isdigit() else (-1, piece)
        for piece in _DIGITS.split(name)
        if piece
    )


def safe_name(raw: str, limits: Limits = LIMITS) -> str | None:
    """Return ``raw`` as a plain relative posix name, or None if it is not to be trusted.

    Refused: absolute names, ``..``, drive letters, backslashes, control characters, endless
    names. ``./a//b`` becomes ``a/b``; bytes that are no UTF-8 become U+FFFD.
    """
    if not raw or len(raw) > limits.name_characters or raw.startswith("/") or "\\" in raw:
        return None
    if _DRIVE.match(raw) or any(
        ord(character) < 32 or ord(character) == 127 for character in raw
    ):
        return None
    parts = [part for part in raw.split("/") if part not in ("", ".")]
    if not parts or ".." in parts:
        return None
    return "/".join(parts).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class _CountedStream(io.RawIOBase):
    """A member's bytes, counted by ``count`` as they come, its troubles told as damage."""

    def __init__(self, source: BinaryIO, count: Callable[[int], None], name: str) -> None:
        super().__init__()
        self._source = source
        self._count = count
        self._name = name
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._source.read(len(view))
        except UnreadableArchive:
            raise
        except DAMAGE as error:
            raise UnreadableArchive("damaged", f"{self._name}: {error}") from error
        self._out += len(data)
        self._count(self._out)
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._source.close()
        super().close()


class Bundle:
    """The members of one archive, folder or file. Close it, or use a ``with`` statement."""

    def __init__(self, path: Path, limits: Limits, *, is_single: bool = False) -> None:
        self.path = path
        self.limits = limits
        self.is_single = is_single
        self.members: dict[str, Member] = {}
        self._skipped: list[Skipped] = []
        self._taken: dict[str, int] = {}
        self._total = 0
        self.bytes_in = 0
        self.closers: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files underneath; a temporary one is gone afterwards."""
        while self.closers:
            self.closers.pop()()

    def names(self) -> tuple[str, ...]:
        """Return every member that may be opened, as posix names, in natural order."""
        return tuple(sorted(self.members, key=natural_order))

    def matching(self, pattern: re.Pattern[str]) -> tuple[str, ...]:
        """Return the members whose base name ``pattern`` matches in full, in natural order."""
        return tuple(
            name for name in self.names() if pattern.fullmatch(name.rpartition("/")[2])
        )

    def size(self, name: str) -> int:
        """Return the size in bytes the archive states for ``name``. It may be a lie.

        Raises KeyError for an unknown name.
        """
        return self.members[name].stated_size

    @property
    def bytes_out(self) -> int:
        """How many bytes were read from the members so far; reading one again counts once."""
        return self._total

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What was left out while looking at the table of contents, in the order met."""
        return tuple(self._skipped)

    def open(self, name: str) -> BinaryIO:
        """Return the bytes of ``name`` as a stream.

        Reading raises UnreadableArchive ``too_large`` past the limits and ``damaged`` if the
        archive breaks off or a checksum is wrong. Raises KeyError for an unknown name.
        """
        member = self.members[name]
        try:
            source = member.opener()
        except UnreadableArchive:
            raise
        except DAMAGE as error:
            raise UnreadableArchive("damaged", f"{name}: {error}") from error

        def count(out: int) -> None:
            self._count(name, member, out)

        return cast(
            "BinaryIO", io.BufferedReader(_CountedStream(source, count, name), 256 * 1024)
        )

    def _count(self, name: str, member: Member, out: int) -> None:
        """Hold the bytes of one member against the limits; reading it again counts once."""
        before = self._taken.get(name, 0)
        if out <= before:
            return
        self._taken[name] = out
        self._total += out - before
        limits = self.limits
        if out > limits.member_bytes or self._total > limits.total_bytes:
            raise UnreadableArchive("too_large", name)
        if out > limits.ratio_from and out > limits.ratio * max(1, member.bytes_in):
            raise UnreadableArchive("too_large", name)
        if self._total > limits.ratio_from and self._total > limits.ratio * max(
            1, self.bytes_in
        ):
            raise UnreadableArchive("too_large", name)

    def skip(self, where: str, reason: str, detail: str = "") -> None:
        shown = where.encode("utf-8", "replace").decode("utf-8")[:300]
        self._skipped.append(Skipped(where=shown, reason=reason, detail=detail))
        if len(self._skipped) + len(self.members) > self.limits.entries:
            raise UnreadableArchive("too_many_files", str(self.limits.entries))

    def add(self, raw_name: str, member: Member) -> None:
        name = safe_name(raw_name, self.limits)
        if name is None:
            self.skip(raw_name, "unsafe_name")
            return
        parts = name.split("/")
        if parts[0] == "__MACOSX" or parts[-1] in _LEFT_BY_SYSTEM:
            self.skip(name, "not_ours", "left by the operating system")
            return
        if len(parts) > self.limits.depth:
            self.skip(name, "too_deep")
            return
        if name in self.members:
            self.skip(name, "duplicate_name")
            return
        if len(self.members) + len(self._skipped) >= self.limits.entries:
            raise UnreadableArchive("too_many_files", str(self.limits.entries))
        self.members[name] = member

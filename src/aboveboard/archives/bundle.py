"""A safe, read-only view of what a person handed over: a zip, a tar, a folder or one file.

The kind is told by content, never by name. Nothing is ever written out under a member's name, no
link is followed, and what comes out is counted while it is read: the sizes an archive states about
itself are not believed.

A compressed tar has no index and can only be read from its start, so opening every member in turn
would cost a whole decompression each. It is therefore unpacked once, within the limits, into a
nameless temporary file which vanishes with the bundle, and read from there at random.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import tarfile
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol, Self, cast

from aboveboard.archives.values import Skipped, UnreadableArchive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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

_ZIP_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP_MAGIC: Final = b"\x1f\x8b"
_UNREAD_MAGICS: Final = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_DIGITS: Final = re.compile(r"(\d+)")
_LEFT_BY_SYSTEM: Final = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_DAMAGE: Final = (
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


class _Opener(Protocol):
    """Gives the plain byte stream of one member."""

    def __call__(self) -> BinaryIO: ...


@dataclass(frozen=True, slots=True)
class _Member:
    """One member: how to open it, the size stated, and the bytes that stand for it inside."""

    opener: _Opener
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

    Refused: absolute names, ``..``, drive letters, backslashes, control characters, names without
    end. ``./a//b`` becomes ``a/b``; bytes that are no UTF-8 become U+FFFD.
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
        except _DAMAGE as error:
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
    """The members of one archive, folder or file. Close it, or use it in a ``with`` statement."""

    def __init__(self, path: Path, limits: Limits, *, is_single: bool = False) -> None:
        self.path = path
        self.limits = limits
        self.is_single = is_single
        self._members: dict[str, _Member] = {}
        self._skipped: list[Skipped] = []
        self._taken: dict[str, int] = {}
        self._total = 0
        self._bytes_in = 0
        self._closers: list[Callable[[], None]] = []

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
        while self._closers:
            self._closers.pop()()

    def names(self) -> tuple[str, ...]:
        """Return every member that may be opened, as posix names, in natural order."""
        return tuple(sorted(self._members, key=natural_order))

    def matching(self, pattern: re.Pattern[str]) -> tuple[str, ...]:
        """Return the members whose base name ``pattern`` matches in full, in natural order."""
        return tuple(
            name for name in self.names() if pattern.fullmatch(name.rpartition("/")[2])
        )

    def size(self, name: str) -> int:
        """Return the size in bytes the archive states for ``name``. It may be a lie.

        Raises KeyError for an unknown name.
        """
        return self._members[name].stated_size

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What was left out while looking at the table of contents, in the order met."""
        return tuple(self._skipped)

    def open(self, name: str) -> BinaryIO:
        """Return the bytes of ``name`` as a stream.

        Reading raises UnreadableArchive ``too_large`` past the limits and ``damaged`` if the
        archive breaks off or a checksum is wrong. Raises KeyError for an unknown name.
        """
        member = self._members[name]
        try:
            source = member.opener()
        except UnreadableArchive:
            raise
        except _DAMAGE as error:
            raise UnreadableArchive("damaged", f"{name}: {error}") from error

        def count(out: int) -> None:
            self._count(name, member, out)

        return cast(
            "BinaryIO", io.BufferedReader(_CountedStream(source, count, name), 256 * 1024)
        )

    def _count(self, name: str, member: _Member, out: int) -> None:
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
            1, self._bytes_in
        ):
            raise UnreadableArchive("too_large", name)

    def _skip(self, where: str, reason: str, detail: str = "") -> None:
        shown = where.encode("utf-8", "replace").decode("utf-8")[:300]
        self._skipped.append(Skipped(where=shown, reason=reason, detail=detail))
        if len(self._skipped) + len(self._members) > self.limits.entries:
            raise UnreadableArchive("too_many_files", str(self.limits.entries))

    def _add(self, raw_name: str, member: _Member) -> None:
        name = safe_name(raw_name, self.limits)
        if name is None:
            self._skip(raw_name, "unsafe_name")
            return
        parts = name.split("/")
        if parts[0] == "__MACOSX" or parts[-1] in _LEFT_BY_SYSTEM:
            self._skip(name, "not_ours", "left by the operating system")
            return
        if len(parts) > self.limits.depth:
            self._skip(name, "too_deep")
            return
        if name in self._members:
            self._skip(name, "duplicate_name")
            return
        if len(self._members) + len(self._skipped) >= self.limits.entries:
            raise UnreadableArchive("too_many_files", str(self.limits.entries))
        self._members[name] = member


class _GuardedFile(io.BufferedReader):
    """A file whose large reads are refused while an index is read from it.

    ``zipfile`` and ``tarfile`` read tables and long headers in one go, as large as they claim.
    """

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        super().__init__(cast("io.RawIOBase", file), 64 * 1024)
        self._limits = limits
        self.largest_read = limits.index_bytes
        self.is_reading_index = True

    def read(self, size: int | None = -1, /) -> bytes:
        if not self.is_reading_index:
            return super().read(size)
        if size is None or size < 0 or size > self.largest_read:
            data = super().read(self.largest_read + 1)
        else:
            data = super().read(size)
        if len(data) > self.largest_read:
            raise UnreadableArchive("too_many_files", "the table of contents is too large")
        if len(data) > MIB and data.count(b"PK\x01\x02") > self._limits.entries:
            raise UnreadableArchive("too_many_files", str(self._limits.entries))
        return data


def open_bundle(path: Path, limits: Limits = LIMITS) -> Bundle:
    """Return a Bundle over the zip, tar, tar.gz, folder or single file at ``path``.

    Raises UnreadableArchive: ``not_an_archive`` (not there, a device, a packing format that is
    not read), ``encrypted``, ``damaged``, ``too_large``, ``too_many_files``.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _open_folder(path, limits)
        if not stat.S_ISREG(mode):
            raise UnreadableArchive("not_an_archive", "neither a file nor a folder")
        return open_stream(path.open("rb", buffering=0), path, limits)
    except (OSError, ValueError) as error:
        raise UnreadableArchive("not_an_archive", str(error)) from error


def open_stream(raw: io.RawIOBase | BinaryIO, path: Path, limits: Limits = LIMITS) -> Bundle:
    """Return a Bundle over a seekable byte stream which it then owns; ``path`` only names it.

    Raises UnreadableArchive as ``open_bundle`` does.
    """
    file = _GuardedFile(cast("BinaryIO", raw), limits)
    try:
        return _open_by_content(file, path, limits)
    except BaseException:
        file.close()
        raise


def _open_by_content(file: _GuardedFile, path: Path, limits: Limits) -> Bundle:
    head = file.read(512)
    file.seek(0)
    if head.startswith(_ZIP_MAGICS):
        return _open_zip(file, path, limits)
    if head.startswith(_GZIP_MAGIC):
        return _open_gzip(file, path, limits)
    if _is_tar_header(head):
        return _open_tar(file, path, limits, _length(file))
    for magic, kind in _UNREAD_MAGICS.items():
        if head.startswith(magic):
            raise UnreadableArchive("not_an_archive", f"{kind} is not read")
    return _open_single(file, path, limits)


def _length(file: BinaryIO) -> int:
    length = file.seek(0, os.SEEK_END)
    file.seek(0)
    return length


def _is_tar_header(head: bytes) -> bool:
    """Return whether the first block is a tar header: its checksum is right."""
    if len(head) < 512 or not any(head):
        return False
    try:
        stated = int(head[148:156].split(b"\0")[0].strip() or b"-1", 8)
    except ValueError:
        return False
    return stated == sum(head[:148]) + 8 * 32 + sum(head[156:])


def _open_single(file: _GuardedFile, path: Path, limits: Limits) -> Bundle:
    bundle = Bundle(path, limits, is_single=True)
    length = _length(file)
    file.is_reading_index = False
    bundle._bytes_in = length  # noqa: SLF001
    name = safe_name(path.name, limits) or "file"
    bundle._members[name] = _Member(_window(file, 0, length), length, length)  # noqa: SLF001
    bundle._closers.append(file.close)  # noqa: SLF001
    return bundle


class _Window(io.RawIOBase):
    """A stretch of a shared file with a position of its own."""

    def __init__(self, file: BinaryIO, start: int, length: int) -> None:
        super().__init__()
        self._file = file
        self._at = start
        self._end = start + length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        self._file.seek(self._at)
        data = self._file.read(max(0, min(len(view), self._end - self._at)))
        if not data and view and self._at < self._end:
            raise UnreadableArchive("damaged", "the file ends early")
        view[: len(data)] = data
        self._at += len(data)
        return len(data)


def _window(file: BinaryIO, start: int, length: int) -> _Opener:
    def opener() -> BinaryIO:
        return cast("BinaryIO", _Window(file, start, length))

    return opener


def _open_folder(path: Path, limits: Limits) -> Bundle:
    bundle = Bundle(path, limits)
    for relative, entry in _walk(path, bundle):
        size = entry.stat(follow_symlinks=False).st_size
        bundle._bytes_in += size  # noqa: SLF001
        bundle._add(relative, _Member(_file_opener(entry.path), size, size))  # noqa: SLF001
    return bundle


def _file_opener(path: str) -> _Opener:
    def opener() -> BinaryIO:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(path, flags), "rb")

    return opener


def _walk(root: Path, bundle: Bundle) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Give the plain files under ``root``; links, devices and too deep folders are skipped."""
    waiting = [("", str(root), 0)]
    while waiting:
        prefix, folder, depth = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                relative = prefix + entry.name
                if entry.is_symlink() or not (entry.is_dir() or entry.is_file()):
                    bundle._skip(relative, "unsafe_name", "a link or a device")  # noqa: SLF001
                elif entry.is_file():
                    yield relative, entry
                elif depth >= bundle.limits.depth:
                    bundle._skip(relative, "too_deep")  # noqa: SLF001
                else:
                    waiting.append((relative + "/", entry.path, depth + 1))


def _open_zip(file: _GuardedFile, path: Path, limits: Limits) -> Bundle:
    length = _length(file)
    try:
        archive = zipfile.ZipFile(cast("BinaryIO", file))
    except UnreadableArchive:
        raise
    except _DAMAGE as error:
        raise UnreadableArchive("damaged", str(error)) from error
    file.is_reading_index = False
    bundle = Bundle(path, limits)
    bundle._bytes_in = length  # noqa: SLF001
    for info in archive.infolist():
        _add_zip_member(bundle, archive, info, length)
    bundle._closers.extend((file.close, archive.close))  # noqa: SLF001
    return bundle


def _add_zip_member(
    bundle: Bundle, archive: zipfile.ZipFile, info: zipfile.ZipInfo, length: int
) -> None:
    if info.flag_bits & 0x1:
        raise UnreadableArchive("encrypted", info.filename[:300])
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        bundle._skip(info.orig_filename, "unsafe_name", "a link or a device")  # noqa: SLF001
        return
    if info.is_dir():
        return

    def opener() -> BinaryIO:
        return cast("BinaryIO", archive.open(info))

    bytes_in = min(info.compress_size, length)
    bundle._add(info.orig_filename, _Member(opener, info.file_size, bytes_in))  # noqa: SLF001


def _open_gzip(file: _GuardedFile, path: Path, limits: Limits) -> Bundle:
    length = _length(file)
    file.is_reading_index = False
    spool = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - the bundle closes it
    try:
        _unpack(file, cast("BinaryIO", spool), length, limits)
        spool.seek(0)
        head = spool.read(512)
        if not _is_tar_header(head):
            raise UnreadableArchive("not_an_archive", "gzip, but no tar inside")
        spool.seek(0)
        bundle = _open_tar(_GuardedFile(cast("BinaryIO", spool), limits), path, limits, length)
    except BaseException:
        spool.close()
        raise
    file.close()
    return bundle


def _unpack(file: BinaryIO, spool: BinaryIO, length: int, limits: Limits) -> None:
    """Unpack gzip from ``file`` into ``spool``, within the limits for the whole."""
    out = 0
    try:
        with gzip.GzipFile(fileobj=file) as stream:
            while data := stream.read(MIB):
                out += len(data)
                if out > limits.total_bytes:
                    raise UnreadableArchive("too_large", "gzip")
                if out > limits.ratio_from and out > limits.ratio * max(1, length):
                    raise UnreadableArchive("too_large", "gzip")
                spool.write(data)
    except UnreadableArchive:
        raise
    except _DAMAGE as error:
        raise UnreadableArchive("damaged", str(error)) from error


def _open_tar(file: _GuardedFile, path: Path, limits: Limits, length: int) -> Bundle:
    bundle = Bundle(path, limits)
    bundle._bytes_in = length  # noqa: SLF001
    file.largest_read = limits.tar_header_bytes
    try:
        archive = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115
        for info in _tar_members(archive, limits):
            _add_tar_member(bundle, file, info)
        file.seek(archive.offset)
        if any(file.read(512)):
            bundle._skip(path.name, "damaged", "no tar header where one is due")  # noqa: SLF001
    except UnreadableArchive:
        raise
    except _DAMAGE as error:
        raise UnreadableArchive("damaged", str(error)) from error
    file.is_reading_index = False
    bundle._closers.append(file.close)  # noqa: SLF001
    return bundle


def _tar_members(archive: tarfile.TarFile, limits: Limits) -> Iterator[tarfile.TarInfo]:
    """Give the members one by one; positions must go forward, or a made-up size could loop.

    What the module would remember of each member is dropped: its long headers can be large.
    """
    count, last = 0, -1
    while (info := archive.next()) is not None:
        count += 1
        if count > limits.entries:
            raise UnreadableArchive("too_many_files", str(limits.entries))
        if archive.offset <= last or info.size < 0:
            raise UnreadableArchive("damaged", "a tar header points backwards")
        last = archive.offset
        vars(archive)["members"].clear()
        archive.pax_headers.clear()
        yield info


def _add_tar_member(bundle: Bundle, file: BinaryIO, info: tarfile.TarInfo) -> None:
    if info.isdir():
        return
    if not info.isreg() or info.issparse():
        bundle._skip(info.name, "unsafe_name", "a link or a device")  # noqa: SLF001
        return
    opener = _window(file, info.offset_data, info.size)
    bundle._add(info.name, _Member(opener, info.size, info.size))  # noqa: SLF001

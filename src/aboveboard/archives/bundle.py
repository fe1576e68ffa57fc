"""Opening what a person handed over: a zip, a tar, a folder or one file, told by content.

A compressed tar has no index and can only be read from its start, so opening every member in
turn would cost a whole decompression each. It is therefore unpacked once, within the limits,
into a nameless temporary file which vanishes with the bundle, and read from there at random.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import tarfile
import tempfile
import zipfile
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from aboveboard.archives.values import UnreadableArchive
from aboveboard.archives.view import (
    DAMAGE,
    LIMITS,
    MIB,
    Bundle,
    Limits,
    Member,
    Opener,
    natural_order,
    safe_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _typeshed import WriteableBuffer

__all__ = [
    "LIMITS",
    "Bundle",
    "Limits",
    "natural_order",
    "open_bundle",
    "open_stream",
    "safe_name",
]

_ZIP_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP_MAGIC: Final = b"\x1f\x8b"
_UNREAD_MAGICS: Final = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}


class _GuardedFile(io.BufferedReader):
    """A file whose large reads are refused while an index is read from it.

    ``zipfile`` and ``tarfile`` read tables and long headers in one go, as large as they claim.
    """

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        super().__init__(cast("io.RawIOBase", file), 64 * 1024)
        self._limits = limits
        self.largest_read = limits.index_bytes
        self.is_reading_index = True
        self._length = self.seek(0, os.SEEK_END)
        self.seek(0)

    def read(self, size: int | None = -1, /) -> bytes:
        if not self.is_reading_index:
            return super().read(size)
        # A buffered read sets aside as much as it is asked for, whatever there is.
        there = max(0, self._length - self.tell())
        wanted = there if size is None or size < 0 else min(size, there)
        data = super().read(min(wanted, self.largest_read + 1))
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
    bundle.bytes_in = length
    name = safe_name(path.name, limits) or "file"
    bundle.members[name] = Member(_window(file, 0, length), length, length)
    bundle.closers.append(file.close)
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


def _window(file: BinaryIO, start: int, length: int) -> Opener:
    def opener() -> BinaryIO:
        return cast("BinaryIO", _Window(file, start, length))

    return opener


def _open_folder(path: Path, limits: Limits) -> Bundle:
    bundle = Bundle(path, limits)
    for relative, entry in _walk(path, bundle):
        size = entry.stat(follow_symlinks=False).st_size
        bundle.bytes_in += size
        bundle.add(relative, Member(_file_opener(entry.path), size, size))
    return bundle


def _file_opener(path: str) -> Opener:
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
                    bundle.skip(relative, "unsafe_name", "a link or a device")
                elif entry.is_file():
                    yield relative, entry
                elif depth >= bundle.limits.depth:
                    bundle.skip(relative, "too_deep")
                else:
                    waiting.append((relative + "/", entry.path, depth + 1))


def _open_zip(file: _GuardedFile, path: Path, limits: Limits) -> Bundle:
    length = _length(file)
    try:
        archive = zipfile.ZipFile(cast("BinaryIO", file))
    except UnreadableArchive:
        raise
    except DAMAGE as error:
        raise UnreadableArchive("damaged", str(error)) from error
    file.is_reading_index = False
    bundle = Bundle(path, limits)
    bundle.bytes_in = length
    for info in archive.infolist():
        _add_zip_member(bundle, archive, info, length)
    bundle.closers.extend((file.close, archive.close))
    return bundle


def _add_zip_member(
    bundle: Bundle, archive: zipfile.ZipFile, info: zipfile.ZipInfo, length: int
) -> None:
    if info.flag_bits & 0x1:
        raise UnreadableArchive("encrypted", info.filename[:300])
    name = _name_in_zip(info)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        bundle.skip(name, "unsafe_name", "a link or a device")
        return
    if info.is_dir():
        return

    def opener() -> BinaryIO:
        return cast("BinaryIO", archive.open(info))

    bytes_in = min(info.compress_size, length)
    bundle.add(name, Member(opener, info.file_size, bytes_in))


def _name_in_zip(info: zipfile.ZipInfo) -> str:
    """Return a member's name; many tools write UTF-8 without setting the flag that says so."""
    if info.flag_bits & 0x800:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.orig_filename


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
    except DAMAGE as error:
        raise UnreadableArchive("damaged", str(error)) from error


def _open_tar(file: _GuardedFile, path: Path, limits: Limits, length: int) -> Bundle:
    bundle = Bundle(path, limits)
    bundle.bytes_in = length
    file.largest_read = limits.tar_header_bytes
    try:
        archive = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115
        for info in _tar_members(archive, limits):
            _add_tar_member(bundle, file, info)
        file.seek(archive.offset)
        if any(file.read(512)):
            bundle.skip(path.name, "damaged", "no tar header where one is due")
    except UnreadableArchive:
        raise
    except DAMAGE as error:
        raise UnreadableArchive("damaged", str(error)) from error
    file.is_reading_index = False
    bundle.closers.append(file.close)
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
        vars(archive)["pax_headers"].clear()
        yield info


def _add_tar_member(bundle: Bundle, file: BinaryIO, info: tarfile.TarInfo) -> None:
    if info.isdir():
        return
    if not info.isreg() or info.issparse():
        bundle.skip(info.name, "unsafe_name", "a link or a device")
        return
    opener = _window(file, info.offset_data, info.size)
    bundle.add(info.name, Member(opener, info.size, info.size))

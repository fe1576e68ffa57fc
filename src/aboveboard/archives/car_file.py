"""Blocks of a CAR file, version 1, each held against its own content address.

Source: the IPLD specification of CARv1: a header and then sections, each an unsigned varint
with the length of what follows, a CID, and the block. Content addresses here are CID version 1
with SHA-256, as the AT Protocol prescribes ("Repository", section "CID formats").
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

import libipld

from aboveboard.archives.json_values import Json, is_deeper_than
from aboveboard.archives.values import Skipped, UnreadableArchive

if TYPE_CHECKING:
    from collections.abc import Iterator

DAG_CBOR_PREFIX: Final = b"\x01\x71\x12\x20"
_RAW_PREFIX: Final = b"\x01\x55\x12\x20"
CID_BYTES: Final = 36
MAX_BYTES: Final = 256 * 1024 * 1024
MAX_BLOCK_BYTES: Final = 4 * 1024 * 1024
MAX_DEPTH: Final = 48
_VARINT_BYTES: Final = 10
_VARINT_MORE: Final = 0x80


class _Broken(Exception):
    """The file does not go on as it must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarFile:
    """The roots, where each sound block lies in ``data``, and what was not sound."""

    roots: tuple[bytes, ...]
    data: bytes
    blocks: dict[bytes, tuple[int, int]]
    skipped: tuple[Skipped, ...]

    def value(self, address: bytes) -> Json | Skipped:
        """Return what the block at ``address`` says, or why it cannot be read."""
        where = address_text(address)
        if address not in self.blocks:
            return Skipped(where=where, reason="damaged", detail="the block is missing")
        start, end = self.blocks[address]
        return decoded(self.data[start:end], where)


def decoded(block: bytes, where: str) -> Json | Skipped:
    """Return the value of a DAG-CBOR block, or Skipped ``bad_row`` or ``too_deep``."""
    try:
        value: Json = libipld.decode_dag_cbor(block)
    except RecursionError:
        return Skipped(where=where, reason="too_deep")
    except (ValueError, TypeError, OverflowError, MemoryError) as error:
        return Skipped(where=where, reason="bad_row", detail=str(error)[:200])
    if is_deeper_than(value, MAX_DEPTH):
        return Skipped(where=where, reason="too_deep")
    return value


def address_text(address: bytes) -> str:
    """Return a content address as people write it: ``bafy...``."""
    try:
        return str(libipld.encode_cid(address))
    except (ValueError, TypeError):
        return address[:CID_BYTES].hex()


def is_car(stream: BinaryIO) -> bool:
    """Return whether the stream begins with the header of a CAR file, version 1."""
    head = stream.read(4096)
    try:
        length, start = _varint(head, 0)
    except _Broken:
        return False
    return length > 0 and _roots(head[start : start + length]) is not None


def read_car(stream: BinaryIO, name: str, max_bytes: int = MAX_BYTES) -> CarFile:
    """Return the blocks of the member ``name``. A file that breaks off is read up to there.

    Raises UnreadableArchive: ``too_large`` past ``max_bytes``, ``damaged`` without a header.
    """
    data = _all_bytes(stream, name, max_bytes)
    try:
        length, start = _varint(data, 0)
    except _Broken as error:
        raise UnreadableArchive("damaged", name) from error
    roots = _roots(data[start : start + min(length, MAX_BLOCK_BYTES)])
    if roots is None:
        raise UnreadableArchive("damaged", name)
    blocks: dict[bytes, tuple[int, int]] = {}
    skipped: list[Skipped] = []
    for address, begin, end in _sections(data, start + length, name, skipped):
        problem = _problem(address, data, begin, end)
        if problem:
            where = f"{name}@{begin}"
            skipped.append(Skipped(where=where, reason=problem[0], detail=problem[1]))
        else:
            blocks[address] = (begin, end)
    return CarFile(roots=roots, data=data, blocks=blocks, skipped=tuple(skipped))


def _all_bytes(stream: BinaryIO, name: str, max_bytes: int) -> bytes:
    pieces, size = [], 0
    while piece := stream.read(1024 * 1024):
        size += len(piece)
        if size > max_bytes:
            raise UnreadableArchive("too_large", name)
        pieces.append(piece)
    return b"".join(pieces)


def _roots(header: bytes) -> tuple[bytes, ...] | None:
    value = decoded(header, "")
    if not isinstance(value, dict) or value.get("version") != 1:
        return None
    roots = value.get("roots")
    if not isinstance(roots, list):
        return None
    return tuple(one for one in roots if isinstance(one, bytes))


def _sections(
    data: bytes, position: int, name: str, skipped: list[Skipped]
) -> Iterator[tuple[bytes, int, int]]:
    """Yield the address, begin and end of each block."""
    while position < len(data):
        length, start = _length(data, position)
        if not length or start + length > len(data):
            where = f"{name}@{position}"
            skipped.append(Skipped(where=where, reason="damaged", detail="the file breaks off"))
            return
        position = start + length
        yield data[start : start + CID_BYTES], start + CID_BYTES, position


def _length(data: bytes, position: int) -> tuple[int, int]:
    """Return the length of a section and where it begins; 0 if there is none."""
    try:
        return _varint(data, position)
    except _Broken:
        return 0, position


def _problem(address: bytes, data: bytes, begin: int, end: int) -> tuple[str, str] | None:
    """Return what is wrong with a block, as a reason and its detail."""
    if end < begin or not address.startswith((DAG_CBOR_PREFIX, _RAW_PREFIX)):
        return "bad_row", "an address of another kind"
    if end - begin > MAX_BLOCK_BYTES:
        return "too_large", ""
    if hashlib.sha256(memoryview(data)[begin:end]).digest() != address[len(DAG_CBOR_PREFIX) :]:
        return "damaged", "the content does not fit its address"
    return None


def _varint(data: bytes, position: int) -> tuple[int, int]:
    """Return an unsigned LEB128 number and the position behind it."""
    value = 0
    for index in range(_VARINT_BYTES):
        if position + index >= len(data):
            break
        byte = data[position + index]
        value |= (byte & (_VARINT_MORE - 1)) << (7 * index)
        if byte < _VARINT_MORE:
            return value, position + index + 1
    raise _Broken

"""Text lines out of bytes, within bounded memory and in whatever encoding they came.

Sits in front of :mod:`csv`, which by itself would gather a record of any length. What the reader
took since the last whole record is kept, so that a record which went wrong can be shown, read
another way, or dropped line by line.
"""

from __future__ import annotations

import codecs
import io
from collections import deque
from typing import TYPE_CHECKING, BinaryIO, Final, Self

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

RECORD_CHARACTERS: Final = 4_000_000
"""The longest record taken, in characters. LinkedIn lets a post have 3,000 and a message 8,000."""

_CHUNK_BYTES: Final = 256 * 1024
_HEAD_BYTES: Final = 64


class RecordTooLargeError(Exception):
    """A record went past RECORD_CHARACTERS; what was read of it is in ``Lines.record``."""


class BadEncodingError(Exception):
    """The bytes from here on are no text in the encoding they claim."""


class Lines:
    """The lines of a byte stream with their ends, for :func:`csv.reader` to draw from.

    ``record`` holds what was drawn since :meth:`done`; ``has_bad_bytes`` says that some of it was
    neither UTF-8 nor Windows-1252.
    """

    def __init__(self, stream: BinaryIO, limit: int = RECORD_CHARACTERS) -> None:
        self.record: list[str] = []
        self.has_bad_bytes = False
        self._limit = limit
        self._size = 0
        self._given_back: deque[str] = deque()
        self._chunks = _line_chunks(stream, limit)
        self._next = iter(()).__next__
        self._bad_lines = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if self._given_back:
            line = self._given_back.popleft()
        else:
            try:
                line = self._next()
            except StopIteration:
                line = self._from_next_chunk()
        self.record.append(line)
        self._size += len(line)
        if self._size > self._limit:
            raise RecordTooLargeError
        if self._bad_lines and "\ufffd" in line:
            self.has_bad_bytes = True
        return line

    def done(self) -> None:
        """Forget what was drawn: it made a whole record."""
        self.record.clear()
        self._size = 0
        self.has_bad_bytes = False

    def give_back(self, lines: list[str]) -> None:
        """Forget what was drawn, and let ``lines`` be drawn next."""
        self.done()
        self._given_back.extendleft(reversed(lines))

    def shown(self) -> str:
        """Return the start of what was drawn, at most 2,000 characters, without its last break."""
        text = ""
        for line in self.record:
            text += line[:2000]
            if len(text) >= 2000:
                break
        return text[:2000].rstrip("\r\n")

    def skip_record(self, starts: re.Pattern[str] | None) -> None:
        """Drop the rest of a record that grew too large.

        It ends where its quotes are even in number, or before a line that ``starts`` matches.
        """
        quotes = sum(line.count('"') for line in self.record)
        self.done()
        while quotes % 2:
            try:
                line = next(self)
            except RecordTooLargeError:
                line = "".join(self.record)
            except StopIteration:
                break
            if starts is not None and starts.match(line):
                self.give_back([line])
                return
            quotes += line.count('"')
            self.done()

    def _from_next_chunk(self) -> str:
        while True:
            text, is_whole, has_bad_bytes = next(self._chunks)
            self._bad_lines = has_bad_bytes
            if not is_whole:
                self.record.append(text)
                raise RecordTooLargeError
            self._next = iter(io.StringIO(text, newline="")).__next__
            try:
                return self._next()
            except StopIteration:
                continue


def _line_chunks(stream: BinaryIO, limit: int) -> Iterator[tuple[str, bool, bool]]:
    """Give pieces of text that end where a line ends: (text, is whole, has unreadable bytes).

    A line past ``limit`` bytes is given as its first 2,000 characters and its further quotes,
    and is not whole.
    """
    tail = b""
    for data in _utf8_chunks(stream):
        if len(tail) > limit:
            end = _first_end(data)
            # Only whether the quotes are even matters to whoever skips the rest of the record.
            if end == 0:
                tail += b'"' * (data.count(b'"') % 2)
                continue
            tail += b'"' * (data[:end].count(b'"') % 2)
            yield _cut(tail), False, False
            tail, data = b"", data[end:]
        end = max(data.rfind(b"\n"), data.rfind(b"\r", 0, max(0, len(data) - 1))) + 1
        if end == 0:
            tail += data
            continue
        yield _decoded(tail + data[:end])
        tail = data[end:]
    if len(tail) > limit:
        yield _cut(tail), False, False
    elif tail:
        yield _decoded(tail)


def _first_end(data: bytes) -> int:
    """Return the position after the first line break, or 0."""
    return data.find(b"\n") + 1


def _cut(line: bytes) -> str:
    shown = line[:2000].decode("utf-8", "replace")
    is_odd = (line.count(b'"') - shown.count('"')) % 2
    return shown + '"' * is_odd


def _decoded(data: bytes) -> tuple[str, bool, bool]:
    """Decode as UTF-8, or line by line as Windows-1252 where that fails. NUL becomes U+FFFD."""
    has_bad_bytes = False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        lines = [_decoded_line(line) for line in data.split(b"\n")]
        text = "\n".join(line for line, _ in lines)
        has_bad_bytes = any(is_bad for _, is_bad in lines)
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    return text, True, has_bad_bytes


def _decoded_line(line: bytes) -> tuple[str, bool]:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding), False
        except UnicodeDecodeError:
            continue
    return line.decode("utf-8", "replace"), True


def _utf8_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Give the bytes as UTF-8 without its mark; UTF-16 and UTF-32 are turned into it.

    Raises BadEncodingError when UTF-16 or UTF-32 turns out not to be.
    """
    head = stream.read(_HEAD_BYTES)
    encoding = _wide_encoding(head)
    if not encoding:
        yield head.removeprefix(codecs.BOM_UTF8)
        while data := stream.read(_CHUNK_BYTES):
            yield data
        return
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    data = head
    is_first = True
    try:
        while data:
            text = decoder.decode(data)
            yield (text.removeprefix("\ufeff") if is_first else text).encode("utf-8")
            is_first = False
            data = stream.read(_CHUNK_BYTES)
        yield decoder.decode(b"", final=True).encode("utf-8")
    except UnicodeError as error:
        raise BadEncodingError(encoding) from error


def _wide_encoding(head: bytes) -> str:
    """Return the UTF-16 or UTF-32 a file starts in, by its mark or its zeros, or nothing."""
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return encoding
    if len(head) >= 8 and not head[:8].count(b"\0", 0, 1) and head[1:8:2] == b"\0" * 4:
        return "utf-16-le"
    if len(head) >= 8 and head[0:8:2] == b"\0" * 4 and 0 not in head[1:8:2]:
        return "utf-16-be"
    return ""

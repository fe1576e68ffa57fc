"""Text lines out of bytes, within bounded memory and in whatever encoding they came.

Sits in front of :mod:`csv`, which by itself would gather a record of any length. What the
reader took since the last whole record is kept, so that a record which went wrong can be shown,
read another way, or dropped line by line.
"""

from __future__ import annotations

import codecs
import io
from collections import deque
from typing import TYPE_CHECKING, BinaryIO, Final

from aboveboard.archives.values import UnreadableArchive

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

RECORD_CHARACTERS: Final = 4_000_000
"""The longest record taken, in characters, give or take a line or a piece. LinkedIn lets a post
have 3,000 and a message 8,000."""

_CHUNK_BYTES: Final = 256 * 1024
_HEAD_BYTES: Final = 64


class RecordTooLargeError(Exception):
    """A record went past RECORD_CHARACTERS; what was read of it is in ``Lines.record``."""


class _BadEncodingError(Exception):
    """The bytes from here on are no text in the encoding they claim."""


class Lines:
    """The lines of a byte stream with their ends, for :func:`csv.reader` to draw from.

    ``record`` holds what was drawn since :meth:`done`; ``has_bad_bytes`` says that some of it
    was neither UTF-8 nor Windows-1252. ``trouble`` is why the stream ended early, if it did: a
    reason for :class:`Skipped` and a detail.
    """

    def __init__(self, stream: BinaryIO, limit: int = RECORD_CHARACTERS) -> None:
        self.record: list[str] = []
        self.has_bad_bytes = False
        self.trouble: tuple[str, str] | None = None
        self._limit = limit
        self._given_back: deque[str] = deque()
        self._chunks = _line_chunks(stream, limit)
        self._text = io.StringIO()
        self._has_bad_lines = False

    def __iter__(self) -> Iterator[str]:
        """Draw the lines from here on. Raises RecordTooLargeError; draw anew after that.

        Sizes are looked at when a new piece of text is needed, which costs nothing a line: a
        record is at most one piece longer than the limit.
        """
        given_back, append = self._given_back, self.record.append
        while True:
            while given_back:
                line = given_back.popleft()
                append(line)
                yield line
            for line in self._text:
                append(line)
                if self._has_bad_lines and "\ufffd" in line:
                    self.has_bad_bytes = True
                yield line
                if given_back:
                    break
            else:
                if not self._load():
                    return

    def draw(self, count: int) -> None:
        """Draw ``count`` lines that were given back."""
        for _ in range(count):
            self.record.append(self._given_back.popleft())

    def done(self) -> None:
        """Forget what was drawn: it made a whole record."""
        self.record.clear()
        self.has_bad_bytes = False

    def give_back(self, lines: list[str]) -> None:
        """Forget what was drawn, and let ``lines`` be drawn next."""
        self.done()
        self._given_back.extendleft(reversed(lines))

    def shown(self) -> str:
        """Return the start of what was drawn, at most 2,000 characters, without its last
        break.
        """
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
            line = ""
            try:
                for line in self:
                    quotes += line.count('"')
                    if quotes % 2 == 0 or (starts is not None and starts.match(line)):
                        break
                    self.record.clear()
            except RecordTooLargeError:
                line = "".join(self.record)
                quotes += line.count('"')
            if starts is not None and starts.match(line):
                self.give_back([line])
                return
            self.done()
            if not line:
                return

    def _load(self) -> bool:
        """Make the next piece of text ready; return whether there is one."""
        if sum(map(len, self.record)) > self._limit:
            raise RecordTooLargeError
        try:
            text, is_whole, self._has_bad_lines = next(self._chunks)
        except StopIteration:
            return False
        except _BadEncodingError as error:
            self.trouble = ("bad_encoding", str(error))
            return False
        except UnreadableArchive as error:
            if error.reason != "damaged":
                raise
            self.trouble = ("damaged", error.detail)
            return False
        if not is_whole:
            self.record.append(text)
            raise RecordTooLargeError
        self._text = io.StringIO(text, newline="")
        return True


def _line_chunks(stream: BinaryIO, limit: int) -> Iterator[tuple[str, bool, bool]]:
    """Give pieces of text that end where a line ends: (text, is whole, has unreadable bytes).

    A line past ``limit`` bytes is given as its first 2,000 bytes and one more quote if its
    quotes are odd in number otherwise, and is not whole: whoever skips the rest of the record
    asks for no more than that.
    """
    tail, shown, quotes = b"", b"", 0
    for chunk in _utf8_chunks(stream):
        data = chunk
        if shown:
            end = data.find(b"\n") + 1
            quotes += data.count(b'"', 0, end or len(data))
            if end == 0:
                continue
            yield _cut(shown, quotes), False, False
            shown, data = b"", data[end:]
        end = max(data.rfind(b"\n"), data.rfind(b"\r", 0, max(0, len(data) - 1))) + 1
        if end:
            yield _decoded(tail + data[:end])
            tail = data[end:]
        elif len(tail) + len(data) <= limit:
            tail += data
        else:
            shown, quotes = (tail + data)[:2000], tail.count(b'"') + data.count(b'"')
            tail = b""
    if shown:
        yield _cut(shown, quotes), False, False
    elif tail:
        yield _decoded(tail)


def _cut(shown: bytes, quotes: int) -> str:
    text = shown.decode("utf-8", "replace").replace("\0", "\ufffd")
    return text + '"' * ((quotes - text.count('"')) % 2)


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

    Raises _BadEncodingError when UTF-16 or UTF-32 turns out not to be.
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
        raise _BadEncodingError(encoding) from error


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

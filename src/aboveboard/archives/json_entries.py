"""Reads the entries of a JSON file one by one, whatever the file is, in bounded memory.

The files of an export are either one list, or an object with lists in it, sometimes behind a
JavaScript assignment. Each element of such a list is an entry. An entry that nests too deep or
grows too large is given as :class:`Skipped`, and reading goes on behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

import ijson

from aboveboard.archives.json_values import Json, raw_of
from aboveboard.archives.values import Skipped, UnreadableArchive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.archives.bundle import Bundle

    type Events = Iterator[tuple[str, Json]]

_STARTS: Final = frozenset({"start_map", "start_array"})
_ENDS: Final = frozenset({"end_map", "end_array"})
_CHUNK: Final = 64 * 1024
_NODE_SIZE: Final = 16
_ASSIGNMENT_BYTES: Final = 4096
_TAIL_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLimits:
    """What one entry may be: ``depth`` lists and objects deep, about ``characters`` long."""

    depth: int = 48
    characters: int = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One element of a list in a JSON file, or (``is_listed`` False) another top value.

    ``key`` is the name of the list in the file's object, empty for a bare list.
    """

    where: str
    key: str
    value: Json
    is_listed: bool = True


_LIMITS: Final = EntryLimits()


def entries(
    bundle: Bundle, name: str, *, is_script: bool = False, limits: EntryLimits = _LIMITS
) -> Iterator[Entry | Skipped]:
    """Yield the entries of the member ``name`` in the order of the file.

    With ``is_script`` everything up to the first ``=`` and a ``;`` at the end are left out; the
    script is never run. What cannot be read is yielded as Skipped with ``bad_json``,
    ``bad_encoding``, ``too_deep``, ``too_large`` or ``damaged``.

    Raises UnreadableArchive ``too_large`` if the archive is past its limits.
    """
    count = 0
    try:
        with bundle.open(name) as stream:
            source = _JsonBytes(stream, is_script=is_script)
            problem = source.problem()
            if problem:
                yield Skipped(where=name, reason=problem)
                return
            for entry in _top(
                ijson.basic_parse(source, buf_size=_CHUNK, use_float=True), name, limits
            ):
                count += 1
                yield entry
    except UnreadableArchive as error:
        if error.reason != "damaged":
            raise
        yield Skipped(where=name, reason="damaged", detail=f"after {count} entries")
    except (ijson.JSONError, ValueError, OverflowError) as error:
        reason = "bad_encoding" if "UTF8" in str(error) else "bad_json"
        yield Skipped(where=name, reason=reason, detail=f"after {count} entries")


def _top(events: Events, name: str, limits: EntryLimits) -> Iterator[Entry | Skipped]:
    """Yield what stands in the outermost value."""
    event, _value = next(events, ("", None))
    if event == "start_array":
        yield from _listed(events, name, "", limits)
        _finish(events)
    elif event == "start_map":
        for event, key in events:
            if event == "map_key" and isinstance(key, str):
                yield from _under_key(events, name, key, limits)
    else:
        yield Skipped(where=name, reason="bad_json", detail="neither a list nor an object")


def _under_key(
    events: Events, name: str, key: str, limits: EntryLimits
) -> Iterator[Entry | Skipped]:
    event, value = next(events, ("", None))
    if event == "start_array":
        yield from _listed(events, name, key, limits)
        return
    built, problem = _build(event, value, events, limits)
    if problem:
        yield Skipped(where=f"{name}#{key[:100]}", reason=problem, raw=raw_of(built))
    else:
        yield Entry(where=f"{name}#{key[:100]}", key=key, value=built, is_listed=False)


def _listed(
    events: Events, name: str, key: str, limits: EntryLimits
) -> Iterator[Entry | Skipped]:
    """Yield the elements of the list just begun, up to its end."""
    for number, (event, value) in enumerate(events, start=1):
        if event == "end_array":
            return
        built, problem = _build(event, value, events, limits)
        where = f"{name}:{number}"
        if problem:
            yield Skipped(where=where, reason=problem, raw=raw_of(built))
        else:
            yield Entry(where=where, key=key, value=built)


def _finish(events: Events) -> None:
    """Read to the end, so that what follows the list is told as an error."""
    for _event in events:
        pass


def _build(event: str, value: Json, events: Events, limits: EntryLimits) -> tuple[Json, str]:
    """Return the value that begins with this event, and what is wrong with it, or ``""``."""
    if event not in _STARTS:
        return value, ""
    tree = _Tree(event, limits)
    for inner_event, inner in events:
        if tree.is_complete_after(inner_event, inner):
            break
    return tree.root, tree.problem


class _Tree:
    """A value growing out of events.

    Past a limit nothing more is kept, but its events are followed, up to the end of the value.
    """

    def __init__(self, event: str, limits: EntryLimits) -> None:
        self.root: Json = {} if event == "start_map" else []
        self.problem = ""
        self._limits = limits
        self._parents: list[Json] = [self.root]
        self._key = ""
        self._depth = 1
        self._size = 0

    def is_complete_after(self, event: str, value: Json) -> bool:
        """Take one event; return whether the value ends with it."""
        if event in _ENDS:
            return self._end()
        self._size += _NODE_SIZE + (len(value) if isinstance(value, str) else 0)
        if self._size > self._limits.characters:
            self.problem = self.problem or "too_large"
        if event in _STARTS:
            self._begin(event)
        elif event == "map_key":
            self._key = str(value)
        else:
            self._put(value)
        return False

    def _begin(self, event: str) -> None:
        self._depth += 1
        if self._depth > self._limits.depth:
            self.problem = self.problem or "too_deep"
        if not self.problem:
            child: Json = {} if event == "start_map" else []
            self._put(child)
            self._parents.append(child)

    def _end(self) -> bool:
        if self._depth == len(self._parents):
            self._parents.pop()
        self._depth -= 1
        return not self._depth

    def _put(self, value: Json) -> None:
        if self.problem:
            return
        parent = self._parents[-1]
        if isinstance(parent, dict):
            parent[self._key] = value
        elif isinstance(parent, list):
            parent.append(value)


class _JsonBytes:
    """The JSON of a stream: without a byte order mark, an assignment before, a ``;`` behind."""

    def __init__(self, stream: BinaryIO, *, is_script: bool) -> None:
        self._stream = stream
        self._head = stream.read(_ASSIGNMENT_BYTES).removeprefix(b"\xef\xbb\xbf")
        self._tail = b""
        self._is_script = is_script

    def problem(self) -> str:
        """Return why this cannot be JSON, or ``""``; leaves the assignment behind."""
        if self._head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in self._head[:4]:
            return "bad_encoding"
        if self._is_script:
            _name, sign, self._head = self._head.partition(b"=")
            return "" if sign else "bad_json"
        return ""

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, and none only at the end."""
        if not size:
            return b""
        while True:
            data = self._head or self._stream.read(size)
            self._head = b""
            if not self._is_script or not data:
                return data
            data = self._tail + data
            kept = data.rstrip(b"; \t\r\n")
            self._tail = data[len(kept) :]
            if len(self._tail) > _TAIL_BYTES:
                kept, self._tail = data, b""
            if kept:
                return kept

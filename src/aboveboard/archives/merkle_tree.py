"""Walks the tree that gives the records of an AT Protocol repository their names.

Source: AT Protocol, "Repository", section "MST structure": a node holds ``l``, the subtree to
the left, and ``e``, entries with ``p`` (characters shared with the key before), ``k`` (the rest
of the key), ``v`` (the record) and ``t`` (the subtree right of the entry).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aboveboard.archives.values import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aboveboard.archives.json_values import Json

MAX_LAYERS: Final = 128
"""SHA-256 gives a key at most 128 layers: two leading zero bits each."""
_KEY_BYTES: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One record: its key, ``collection/rkey``, and its content address."""

    key: str
    address: bytes


@dataclass(frozen=True, slots=True)
class _Node:
    """A node still to be read, ``layer`` steps below the root."""

    address: bytes
    layer: int


def leaves(
    root: bytes, value_of: Callable[[bytes], Json | Skipped], where: str
) -> Iterator[Leaf | Skipped]:
    """Yield the records below ``root`` in the order of their keys.

    A node that cannot be read, has been met before or lies too deep, and a key that does not
    come after the one before it, are yielded as Skipped; the walk goes on behind them.
    """
    waiting: list[_Node | Leaf | Skipped] = [_Node(root, 0)]
    met: set[bytes] = set()
    last = ""
    while waiting:
        one = waiting.pop()
        if isinstance(one, _Node):
            found = _inside(one, met, value_of, where)
            waiting.extend(reversed(found))
        elif isinstance(one, Leaf) and one.key <= last:
            detail = "a key out of order"
            yield Skipped(where=f"{where}:{one.key}", reason="damaged", detail=detail)
        else:
            last = one.key if isinstance(one, Leaf) else last
            yield one


def _inside(
    node: _Node, met: set[bytes], value_of: Callable[[bytes], Json | Skipped], where: str
) -> list[_Node | Leaf | Skipped]:
    """Return what a node holds, in order."""
    if node.address in met:
        return [
            Skipped(where=where, reason="damaged", detail="a node stands in the tree twice")
        ]
    met.add(node.address)
    if node.layer > MAX_LAYERS:
        return [Skipped(where=where, reason="too_deep", detail="the tree of records")]
    value = value_of(node.address)
    if isinstance(value, Skipped):
        return [value]
    if not isinstance(value, dict) or not isinstance(value.get("e"), list):
        return [Skipped(where=where, reason="damaged", detail="a node that is none")]
    found: list[_Node | Leaf | Skipped] = _subtree(value.get("l"), node)
    key = b""
    for entry in value["e"] if isinstance(value["e"], list) else []:
        grown = _grown(key, entry)
        if grown is None or not isinstance(entry, dict):
            found.append(Skipped(where=where, reason="damaged", detail="an entry that is none"))
            break
        key = grown
        found.append(_leaf(key, entry.get("v"), where))
        found.extend(_subtree(entry.get("t"), node))
    return found


def _subtree(address: Json, parent: _Node) -> list[_Node | Leaf | Skipped]:
    return [_Node(address, parent.layer + 1)] if isinstance(address, bytes) else []


def _grown(key: bytes, entry: Json) -> bytes | None:
    """Return the whole key of an entry behind ``key``, or None if it has none."""
    if not isinstance(entry, dict):
        return None
    shared, rest = entry.get("p"), entry.get("k")
    if not isinstance(shared, int) or isinstance(shared, bool) or not isinstance(rest, bytes):
        return None
    if not 0 <= shared <= len(key) or shared + len(rest) > _KEY_BYTES:
        return None
    return key[:shared] + rest


def _leaf(key: bytes, address: Json, where: str) -> Leaf | Skipped:
    text = key.decode("ascii", "replace")
    collection, slash, record_key = text.partition("/")
    if not key.isascii() or not (collection and slash and record_key) or "/" in record_key:
        return Skipped(where=where, reason="damaged", detail="a key that is none", raw=text)
    if not isinstance(address, bytes):
        return Skipped(where=f"{where}:{text}", reason="damaged", detail="no address")
    return Leaf(key=text, address=address)

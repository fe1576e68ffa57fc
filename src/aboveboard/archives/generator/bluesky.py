"""Writes made-up Bluesky repositories: real CAR files with a real tree.

Source: AT Protocol, "Repository": keys stand in the layer given by the pairs of leading zero
bits of their SHA-256; addresses are CID version 1, DAG-CBOR, SHA-256. No key signs the commit;
its signature is made of zeros.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise, takewhile
from random import Random
from typing import TYPE_CHECKING, Any, Final

import libipld

from aboveboard.archives.generator.sentences import written_posts

if TYPE_CHECKING:
    from pathlib import Path

DID: Final = "did:plc:aboveboardmadeupaccount1"
_OTHER: Final = "did:plc:aboveboardmadeupaccount2"
_TID_ALPHABET: Final = "234567abcdefghijklmnopqrstuvwxyz"
_TID_LENGTH: Final = 13
_MORE: Final = 0x80


@dataclass(slots=True)
class Blocks:
    """Blocks by content address, in the order they were put."""

    held: dict[bytes, bytes] = field(default_factory=dict)

    def put(self, value: Any) -> bytes:
        """Return the content address of ``value``, now among the blocks."""
        block: bytes = libipld.encode_dag_cbor(value)
        address = b"\x01\x71\x12\x20" + hashlib.sha256(block).digest()
        self.held[address] = block
        return address


def write_bluesky_archive(path: Path, *, seed: int, posts: int) -> tuple[str, ...]:
    """Write a repository to ``path`` (CAR); return the texts of its posts, oldest first.

    Beside the posts, every fifth of which answers the one before, stand a repost, a like, a
    follow and a profile.
    """
    random = Random(seed)
    records, texts = {}, []
    last = ""
    for number, (moment, language, text) in enumerate(written_posts(random, posts)):
        record: dict[str, Any] = {
            "$type": "app.bsky.feed.post",
            "text": text,
            "createdAt": _iso(moment),
            "langs": [language],
        }
        if last and number % 5 == 0:
            held = {"uri": f"at://{DID}/{last}", "cid": "bafyreigh2akiscaildc"}
            record["reply"] = {"root": held, "parent": held}
        last = f"app.bsky.feed.post/{tid(moment, number % 1024)}"
        records[last] = record
        texts.append(text)
    records.update(_others())
    path.write_bytes(repository(records))
    return tuple(texts)


def _others() -> dict[str, dict[str, Any]]:
    moment = datetime(2024, 6, 1, 10, tzinfo=UTC)
    subject = {"uri": f"at://{_OTHER}/app.bsky.feed.post/3k2aaaaaaaa2a", "cid": "bafyreigh2"}
    created = {"createdAt": _iso(moment)}
    key = tid(moment, 7)
    return {
        f"app.bsky.feed.repost/{key}": {"$type": "app.bsky.feed.repost", "subject": subject}
        | created,
        f"app.bsky.feed.like/{key}": {"$type": "app.bsky.feed.like", "subject": subject}
        | created,
        f"app.bsky.graph.follow/{key}": {"$type": "app.bsky.graph.follow", "subject": _OTHER}
        | created,
        "app.bsky.actor.profile/self": {
            "$type": "app.bsky.actor.profile",
            "displayName": "Ana",
        },
    }


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def tid(moment: datetime, clock: int) -> str:
    """Return the record key of a moment: microseconds and a clock number, sortable as text."""
    number = int(moment.timestamp()) * 1_000_000 * 1024 + clock
    digits = [_TID_ALPHABET[(number >> (5 * place)) & 31] for place in range(_TID_LENGTH)]
    return "".join(reversed(digits))


def repository(records: dict[str, dict[str, Any]], did: str = DID) -> bytes:
    """Return a CAR file with ``records``, by their keys ``collection/rkey``."""
    blocks = Blocks()
    leaves = [(key.encode(), blocks.put(record)) for key, record in sorted(records.items())]
    tree = tree_root(leaves, blocks)
    root = blocks.put(
        {"did": did, "version": 3, "data": tree, "rev": "3l2aaaaaaaa2a", "prev": None}
        | {"sig": bytes(64)}
    )
    return car_bytes([root], blocks.held)


def car_bytes(roots: list[bytes], blocks: dict[bytes, bytes]) -> bytes:
    """Return a CAR file, version 1, with these blocks in this order."""
    header: bytes = libipld.encode_dag_cbor({"version": 1, "roots": roots})
    sections = [header, *(address + block for address, block in blocks.items())]
    return b"".join(_varint(len(section)) + section for section in sections)


def _varint(number: int) -> bytes:
    found = bytearray()
    while number >= _MORE:
        found.append(number % _MORE | _MORE)
        number >>= 7
    return bytes([*found, number])


def layer_of(key: bytes) -> int:
    """Return the layer of a key: how many pairs of zero bits its SHA-256 begins with."""
    digest = hashlib.sha256(key).digest()
    zeros = 256 - int.from_bytes(digest).bit_length()
    return zeros // 2


def tree_root(leaves: list[tuple[bytes, bytes]], blocks: Blocks) -> bytes:
    """Return the address of the tree over ``leaves``, keys in order, put among ``blocks``."""
    top = max((layer_of(key) for key, _address in leaves), default=0)
    root = _node(leaves, top, blocks)
    return root if root is not None else blocks.put({"l": None, "e": []})


def _node(leaves: list[tuple[bytes, bytes]], layer: int, blocks: Blocks) -> bytes | None:
    """Return the address of the node for ``leaves`` at ``layer``, None for no leaves at all."""
    if not leaves:
        return None
    own = [index for index, (key, _address) in enumerate(leaves) if layer_of(key) == layer]
    ends = [-1, *own, len(leaves)]
    parts = [leaves[before + 1 : after] for before, after in pairwise(ends)]
    below = [_node(part, layer - 1, blocks) for part in parts]
    entries, last = [], b""
    for index, subtree in zip(own, below[1:], strict=True):
        key, address = leaves[index]
        shared = _shared(last, key)
        entries.append({"p": shared, "k": key[shared:], "v": address, "t": subtree})
        last = key
    return blocks.put({"l": below[0], "e": entries})


def _shared(one: bytes, other: bytes) -> int:
    """Return how many bytes two keys have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))

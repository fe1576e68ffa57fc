"""Reads a Bluesky repository (CAR).

Source: AT Protocol, "Repository", and the lexicons ``app.bsky.feed.post``,
``app.bsky.feed.repost`` and ``app.bsky.graph.follow``. The signature of the commit is not
checked: it speaks about who wrote, and this is the member's own file.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aboveboard.archives.car_file import (
    DAG_CBOR_PREFIX,
    CarFile,
    address_text,
    is_car,
    read_car,
)
from aboveboard.archives.json_values import (
    Json,
    id_of,
    mapping_of,
    mappings_of,
    moment_of_iso,
    raw_of,
    text_of,
    texts_of,
    web_address_of,
)
from aboveboard.archives.merkle_tree import Leaf, leaves
from aboveboard.archives.values import (
    ArchivedConnection,
    ArchivedMedia,
    ArchivedPost,
    Item,
    Skipped,
    UnreadableArchive,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from aboveboard.archives.bundle import Bundle

NAME: Final = "bluesky"

_CAR: Final = re.compile(r".+\.car", re.IGNORECASE)
_DID: Final = re.compile(r"did:[a-z]+:[A-Za-z0-9._:%-]{1,150}")
_POST_ADDRESS: Final = re.compile(r"at://([^/]+)/app\.bsky\.feed\.post/([^/]+)")
_OF_OTHERS: Final = frozenset({"app.bsky.feed.like"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """One record under its key."""

    repository: str
    where: str
    key: str
    value: dict[str, Json]

    @property
    def uri(self) -> str:
        return f"at://{self.repository}/{self.key}"

    @property
    def created_at(self) -> datetime | None:
        return moment_of_iso(self.value.get("createdAt"))

    def skipped(self, reason: str) -> Skipped:
        return Skipped(where=self.where, reason=reason, raw=raw_of(self.value))


def recognises(bundle: Bundle) -> bool:
    """Return whether the bundle is or holds a repository."""
    return bool(_repositories(bundle))


def _repositories(bundle: Bundle) -> tuple[str, ...]:
    names = bundle.names() if bundle.is_single else bundle.matching(_CAR)
    return tuple(name for name in names if _is_repository(bundle, name))


def _is_repository(bundle: Bundle, name: str) -> bool:
    try:
        with bundle.open(name) as stream:
            return is_car(stream)
    except UnreadableArchive:
        return False


def read(bundle: Bundle) -> Iterator[Item | Skipped]:
    """Yield everything in each repository, in the order of its tree.

    Raises UnreadableArchive ``too_large``, or ``damaged`` if there is no commit to begin from.
    """
    names = _repositories(bundle)
    for name in bundle.matching(_CAR):
        if name not in names:
            yield Skipped(where=name, reason="bad_row", detail="no CAR file")
    for name in names:
        with bundle.open(name) as stream:
            car = read_car(stream, name)
        yield from _repository(car, name)


def _repository(car: CarFile, name: str) -> Iterator[Item | Skipped]:
    commit = _commit(car, name)
    repository, tree = text_of(commit.get("did")), commit.get("data")
    if not _DID.fullmatch(repository) or not isinstance(tree, bytes):
        raise UnreadableArchive("damaged", f"{name}: a commit that is none")
    yield from car.skipped
    reached = set(car.roots)
    untaken: Counter[str] = Counter()

    def value_of(address: bytes) -> Json | Skipped:
        reached.add(address)
        return car.value(address)

    for leaf in leaves(tree, value_of, name):
        if isinstance(leaf, Skipped):
            yield leaf
            continue
        reached.add(leaf.address)
        collection = leaf.key.partition("/")[0]
        if collection in _TAKEN:
            yield _taken(car, leaf, repository, name)
        else:
            untaken[collection] += 1
    for collection, count in sorted(untaken.items()):
        reason = "not_ours" if collection in _OF_OTHERS else "unknown_file"
        yield Skipped(where=f"{name}:{collection}", reason=reason, detail=f"{count} records")
    yield from _unreached(car, reached, name)


def _commit(car: CarFile, name: str) -> dict[str, Json]:
    """Return the first root that can be read as a commit."""
    for root in car.roots:
        value = car.value(root)
        if isinstance(value, dict) and "did" in value and "data" in value:
            return value
    raise UnreadableArchive("damaged", f"{name}: no commit")


def _taken(car: CarFile, leaf: Leaf, repository: str, name: str) -> Item | Skipped:
    collection = leaf.key.partition("/")[0]
    where = f"{name}:{leaf.key}"
    value = car.value(leaf.address)
    if isinstance(value, Skipped):
        return Skipped(where=where, reason=value.reason, detail=value.detail)
    if not isinstance(value, dict) or value.get("$type", collection) != collection:
        return Skipped(where=where, reason="bad_row", raw=raw_of(value))
    record = _Record(repository=repository, where=where, key=leaf.key, value=value)
    return _TAKEN[collection](record)


def _unreached(car: CarFile, reached: set[bytes], name: str) -> Iterator[Skipped]:
    """Yield the records no name leads to: left over, or cut off by damage in the tree."""
    parts = 0
    for address in car.blocks:
        if address in reached or not address.startswith(DAG_CBOR_PREFIX):
            continue
        value = car.value(address)
        if isinstance(value, dict) and isinstance(value.get("$type"), str):
            where = f"{name}:{address_text(address)}"
            yield Skipped(where=where, reason="no_id", raw=raw_of(value))
        else:
            parts += 1
    if parts:
        detail = f"{parts} blocks no key leads to"
        yield Skipped(where=name, reason="damaged", detail=detail)


def _post(record: _Record) -> ArchivedPost | Skipped:
    written_at = record.created_at
    text = text_of(record.value.get("text"))
    embed = mapping_of(record.value.get("embed"))
    media = _media(embed)
    shared = _shared_address(record.value, embed)
    if written_at is None:
        return record.skipped("no_date")
    if not text and not media and not shared:
        return record.skipped("no_text")
    parent = mapping_of(mapping_of(record.value.get("reply")).get("parent"))
    return ArchivedPost(
        network=NAME,
        remote_id=id_of(record.uri),
        where=record.where,
        written_at=written_at,
        text=text,
        url=_web_address(record.uri),
        visibility="public",
        language=next(iter(texts_of(record.value.get("langs"))), "")[:35],
        reply_to=id_of(parent.get("uri")),
        shared_url=shared,
        media=media,
    )


def _repost(record: _Record) -> ArchivedPost | Skipped:
    written_at = record.created_at
    subject = text_of(mapping_of(record.value.get("subject")).get("uri"))
    if written_at is None or not subject:
        return record.skipped("no_id" if written_at else "no_date")
    return ArchivedPost(
        network=NAME,
        remote_id=id_of(record.uri),
        where=record.where,
        written_at=written_at,
        text="",
        visibility="public",
        shared_url=_web_address(subject),
        is_repost=True,
    )


def _follow(record: _Record) -> ArchivedConnection | Skipped:
    """Return whom we follow. The repository names them by their DID alone."""
    subject = text_of(record.value.get("subject"))
    if not _DID.fullmatch(subject):
        return record.skipped("no_author")
    since = record.created_at
    return ArchivedConnection(
        network=NAME,
        remote_id=subject,
        where=record.where,
        relation="following",
        name=subject,
        url=f"https://bsky.app/profile/{subject}",
        since=since.date() if since else None,
    )


def _web_address(uri: str) -> str:
    """Return where a reader finds the post at an ``at://`` address; no other record."""
    found = _POST_ADDRESS.fullmatch(uri)
    address = f"https://bsky.app/profile/{found[1]}/post/{found[2]}" if found else ""
    return web_address_of(address)


def _media(embed: dict[str, Json]) -> tuple[ArchivedMedia, ...]:
    """Return what is shown with the post. The files themselves are not in a repository."""
    shown = [embed, mapping_of(embed.get("media"))]
    found: list[ArchivedMedia] = []
    for one in shown:
        found.extend(
            ArchivedMedia(alt=text_of(image.get("alt")))
            for image in mappings_of(one.get("images"))
        )
        if mapping_of(one.get("video")):
            found.append(ArchivedMedia(alt=text_of(one.get("alt"))))
    return tuple(found)


def _shared_address(value: dict[str, Json], embed: dict[str, Json]) -> str:
    """Return the card's address, else the quoted post's, else the first link in the text."""
    media, record = mapping_of(embed.get("media")), mapping_of(embed.get("record"))
    for one in (embed, media):
        card = web_address_of(mapping_of(one.get("external")).get("uri"))
        if card:
            return card
    quoted = text_of(record.get("uri")) or text_of(mapping_of(record.get("record")).get("uri"))
    if quoted:
        return _web_address(quoted)
    features = (
        feature
        for facet in mappings_of(value.get("facets"))
        for feature in mappings_of(facet.get("features"))
    )
    links = (web_address_of(feature.get("uri")) for feature in features)
    return next((link for link in links if link), "")


_TAKEN: Final = {
    "app.bsky.feed.post": _post,
    "app.bsky.feed.repost": _repost,
    "app.bsky.graph.follow": _follow,
}

"""A post as it leaves the house, frozen into a row and thawed again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from aboveboard.channels.port import (
    Card,
    Draft,
    Form,
    Mark,
    MarkKind,
    Media,
    Outgoing,
    Receipt,
    Visibility,
)
from aboveboard.core.text import Span
from aboveboard.rooms.publishing.media_files import address_of, path_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aboveboard.rooms.publishing.models import Part, Publication, PublicationMedia


def draft_of(publication: Publication, media: Sequence[PublicationMedia]) -> Draft:
    """Return what the writer wants said, as a channel composes it."""
    picture = next((_media_of(one) for one in media if one.is_card), None)
    card = (
        Card(publication.link, publication.link_title, publication.link_description, picture)
        if publication.link
        else None
    )
    return Draft(
        text=publication.text,
        media=tuple(_media_of(one) for one in media if not one.is_card),
        card=card,
        language=publication.language,
        visibility=Visibility(publication.visibility),
        warning=publication.warning,
        form=Form(publication.form),
    )


def _media_of(row: PublicationMedia) -> Media:
    return Media(
        path=path_of(row.sha256),
        type=row.type,
        sha256=row.sha256,
        description=row.description,
        name=row.picture.name,
        width=row.width,
        height=row.height,
        address=address_of(row.sha256, row.type),
    )


def frozen(post: Outgoing) -> dict[str, Any]:
    """Return the post as JSON values; everything but what is told later (proofs, preparations)."""
    return {
        "key": post.key,
        "text": post.text,
        "written_at": post.written_at.isoformat(),
        "marks": [[m.span.start, m.span.end, m.kind.value, m.target] for m in post.marks],
        "media": [_frozen_media(one) for one in post.media],
        "card": _frozen_card(post.card),
        "language": post.language,
        "visibility": post.visibility.value,
        "warning": post.warning,
        "form": post.form.value,
    }


def digest(cells: dict[str, Any]) -> str:
    """Return the SHA-256 of a frozen post, in hexadecimal."""
    return sha256(json.dumps(cells, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def thawed(part: Part, before: Sequence[Part]) -> Outgoing:
    """Return the post of ``part``, with what was prepared and the proofs of the parts ``before``."""
    cells = part.outgoing
    post = Outgoing(
        key=cells["key"],
        text=cells["text"],
        written_at=datetime.fromisoformat(cells["written_at"]),
        marks=tuple(
            Mark(Span(start, end), MarkKind(kind), target)
            for start, end, kind, target in cells["marks"]
        ),
        media=tuple(_thawed_media(one) for one in cells["media"]),
        card=_thawed_card(cells["card"]),
        language=cells["language"],
        visibility=Visibility(cells["visibility"]),
        warning=cells["warning"],
        form=Form(cells["form"]),
        prepared=part.prepared,
    )
    if not before:
        return post
    return replace(post, follows=receipt_of(before[-1]), root=receipt_of(before[0]))


def receipt_of(part: Part) -> Receipt:
    """Return the proof of a part that is public.

    Raises:
        ValueError: it is not.
    """
    if part.published_at is None:
        raise ValueError(f"{part} is not public")
    return Receipt(part.remote_id, part.url, part.published_at, part.version)


def _frozen_media(media: Media) -> dict[str, Any]:
    return {
        "sha256": media.sha256,
        "type": media.type,
        "description": media.description,
        "name": media.name,
        "width": media.width,
        "height": media.height,
    }


def _thawed_media(cells: dict[str, Any]) -> Media:
    address = address_of(cells["sha256"], cells["type"])
    return Media(path=path_of(cells["sha256"]), address=address, **cells)


def _frozen_card(card: Card | None) -> dict[str, Any] | None:
    if card is None:
        return None
    picture = None if card.picture is None else _frozen_media(card.picture)
    return {
        "url": card.url,
        "title": card.title,
        "description": card.description,
        "picture": picture,
    }


def _thawed_card(cells: dict[str, Any] | None) -> Card | None:
    if cells is None:
        return None
    picture = None if cells["picture"] is None else _thawed_media(cells["picture"])
    return Card(cells["url"], cells["title"], cells["description"], picture)

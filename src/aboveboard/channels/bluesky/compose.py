"""What a draft becomes on Bluesky: one post, a thread, or a reason why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.channels.bluesky.places import DID, HANDLE
from aboveboard.channels.port import (
    Form,
    Mark,
    MarkKind,
    MediaLimits,
    Outgoing,
    Reason,
    Refused,
    Visibility,
)
from aboveboard.channels.threads import Marker, split
from aboveboard.channels.words import cleaned, with_address
from aboveboard.core.limits import LIMITS, Counting, Limits, use_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aboveboard.channels.port import Card, Draft

MEDIA_LIMITS: Final = MediaLimits(
    pictures=4,  # L app.bsky.embed.images
    types=(
        "image/jpeg",
        "image/png",
        "image/webp",
    ),  # L image/*; of a GIF the first picture shows
    # L 2,000,000 since 2026; views of before refuse above a million, as all do of a card's.
    bytes=1_000_000,
)
_TAG: Final = Limits(64, Counting.GRAPHEMES, bytes=640)  # L app.bsky.richtext.facet
_BETWEEN: Final = timedelta(milliseconds=1)


def compose(draft: Draft, *, key: str, now: datetime) -> tuple[Outgoing, ...]:
    """Return the posts of a draft; the first one has its pictures or its card.

    Each is a millisecond younger than the one before, for readers sort them by that.

    Raises:
        Refused: it is empty, asks for what Bluesky does not have, or is far too long.
    """
    _check(draft)
    text, card = _with_address(draft)
    if not text and not draft.media and card is None:
        raise Refused(Reason.EMPTY)
    marker = Marker(_target_by(dict(draft.mentions)))
    return tuple(
        Outgoing(
            key=key if number == 0 else f"{key}/{number + 1}",
            text=part,
            written_at=now + number * _BETWEEN,
            marks=tuple(mark for mark in marker.marks(part) if _is_taken(mark)),
            media=() if number else draft.media,
            card=None if number else card,
            language=draft.language,
        )
        for number, part in enumerate(split(text, LIMITS["bluesky"]))
    )


def _check(draft: Draft) -> None:
    if draft.form is not Form.POST or draft.warning:
        raise Refused(Reason.FORBIDDEN)
    if draft.visibility is not Visibility.PUBLIC:
        raise Refused(Reason.VISIBILITY)
    pictures = [*draft.media]
    if draft.card is not None and draft.card.picture is not None:
        pictures.append(draft.card.picture)
    fits = all(one.type in MEDIA_LIMITS.types for one in pictures)
    if len(draft.media) > MEDIA_LIMITS.pictures or not fits:
        raise Refused(Reason.MEDIA)


def _with_address(draft: Draft) -> tuple[str, Card | None]:
    """Return the words and the card; a post has one or pictures, so then its address is told."""
    text, card = cleaned(draft.text), draft.card
    if card is None:
        return text, None
    if draft.media:
        return with_address(text, card.url), None
    return text, replace(card, title=card.title.strip() or card.url)


def _target_by(known: dict[str, str]) -> Callable[[str], str | None]:
    def target(handle: str) -> str | None:
        name = handle.removeprefix("@")
        found = known.get(handle) or known.get(name) or name.lower()
        return found if DID.match(found) or HANDLE.match(found) else None

    return target


def _is_taken(mark: Mark) -> bool:
    if mark.kind is not MarkKind.HASHTAG:
        return True
    use = use_of(mark.target, _TAG)
    return use.characters <= _TAG.characters and use.bytes <= (_TAG.bytes or 0)

"""What a draft becomes on a Facebook page: one post, or a reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
from aboveboard.channels.words import cleaned, with_address
from aboveboard.core.limits import LIMITS, addresses_of, hashtags_of
from aboveboard.core.text import Span

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.channels.port import Card, Draft

MEDIA_LIMITS: Final = MediaLimits(
    pictures=10,  # K: as many as a page's own composer took; none is documented
    types=("image/jpeg", "image/png"),  # D
    bytes=4 * 1024 * 1024,  # C error 1366046
)


def compose(draft: Draft, *, key: str, now: datetime) -> tuple[Outgoing, ...]:
    """Return the one post of a draft.

    Raises:
        Refused: it is too long, empty, or asks for what pages do not have.
    """
    if draft.form is not Form.POST or draft.warning:
        raise Refused(Reason.FORBIDDEN)
    if draft.visibility is not Visibility.PUBLIC:
        raise Refused(Reason.VISIBILITY)
    if len(draft.media) > MEDIA_LIMITS.pictures or any(
        one.type not in MEDIA_LIMITS.types for one in draft.media
    ):
        raise Refused(Reason.MEDIA)
    text, card = _with_address(draft)
    if not text and not draft.media and card is None:
        raise Refused(Reason.EMPTY)
    if len(text) > LIMITS["facebook"].characters:
        raise Refused(Reason.TOO_LONG)
    post = Outgoing(
        key=key,
        text=text,
        written_at=now,
        marks=_marks(text),
        media=draft.media,
        card=card,
        language=draft.language,
    )
    return (post,)


def _with_address(draft: Draft) -> tuple[str, Card | None]:
    """Return the words and the card; a post has one or pictures, so then its address is told."""
    words = cleaned(draft.text)
    card = draft.card
    if card is None or not draft.media:
        return words, card
    return with_address(words, card.url), None


def _marks(text: str) -> tuple[Mark, ...]:
    """Return links and hashtags; mentions need a permission of their own and stay words (K)."""
    found = [(span, MarkKind.LINK) for span in addresses_of(text)]
    found += [(span, MarkKind.HASHTAG) for span in hashtags_of(text)]
    return tuple(
        Mark(Span(start, end), kind, text[start + (kind is MarkKind.HASHTAG) : end])
        for (start, end), kind in sorted(found)
    )

"""What a draft becomes on Instagram: a picture, a carousel or a story, or a reason why not."""

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
from aboveboard.core.limits import LIMITS, hashtags_of, mentions_of, use_of
from aboveboard.core.text import Span

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.channels.port import Draft, Media

_TYPES: Final = ("image/jpeg",)  # D
_BYTES: Final = 8 * 1024 * 1024  # D error-codes
MEDIA_LIMITS: Final = MediaLimits(
    pictures=10,  # C postiz, of a carousel
    types=_TYPES,
    bytes=_BYTES,
    ratio=(0.8, 1.91),  # C the words of errors
    width=(320, 1440),  # C ayrshare: others are scaled by the network
    story=MediaLimits(pictures=1, types=_TYPES, bytes=_BYTES, width=(320, 1440)),
)


def compose(draft: Draft, *, key: str, now: datetime) -> tuple[Outgoing, ...]:
    """Return the one post of a draft.

    Raises:
        Refused: it has no picture, none that Instagram can fetch, or asks for what it lacks.
    """
    if draft.warning:
        raise Refused(Reason.FORBIDDEN)
    if draft.visibility is not Visibility.PUBLIC:
        raise Refused(Reason.VISIBILITY)
    # There are no cards, so the address of one comes below the words.
    text = cleaned(draft.text)
    if draft.card is not None:
        text = with_address(text, draft.card.url)
    _check_text(text, draft.form)
    _check_media(draft.media, draft.form)
    post = Outgoing(
        key=key,
        text=text,
        written_at=now,
        marks=_marks(text),
        media=draft.media,
        language=draft.language,
        form=draft.form,
    )
    return (post,)


def _check_text(text: str, form: Form) -> None:
    limits, use = LIMITS["instagram"], use_of(text, LIMITS["instagram"])
    if form is Form.STORY and text:
        raise Refused(Reason.INVALID)  # nobody would see it
    if use.characters > limits.characters:
        raise Refused(Reason.TOO_LONG)
    if use.hashtags > (limits.hashtags or 0) or use.mentions > (limits.mentions or 0):
        raise Refused(Reason.TAGS)


def _check_media(media: tuple[Media, ...], form: Form) -> None:
    if not media:
        raise Refused(Reason.PICTURE)
    most = 1 if form is Form.STORY else MEDIA_LIMITS.pictures
    if len(media) > most or not all(_fits(one, form) for one in media):
        raise Refused(Reason.MEDIA)
    if not all(one.address for one in media):
        raise Refused(Reason.NOT_PUBLIC)


def _fits(picture: Media, form: Form) -> bool:
    if picture.type not in MEDIA_LIMITS.types or not picture.width or not picture.height:
        return False
    least, most = MEDIA_LIMITS.ratio or (0.0, 0.0)
    # A picture fitted to whole pixels may be past the edge by less than one of them.
    slack = 1 / picture.height
    ratio = picture.width / picture.height
    return form is Form.STORY or least - slack <= ratio <= most + slack


def _marks(text: str) -> tuple[Mark, ...]:
    """Return hashtags and mentions; web addresses lead nowhere in a caption (K)."""
    found = [(span, MarkKind.HASHTAG) for span in hashtags_of(text)]
    found += [(span, MarkKind.MENTION) for span in mentions_of(text)]
    return tuple(
        Mark(Span(start, end), kind, text[start + 1 : end])
        for (start, end), kind in sorted(found)
    )

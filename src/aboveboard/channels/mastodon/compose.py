"""What a draft becomes on Mastodon: one post, a thread, or a reason why not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aboveboard.channels.port import Form, Outgoing, Reason, Refused
from aboveboard.channels.threads import Marker, split
from aboveboard.channels.words import cleaned, with_address
from aboveboard.core.limits import use_of

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.channels.port import Draft, Media, MediaLimits
    from aboveboard.core.limits import Limits


def compose(
    draft: Draft, *, key: str, now: datetime, limits: Limits, media_limits: MediaLimits
) -> tuple[Outgoing, ...]:
    """Return the posts of a draft; the first one has its pictures, every one its warning.

    Raises:
        Refused: it is empty, asks for what the server does not take, or is far too long.
    """
    if draft.form is not Form.POST:
        raise Refused(Reason.FORBIDDEN)
    check_media(draft.media, limits, media_limits)
    text = cleaned(draft.text)
    if draft.card is not None:
        text = with_address(text, draft.card.url)  # of which a server makes a card itself
    if not text and not draft.media:
        raise Refused(Reason.EMPTY)
    warning = " ".join(draft.warning.split())
    # A warning counts with every post it stands above (L user/posting.md), as it is written: an
    # address in it is not short (C status_length_validator.rb).
    written = replace(limits, address=None, has_short_mentions=False)
    room = replace(limits, characters=limits.characters - use_of(warning, written).characters)
    if room.characters < limits.characters // 2:
        raise Refused(Reason.TOO_LONG)
    marker = Marker(_target)
    return tuple(
        Outgoing(
            key=key if number == 0 else f"{key}/{number + 1}",
            text=part,
            written_at=now,
            marks=marker.marks(part),
            media=() if number else draft.media,
            language=draft.language,
            visibility=draft.visibility,
            warning=warning,
        )
        for number, part in enumerate(split(text, room))
    )


def check_media(media: tuple[Media, ...], limits: Limits, taken: MediaLimits) -> None:
    """Check pictures against what a server takes.

    Raises:
        Refused: there are too many, of a wrong kind or size, or one's description is too long.
    """
    fits = all(
        one.type in taken.types
        and (taken.pixels is None or one.width * one.height <= taken.pixels)
        for one in media
    )
    if len(media) > taken.pictures or not fits:
        raise Refused(Reason.MEDIA)
    if limits.description is not None and any(
        len(one.description) > limits.description for one in media
    ):
        raise Refused(Reason.TOO_LONG)


def _target(handle: str) -> str | None:
    """Return whom a handle means: ``@noor@zilver.example``, or ``@noor`` of the same server."""
    return handle.removeprefix("@")

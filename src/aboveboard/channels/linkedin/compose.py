"""What a draft becomes on LinkedIn: one post, or a reason why not."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from aboveboard.channels.linkedin import little_text
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

    from aboveboard.channels.port import Card, Draft, Media

PDF: Final = "application/pdf"
PICTURES: Final = ("image/jpeg", "image/png", "image/gif")
MEDIA_LIMITS: Final = MediaLimits(
    pictures=20,  # C linkedctl, of a post with several; documents come alone
    types=(*PICTURES, PDF),  # D images-api: JPG, PNG, GIF; C PDF of the documents
    bytes=100 * 1024 * 1024,  # C of documents; of pictures none is published
    pixels=36_152_319,  # D images-api
)
_TITLE: Final = 400  # C postiz, of an article


def compose(draft: Draft, *, key: str, now: datetime, is_page: bool) -> tuple[Outgoing, ...]:
    """Return the one post of a draft.

    Raises:
        Refused: it is too long, empty, or asks for what LinkedIn does not have.
    """
    _check_form(draft, is_page=is_page)
    _check_media(draft.media)
    words, card = _with_address(draft)
    text, marks = _marked(words, draft.mentions)
    if not text and not draft.media and card is None:
        raise Refused(Reason.EMPTY)
    if len(little_text.written(text, marks)) > LIMITS["linkedin"].characters:
        raise Refused(Reason.TOO_LONG)  # U: whether escapes count, so they do
    post = Outgoing(
        key=key,
        text=text,
        written_at=now,
        marks=marks,
        media=draft.media,
        card=card,
        language=draft.language,
        visibility=draft.visibility,
    )
    return (post,)


def _check_form(draft: Draft, *, is_page: bool) -> None:
    if draft.form is not Form.POST or draft.warning:
        raise Refused(Reason.FORBIDDEN)
    offered = {Visibility.PUBLIC} if is_page else {Visibility.PUBLIC, Visibility.FOLLOWERS}
    if draft.visibility not in offered:
        raise Refused(Reason.VISIBILITY)


def _check_media(media: tuple[Media, ...]) -> None:
    has_document = any(one.type == PDF for one in media)
    most = 1 if has_document else MEDIA_LIMITS.pictures
    pixels = MEDIA_LIMITS.pixels or 0
    fits = all(
        one.type in MEDIA_LIMITS.types and one.width * one.height <= pixels for one in media
    )
    if len(media) > most or not fits:
        raise Refused(Reason.MEDIA)
    longest = LIMITS["linkedin"].description or 0
    if any(len(one.description) > longest for one in media):
        raise Refused(Reason.TOO_LONG)


def _with_address(draft: Draft) -> tuple[str, Card | None]:
    """Return the words and the card; a post has one or pictures, so then its address is told."""
    words = cleaned(draft.text)
    card = draft.card
    if card is None:
        return words, None
    if draft.media:
        return with_address(words, card.url), None
    picture = card.picture
    if picture is not None and picture.type not in PICTURES:
        raise Refused(Reason.MEDIA)
    title = card.title.strip() or card.url
    short = title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
    return words, replace(card, title=short)


def _marked(words: str, mentions: tuple[tuple[str, str], ...]) -> tuple[str, tuple[Mark, ...]]:
    """Return the words as readers see them, a mention without its sign, and what leads where."""
    text, marks = _named(words, mentions)
    found = [(span, MarkKind.LINK) for span in addresses_of(text)]
    found += [(span, MarkKind.HASHTAG) for span in hashtags_of(text)]
    for (start, end), kind in found:
        if not any(start < mark.span.end and mark.span.start < end for mark in marks):
            target = text[start + (kind is MarkKind.HASHTAG) : end]
            marks.append(Mark(Span(start, end), kind, target))
    return text, tuple(sorted(marks, key=lambda mark: mark.span))


def _named(words: str, mentions: tuple[tuple[str, str], ...]) -> tuple[str, list[Mark]]:
    known = {
        handle: target
        for handle, target in mentions
        if handle.removeprefix("@").strip() and little_text.URN.match(target)
    }
    if not known:
        return words, []
    longest_first = sorted(known, key=len, reverse=True)
    handles = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    text, marks, place = "", [], 0
    for found in handles.finditer(words):
        text += words[place : found.start()]
        name = found[0].removeprefix("@").strip()
        span = Span(len(text), len(text) + len(name))
        marks.append(Mark(span, MarkKind.MENTION, known[found[0]]))
        text, place = text + name, found.end()
    return text + words[place:], marks

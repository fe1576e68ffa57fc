"""How a text will stand on each network, before it is promised: the very posts that would leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, pgettext

from aboveboard.channels.documents import PDF
from aboveboard.channels.port import Ability, Refused
from aboveboard.channels.unfit import Unfit
from aboveboard.core.limits import Limits, use_of
from aboveboard.rooms.accounts.models import Network
from aboveboard.rooms.publishing.fitting import fitted
from aboveboard.rooms.publishing.models import Publication
from aboveboard.rooms.publishing.outgoing import draft_of
from aboveboard.rooms.publishing.picture_words import change_words, fault_words
from aboveboard.rooms.publishing.schedule import Content, cells_of, media_of
from aboveboard.rooms.publishing.words import reason_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from aboveboard.channels.port import Channel, MediaLimits, Outgoing
    from aboveboard.rooms.accounts.models import Account
    from aboveboard.rooms.publishing.models import Picture
    from aboveboard.rooms.publishing.schedule import FittedPicture

_KEY: Final = "00000000-0000-4000-8000-000000000000"
"""Only for looking: what is promised gets a key of its own."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote for one account, before its network's rules."""

    text: str
    pictures: tuple[tuple[Picture, str], ...] = ()
    language: str = ""
    visibility: str = "public"
    warning: str = ""
    is_story: bool = False
    link: str = ""
    link_title: str = ""
    link_description: str = ""
    card_picture: Picture | None = None
    has_border: bool = False


@dataclass(frozen=True, slots=True)
class PreviewPicture:
    """A picture as it would be sent; ``changes`` say what was done to it."""

    name: str
    description: str
    size: str
    changes: tuple[str, ...]
    is_document: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class PreviewPost:
    """One post of it. ``beyond`` is what lies past the network's limit."""

    number: int
    text: str
    beyond: str
    pictures: tuple[PreviewPicture, ...]
    link: str
    link_title: str
    link_description: str
    card_picture: int | None = None
    """The number of the card's picture, where the network shows it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """How it will be with one account; ``content`` is None where it cannot go out so."""

    account: int
    account_name: str
    network: str
    network_name: str
    posts: tuple[PreviewPost, ...]
    used: int
    limit: int
    share: int
    error: str
    notes: tuple[str, ...]
    warning: str
    content: Content | None

    @property
    def over(self) -> int:
        """How many signs are too many."""
        return max(0, self.used - self.limit)


def preview(
    account: Account, channel: Channel | None, written: Written, *, now: datetime
) -> Preview:
    """Return how it will be with an account. Touches no network."""
    if channel is None:
        return _without(account, gettext("This account cannot be used yet."))
    media: list[FittedPicture] = []
    limits = _media_limits(channel, written)
    try:
        for picture, description in written.pictures:
            media.append(
                fitted(
                    picture,
                    limits,
                    description=description,
                    has_border=written.has_border,
                )
            )
    except Unfit as no:
        return _without(account, fault_words(no.fault, no.figures))
    content, notes = _content(account, channel, written, media)
    used, limit, past = _use(content.text, channel.limits)
    try:
        posts = composed(content, channel, key=_KEY, now=now)
    except Refused as no:
        end = len(content.text) if past is None else past
        cut = (PreviewPost(1, content.text[:end], content.text[end:], (), "", "", ""),)
        error = fault_words(no.fault, no.figures) if isinstance(no, Unfit) else ""
        error = error or reason_words(no.reason)
        return _made(account, content, cut, (used, limit), error=error, notes=notes)
    shown = tuple(_post(place, post, content) for place, post in enumerate(posts, 1))
    return _made(account, content, shown, (used, limit), notes=notes)


def _media_limits(channel: Channel, written: Written) -> MediaLimits:
    limits = channel.media_limits
    is_story = written.is_story and Ability.STORY in channel.abilities
    return limits.story if is_story and limits.story is not None else limits


def composed(
    content: Content, channel: Channel, *, key: str, now: datetime
) -> tuple[Outgoing, ...]:
    """Return the posts of a content, made as the publisher makes them when it is due.

    Raises:
        Refused: it can never go out so.
    """
    publication = Publication(**cells_of(content))
    draft = draft_of(publication, media_of(content, publication))
    return channel.compose(draft, key=key, now=now)


def _content(
    account: Account, channel: Channel, written: Written, media: Sequence[FittedPicture]
) -> tuple[Content, tuple[str, ...]]:
    """Return what is said with an account, and what of the wishes its network does not have."""
    notes: list[str] = []
    able = channel.abilities
    name = Network(account.network).label
    warning, link = written.warning, written.link
    if warning and Ability.WARNING not in able:
        notes.append(
            gettext("%(network)s has no warnings: the words stand there without.")
            % {"network": name}
        )
        warning = ""
    if link and Ability.CARD not in able:
        notes.append(
            gettext("%(network)s makes a card by itself, from a link in the text.")
            % {"network": name}
        )
        link = ""
    content = Content(
        text=written.text,
        language=written.language,
        visibility=written.visibility,
        warning=warning,
        form="story" if written.is_story and Ability.STORY in able else "post",
        link=link,
        link_title=written.link_title if link else "",
        link_description=written.link_description if link else "",
        media=tuple(media),
        card_picture=_card_picture(channel, written) if link and not media else None,
    )
    return content, tuple(notes)


def _card_picture(channel: Channel, written: Written) -> FittedPicture | None:
    """Return the picture of the card; one that cannot be made to fit is left out."""
    if written.card_picture is None:
        return None
    try:
        return fitted(written.card_picture, channel.media_limits)
    except Unfit:
        return None


def _use(text: str, limits: Limits) -> tuple[int, int, int | None]:
    use = use_of(text, limits)
    used = use.escaped if limits.is_escaped else use.characters
    return used, limits.characters, use.past


def _post(number: int, post: Outgoing, content: Content) -> PreviewPost:
    by_digest = {one.sha256: one for one in content.media}
    card, picture = post.card, content.card_picture
    return PreviewPost(
        number=number,
        text=post.text,
        beyond="",
        pictures=tuple(
            preview_picture(by_digest[one.sha256])
            for one in post.media
            if one.sha256 in by_digest
        ),
        link=card.url if card else "",
        link_title=card.title if card else "",
        link_description=card.description if card else "",
        card_picture=picture.picture.pk if card and card.picture and picture else None,
    )


def preview_picture(one: FittedPicture) -> PreviewPicture:
    """Return a fitted picture in words."""
    is_document = one.type == PDF
    size = _bytes(one.size)
    if not is_document:
        size = f"{one.width} × {one.height}, {size}"
    return PreviewPicture(
        name=one.picture.name,
        description=one.description,
        size=size,
        changes=tuple(change_words(change) for change in one.changes),
        is_document=is_document,
        sha256=one.sha256,
    )


def _bytes(count: int) -> str:
    if count < 1_000_000:
        return pgettext("size", "%(n)s kB") % {"n": max(1, round(count / 1000))}
    return pgettext("size", "%(n)s MB") % {"n": round(count / 1_000_000, 1)}


def _without(account: Account, error: str) -> Preview:
    return _made(account, None, (), (0, 0), error=error)


def _made(
    account: Account,
    content: Content | None,
    posts: tuple[PreviewPost, ...],
    use: tuple[int, int],
    *,
    error: str = "",
    notes: tuple[str, ...] = (),
) -> Preview:
    used, limit = use
    return Preview(
        account=account.pk,
        account_name=account.name,
        network=account.network,
        network_name=Network(account.network).label,
        posts=posts,
        used=used,
        limit=limit,
        share=min(100, round(100 * used / limit)) if limit else 0,
        error=error,
        notes=notes,
        warning=content.warning if content else "",
        content=None if error else content,
    )

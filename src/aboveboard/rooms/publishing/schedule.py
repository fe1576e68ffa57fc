"""Promise a text to the public: write the release and one publication for each account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from aboveboard.core.errors import Conflict, Invalid, NotAllowed
from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.publishing.models import (
    Lane,
    Picture,
    Publication,
    PublicationMedia,
    Release,
    State,
)
from aboveboard.rooms.publishing.wakening import wake
from aboveboard.rooms.publishing.wish import Wish, moment_of
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aboveboard.rooms.workspaces.models import Member

GRACE: Final = timedelta(minutes=10)
"""How late a publication may go out; after that it goes back to its writer."""
COOLING: Final = timedelta(hours=12)
"""How long a text that its writer marked as heavy rests before it can go out."""
_TITLE: Final = 120


@dataclass(frozen=True, slots=True)
class FittedPicture:
    """A picture as it fits one network; ``changes`` are codes of what was done to it."""

    picture: Picture
    sha256: str
    type: str
    size: int
    description: str = ""
    width: int = 0
    height: int = 0
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What one account will say."""

    text: str
    language: str = ""
    visibility: str = "public"
    warning: str = ""
    form: str = "post"
    link: str = ""
    link_title: str = ""
    link_description: str = ""
    media: tuple[FittedPicture, ...] = ()
    card_picture: FittedPicture | None = None


@transaction.atomic
def schedule(
    contents: Mapping[Account, Content],
    *,
    by: Member,
    wish: Wish | Mapping[Account, Wish],
    now: datetime,
    grace: timedelta = GRACE,
    is_heavy: bool = False,
) -> list[Publication]:
    """Promise each content for the moment of ``wish``, or of its account's own; return the promises.

    Raises:
        NotAllowed: ``by`` may not publish here.
        Invalid: no account or no words, the moment has passed, or a heavy text would go out
            before it has rested; rules ``required``, ``has_passed``, ``too_soon``.
        Conflict: an account cannot be used any more.
    """
    if not by.may_write:
        raise NotAllowed
    if not contents:
        raise Invalid(field="accounts", rule="required")
    wishes = dict.fromkeys(contents, wish) if isinstance(wish, Wish) else wish
    due = {
        account: _moment(wishes[account], now=now, is_heavy=is_heavy) for account in contents
    }
    first = next(iter(contents.values()))
    release = Release.objects.create(
        workspace_id=by.workspace_id,
        title=title_of(first.text),
        made_by=by,
        created_at=now,
    )
    promises = [
        _promise(release, account, content, by, wishes[account], due[account], grace, now)
        for account, content in contents.items()
    ]
    note(by, "schedule", "release", release.pk, now=now)
    wake()
    return promises


def title_of(text: str) -> str:
    """Return the first line of a text, to know it by."""
    lines = text.strip().splitlines()
    line = lines[0].strip() if lines else ""
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"


def _moment(wish: Wish, *, now: datetime, is_heavy: bool) -> datetime:
    due = moment_of(wish).at
    if due < now.replace(second=0, microsecond=0):
        raise Invalid(field="due", rule="has_passed")
    if is_heavy and due < now + COOLING:
        raise Invalid(field="due", rule="too_soon", limit=int(COOLING.total_seconds() // 3600))
    return max(due, now)


def _promise(
    release: Release,
    account: Account,
    content: Content,
    by: Member,
    wish: Wish,
    due: datetime,
    grace: timedelta,
    now: datetime,
) -> Publication:
    if account.workspace_id != by.workspace_id:
        raise NotAllowed
    if account.state != Account.State.CONNECTED:
        raise Conflict(what="account", state=account.state)
    if not content.text.strip() and not content.media:
        raise Invalid(field="text", rule="required")
    lane, _ = Lane.objects.get_or_create(account=account)
    promise = Publication.objects.create(
        workspace_id=by.workspace_id,
        release=release,
        account=account,
        lane=lane,
        member=by,
        **cells_of(content),
        state=State.SCHEDULED,
        due_at=due,
        wish=wish.text,
        zone=wish.zone,
        late_at=due + grace,
        try_at=due,
        created_at=now,
        changed_at=now,
    )
    PublicationMedia.objects.bulk_create(media_of(content, promise))
    return promise


def cells_of(content: Content) -> dict[str, Any]:
    """Return the fields of a publication that say what it says."""
    return {
        "text": content.text,
        "language": content.language,
        "visibility": content.visibility,
        "warning": content.warning,
        "form": content.form,
        "link": content.link,
        "link_title": content.link_title,
        "link_description": content.link_description,
    }


def media_of(content: Content, publication: Publication) -> list[PublicationMedia]:
    """Return the pictures of a content as rows, not written yet; that of its card last."""
    card = () if content.card_picture is None else (content.card_picture,)
    return [
        PublicationMedia(
            publication=publication,
            picture=one.picture,
            position=place,
            description=one.description,
            sha256=one.sha256,
            type=one.type,
            size=one.size,
            width=one.width,
            height=one.height,
            changes=list(one.changes),
            is_card=place >= len(content.media),
        )
        for place, one in enumerate((*content.media, *card))
    ]

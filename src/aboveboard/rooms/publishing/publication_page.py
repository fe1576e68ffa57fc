"""Everything the page of one publication shows, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext

from aboveboard.channels.documents import PDF
from aboveboard.rooms.accounts.models import Kind, Network
from aboveboard.rooms.publishing.decide import ASKABLE
from aboveboard.rooms.publishing.figures import Figures, figures_of
from aboveboard.rooms.publishing.ledger import Line, ledger
from aboveboard.rooms.publishing.models import (
    Attempt,
    Deed,
    Outcome,
    Part,
    Pause,
    Publication,
    PublicationMedia,
    State,
)
from aboveboard.rooms.publishing.move import MOVABLE
from aboveboard.rooms.publishing.wish import read_wish, wall_of
from aboveboard.rooms.publishing.words import SIGNS, STANDING, bend_words, reason_words

if TYPE_CHECKING:
    from datetime import datetime

UNDER_WAY: Final = (
    State.PREPARING,
    State.SENDING,
    State.UNCLEAR,
    State.EDITING,
    State.WITHDRAWING,
)
"""States that end by themselves."""
BY_HAND: Final = frozenset({Network.INSTAGRAM})
"""Networks that let nobody but the person withdraw (contracts of the networks, 2026)."""
NO_EDIT: Final = frozenset({Network.INSTAGRAM, Network.BLUESKY})
"""Networks where what stands there cannot be changed."""
_SOON: Final = 120
"""Seconds before its time at which the page of a publication begins to look again."""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture or document as it is sent; ``address`` is its media's number."""

    pk: int
    name: str
    description: str
    is_document: bool
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PartRow:
    """One post of it; times are those on the wall of the publication's zone."""

    number: int
    text: str
    url: str
    sha256: str
    published_at: datetime | None
    gone_at: datetime | None
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """A publication in words. Times without a zone are those on the wall of ``zone``."""

    pk: int
    release_id: int
    title: str
    language: str
    network: str
    network_name: str
    account: str
    by: str
    state: str
    state_name: str
    sign: str
    standing: str
    why: str
    said: str
    due: datetime
    again: datetime | None
    zone: str
    is_other_zone: bool
    bend: str
    public_at: datetime | None
    withdrawn_at: datetime | None
    is_told: bool
    wants_withdrawal: bool
    is_paused: bool
    warning: str
    visibility: str
    form: str
    link: str
    link_title: str
    card_picture: int | None
    new_text: str
    parts: tuple[PartRow, ...]
    pictures: tuple[PictureRow, ...]
    lines: tuple[Line, ...]
    proof: str
    look_at: str
    is_alone: bool
    is_moving: bool
    may: frozenset[str]
    """Names of what can be done with it now."""

    @property
    def has_deeds(self) -> bool:
        """Whether there is more to do than to answer a question."""
        return bool(self.may - {"decide"})


def publication_page(publication: Publication, *, now: datetime) -> PublicationPage:
    """Return the page of a publication that was found through its door. Six queries at most."""
    state, zone = State(publication.state), publication.zone
    parts = list(Part.objects.filter(publication=publication).order_by("position"))
    media = publication.media.select_related("picture").order_by("position")
    has_begun = any(part.published_at for part in parts)
    is_again = state is State.SCHEDULED and publication.try_at > publication.due_at
    return PublicationPage(
        pk=publication.pk,
        release_id=publication.release_id,
        title=publication.release.title or gettext("Without words"),
        language=publication.language,
        network=publication.account.network,
        network_name=Network(publication.account.network).label,
        account=publication.account.name,
        by=publication.member.user.get_username() if publication.member else "",
        state=state.value,
        state_name=str(state.label),
        sign=SIGNS[state],
        standing=standing_of(publication, has_begun=has_begun),
        why=reason_words(publication.reason, state),
        said=publication.said,
        due=wall_of(publication.due_at, zone),
        again=wall_of(publication.try_at, zone) if is_again else None,
        zone=zone,
        is_other_zone=zone != timezone.get_current_timezone_name(),
        bend=bend_words(read_wish(publication.wish, zone)),
        public_at=_wall(publication.public_at, zone),
        withdrawn_at=_wall(publication.withdrawn_at, zone),
        is_told=publication.is_told,
        wants_withdrawal=publication.wants_withdrawal,
        is_paused=state is State.SCHEDULED
        and Pause.objects.filter(workspace=publication.workspace_id).exists(),
        warning=publication.warning,
        visibility=publication.visibility,
        form=publication.form,
        link=publication.link,
        link_title=publication.link_title,
        new_text=publication.new_text,
        parts=_parts(publication, parts),
        pictures=tuple(_picture(row) for row in media if not row.is_card),
        card_picture=next((row.pk for row in media if row.is_card), None),
        lines=ledger(publication),
        proof=_proof(publication) if publication.withdrawn_at else "",
        look_at=look_at(publication),
        is_alone=not Publication.objects.filter(release=publication.release_id)
        .exclude(pk=publication.pk)
        .exists(),
        is_moving=is_moving(publication, now=now),
        may=may_of(publication, has_begun=has_begun),
    )


def standing_of(publication: Publication, *, has_begun: bool) -> str:
    """Return where it stands and what comes next, in a sentence."""
    state = State(publication.state)
    if state is State.PUBLIC and publication.is_told:
        return gettext("It is there: you said so.")
    if state in {State.SCHEDULED, State.RETURNED, State.REFUSED} and has_begun:
        return gettext("Part of it is public, the rest is not.")
    if state is State.SCHEDULED and publication.tries:
        return gettext(
            "It could not be sent yet, and is tried again. Nobody sees anything of it."
        )
    return str(STANDING[state])


def is_moving(publication: Publication, *, now: datetime) -> bool:
    """Return whether what the page shows can change by itself within a short while."""
    state = State(publication.state)
    if state in UNDER_WAY:
        return True
    return state is State.SCHEDULED and (publication.try_at - now).total_seconds() < _SOON


def may_of(publication: Publication, *, has_begun: bool) -> frozenset[str]:
    """Return what can be done with it: decide, move, edit, send, cancel, withdraw, by_hand."""
    state, network = State(publication.state), publication.account.network
    may: set[str] = set()
    if state in ASKABLE:
        may.add("decide")
    if state in MOVABLE:
        may |= {"send"} if has_begun else {"move", "edit", "send", "cancel"}
    if state is State.PUBLIC and network not in NO_EDIT and not publication.is_told:
        may.add("edit")
    is_out = has_begun or state in {State.PUBLIC, State.EDITING, State.SENDING, State.UNCLEAR}
    if is_out and state not in {State.WITHDRAWING, State.WITHDRAWN}:
        may.add("by_hand" if network in BY_HAND else "withdraw")
    if publication.wants_withdrawal or (state is State.ASKED and network in BY_HAND):
        may.discard("withdraw")
    return frozenset(may)


def _picture(row: PublicationMedia) -> PictureRow:
    return PictureRow(
        row.pk,
        row.picture.name,
        row.description,
        row.type == PDF,
        row.width,
        row.height,
    )


def _parts(publication: Publication, parts: list[Part]) -> tuple[PartRow, ...]:
    """Return the posts as they were composed; before that, the words as they were written."""
    if not parts:
        return (PartRow(1, publication.text, "", "", None, None, None),)
    figures = figures_of(publication, parts)
    return tuple(
        PartRow(
            part.position + 1,
            part.outgoing["text"],
            part.url,
            part.sha256,
            _wall(part.published_at, publication.zone),
            _wall(part.gone_at, publication.zone),
            figures.get(part.pk),
        )
        for part in parts
    )


def _wall(moment: datetime | None, zone: str) -> datetime | None:
    return None if moment is None else wall_of(moment, zone)


def look_at(publication: Publication) -> str:
    """Return where the person's own posts are seen on the network; nothing where it is unknown."""
    account = publication.account
    handle = account.handle.lstrip("@")
    if account.network == Network.LINKEDIN:
        return (
            "https://www.linkedin.com/in/me/recent-activity/all/"
            if account.kind == Kind.PERSON
            else ""
        )
    if account.network == Network.MASTODON and handle:
        return f"{account.server}/@{handle.partition('@')[0]}"
    bases = {
        Network.BLUESKY: "https://bsky.app/profile/",
        Network.INSTAGRAM: "https://www.instagram.com/",
    }
    base = bases.get(Network(account.network), "")
    return base + handle if base and handle else ""


def _proof(publication: Publication) -> str:
    """Return how it is known that it is gone."""
    seen = (
        Attempt.objects.filter(publication=publication, deed=Deed.LOOK)
        .order_by("-pk")
        .values_list("outcome", flat=True)
        .first()
    )
    if seen == Outcome.ABSENT:
        return gettext("We looked for it, and it is not there.")
    if seen == Outcome.HIDDEN:
        return gettext("The network said so; it does not let us look.")
    return ""

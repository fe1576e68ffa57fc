"""A person says what became of a publication of which nobody else can tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import F

from aboveboard.core.errors import Conflict, Invalid, NotAllowed
from aboveboard.rooms.publishing.enter_library import enter_library
from aboveboard.rooms.publishing.links import remote_id_of
from aboveboard.rooms.publishing.models import (
    Attempt,
    Deed,
    Outcome,
    Part,
    Publication,
    State,
)
from aboveboard.rooms.publishing.wakening import wake
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Member

AGAIN: Final = timedelta(hours=1)
"""When it is asked again after "I cannot tell yet"."""
ASKABLE: Final = (State.ASKED, State.UNCLEAR)


class Answer(StrEnum):
    """What the person sees."""

    THERE = "there"
    NOT_THERE = "not_there"
    LATER = "later"


@transaction.atomic
def decide(
    publication: Publication, answer: Answer, *, by: Member, now: datetime, link: str = ""
) -> Publication:
    """Return the publication as the person settled it.

    ``THERE`` makes it public, told by a person; with ``link`` it can be followed. ``NOT_THERE``
    gives it back to its writer: it is never sent again by itself. ``LATER`` looks, or asks, again.

    Raises:
        NotAllowed: ``by`` may not publish here.
        Invalid: the link leads to no post of this network; rules ``no_post_link``.
        Conflict: it is settled already.
    """
    if not by.may_write:
        raise NotAllowed
    mine = Publication.objects.filter(pk=publication.pk, state__in=ASKABLE)
    if not mine.update(token=F("token") + 1, lease_until=None, changed_at=now):
        publication.refresh_from_db()
        raise Conflict(what="publication", state=publication.state)
    publication.refresh_from_db()
    if answer is Answer.LATER:
        mine.update(state=State.UNCLEAR, try_at=now + AGAIN, tries=0)
    else:
        part = (
            Part.objects.filter(publication=publication, published_at=None)
            .order_by("position")[:1]
            .get()
        )
        if answer is Answer.THERE:
            _is_there(publication, part, link, now)
        else:
            _is_not_there(publication, part, now)
        _write_down(publication, part, answer, by, now)
    note(by, f"decide {answer.value}", "publication", publication.pk, now=now)
    wake()
    publication.refresh_from_db()
    return publication


def _is_there(publication: Publication, part: Part, link: str, now: datetime) -> None:
    remote_id = remote_id_of(publication.account.network, link) if link.strip() else ""
    if remote_id is None:
        raise Invalid(field="link", rule="no_post_link")
    since = part.intent_at or publication.unclear_since or now
    Part.objects.filter(pk=part.pk).update(
        remote_id=remote_id,
        url=link.strip(),
        intent_at=since,
        published_at=since,
        measure_at=now if remote_id else None,
    )
    rest = Part.objects.filter(publication=publication, published_at=None).exists()
    state: dict[str, Any]
    if rest:
        state = {"state": State.SCHEDULED, "try_at": now}
    elif publication.wants_withdrawal and remote_id:
        state = {"state": State.WITHDRAWING, "try_at": now, "public_at": since}
    else:
        state = {"state": State.PUBLIC, "public_at": since, "wants_withdrawal": False}
    Publication.objects.filter(pk=publication.pk).update(
        **state, is_told=True, reason="", said="", unclear_since=None, tries=0
    )
    if not rest:
        enter_library(publication, publication.parts.order_by("position"))


def _is_not_there(publication: Publication, part: Part, now: datetime) -> None:
    Part.objects.filter(pk=part.pk).update(intent_at=None)
    Publication.objects.filter(pk=publication.pk).update(
        state=State.RETURNED,
        reason="not_there",
        said="",
        unclear_since=None,
        wants_withdrawal=False,
        tries=0,
        changed_at=now,
    )


def _write_down(
    publication: Publication, part: Part, answer: Answer, by: Member, now: datetime
) -> None:
    outcome = Outcome.FOUND if answer is Answer.THERE else Outcome.ABSENT
    Attempt.objects.create(
        publication=publication,
        part=part,
        token=publication.token,
        deed=Deed.DECIDE,
        outcome=outcome,
        sha256=part.sha256,
        member=by,
        began_at=now,
        ended_at=now,
    )

"""Keep who may be named, and what they said to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.boundaries.models import Consent
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import date, datetime

    from aboveboard.rooms.workspaces.models import Member


@dataclass(frozen=True, slots=True)
class ConsentWords:
    """Who it is, and what they said on which day."""

    name: str
    company: str
    state: str
    said_on: date | None = None
    note: str = ""


@transaction.atomic
def ask_consent(words: ConsentWords, *, by: Member, now: datetime) -> Consent:
    """Return the consent of somebody; who has a row already keeps that one, with ``words``.

    Raises:
        NotAllowed: ``by`` only reads here.
    """
    known = Consent.objects.filter(
        workspace=by.workspace_id, folded=folded(words.name, words.company), deleted_at=None
    ).first()
    return _keep(known or Consent(workspace_id=by.workspace_id, created_at=now), words, by, now)


@transaction.atomic
def change_consent(
    consent: Consent, words: ConsentWords, *, by: Member, now: datetime
) -> Consent:
    """Return the consent with ``words``.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: somebody else of the list has this name and company; rule ``is_there``.
    """
    others = Consent.objects.filter(
        workspace=by.workspace_id, folded=folded(words.name, words.company), deleted_at=None
    ).exclude(pk=consent.pk)
    if others.exists():
        raise Invalid(field="name", rule="is_there")
    return _keep(consent, words, by, now)


def folded(name: str, company: str) -> str:
    """Return by what somebody is one row, whatever the capitals."""
    return f"{' '.join(name.casefold().split())}\n{' '.join(company.casefold().split())}"[:330]


def _keep(consent: Consent, words: ConsentWords, by: Member, now: datetime) -> Consent:
    if not by.may_write:
        raise NotAllowed
    consent.name, consent.company = words.name, words.company
    consent.folded = folded(words.name, words.company)
    consent.state, consent.said_on, consent.note = words.state, words.said_on, words.note
    consent.updated_at = now
    consent.save()
    note(by, "keep consent", "consent", consent.pk, now=now)
    return consent

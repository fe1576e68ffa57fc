"""Say of a post what kind it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import Invalid, NotAllowed
from aboveboard.rooms.library.models import Kind
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.library.models import Post
    from aboveboard.rooms.workspaces.models import Member


@transaction.atomic
def choose_kind(post: Post, *, kind: str, by: Member, now: datetime) -> None:
    """Keep the kind; a person's word wins over the reading from then on.

    Raises:
        NotAllowed: ``by`` only reads here.
        Invalid: there is no such kind.
    """
    if not by.may_write:
        raise NotAllowed
    if kind not in Kind.values:
        raise Invalid(field="kind", rule="choice")
    post.kind, post.is_kind_chosen = kind, True
    post.save(update_fields=["kind", "is_kind_chosen"])
    note(by, "choose kind", "post", post.pk, now=now)

"""Open what was claimed: all that is needed of a batch, asked of the database at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.rooms.publishing.held import Turn, let_go
from aboveboard.rooms.publishing.models import Part, Publication, PublicationMedia, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aboveboard.rooms.publishing.held import Claim, Tools


def opened(claims: Iterable[Claim], tools: Tools) -> list[Turn]:
    """Return the turns of the claims that still hold; let the others go."""
    wanted = {one.publication_id: one for one in claims}
    if not wanted:
        return []
    rows = Publication.objects.select_related("account", "member").in_bulk(list(wanted))
    turns = {
        pk: Turn(wanted[pk], row, tools, State(row.state))
        for pk, row in rows.items()
        if row.token == wanted[pk].token
    }
    for part in Part.objects.filter(publication__in=turns).order_by("position"):
        turns[part.publication_id].parts.append(part)
    new = [pk for pk, turn in turns.items() if turn.taken is State.PREPARING]
    media = PublicationMedia.objects.filter(publication__in=new).select_related("picture")
    for one in media.order_by("position"):
        turns[one.publication_id].media.append(one)
    for pk in wanted.keys() - turns.keys():
        let_go(wanted[pk])
    return [turns[pk] for pk in wanted if pk in turns]

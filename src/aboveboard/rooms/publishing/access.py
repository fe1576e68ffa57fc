"""The only doors from a seat to what goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.core.errors import NotFound
from aboveboard.rooms.publishing.models import (
    Picture,
    Publication,
    PublicationMedia,
    Release,
    Slot,
)

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Member


def access_publication(member: Member, publication_id: int) -> Publication:
    """Return the publication when it lies in the member's workspace, with its account.

    Raises:
        NotFound: there is none, or it is someone else's; the two are told apart nowhere.
    """
    found = (
        Publication.objects.select_related("account", "release", "member__user")
        .filter(pk=publication_id, workspace=member.workspace_id)
        .first()
    )
    if found is None:
        raise NotFound(what="publication")
    return found


def access_release(member: Member, release_id: int) -> Release:
    """Return the release when it lies in the member's workspace.

    Raises:
        NotFound: there is none, or it is someone else's.
    """
    found = Release.objects.filter(pk=release_id, workspace=member.workspace_id).first()
    if found is None:
        raise NotFound(what="release")
    return found


def access_media(member: Member, media_id: int) -> PublicationMedia:
    """Return a picture of a publication of the member's workspace.

    Raises:
        NotFound: there is none, or it is someone else's.
    """
    found = PublicationMedia.objects.filter(
        pk=media_id, publication__workspace=member.workspace_id
    ).first()
    if found is None:
        raise NotFound(what="picture")
    return found


def access_slot(member: Member, slot_id: int) -> Slot:
    """Return the weekly hour of an account of the member's workspace.

    Raises:
        NotFound: there is none, or it is someone else's.
    """
    found = Slot.objects.filter(pk=slot_id, account__workspace=member.workspace_id).first()
    if found is None:
        raise NotFound(what="slot")
    return found


def access_picture(member: Member, picture_id: int) -> Picture:
    """Return a picture that was brought into the member's workspace.

    Raises:
        NotFound: there is none, or it is someone else's.
    """
    found = Picture.objects.filter(pk=picture_id, workspace=member.workspace_id).first()
    if found is None:
        raise NotFound(what="picture")
    return found

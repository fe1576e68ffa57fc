"""Put what became public into the library, with its proof, so that the mirror sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.library.take_published import Published, take_published

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aboveboard.rooms.publishing.models import Part, Publication

_NUMBER: Final = re.compile(r"\d{15,20}\Z")


def enter_library(publication: Publication, parts: Iterable[Part]) -> None:
    """Keep each part that is public as a post of the library, or keep its changed words there."""
    network = publication.account.network
    take_published(
        publication.workspace_id,
        [
            Published(
                network=network,
                remote_id=archived_id(network, part.remote_id)
                or f"publication:{publication.pk}:{part.position}",
                url=part.url,
                text=part.outgoing["text"],
                written_at=part.published_at,
                visibility=publication.visibility,
                language=publication.language,
                where=f"publication:{publication.pk}",
            )
            for part in parts
            if part.published_at is not None
        ],
    )


def archived_id(network: str, remote_id: str) -> str:
    """Return the id under which an export of the network will hold the post.

    LinkedIn's archive has the bare number of a URN; so an import meets what was published here.
    """
    found = _NUMBER.search(remote_id) if network == "linkedin" else None
    return found[0] if found else remote_id[:200]

"""Boundaries that a text meets and that say stop, and what an owner took upon them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.boundaries.known import known_boundaries
from aboveboard.rooms.boundaries.models import Boundary, Consent
from aboveboard.rooms.publishing.models import Owned
from aboveboard.rooms.publishing.rows import exists
from aboveboard.web.remarks import name_of, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from aboveboard.rooms.publishing.models import Publication, PublicationMedia
    from aboveboard.rooms.publishing.schedule import Content

BOUNDARY: Final = "boundary"
"""The reason of what goes back to its writer because it meets one."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A boundary that was met, in words. ``key`` names it and the passage, without either."""

    name: str
    reason: str
    quote: str
    key: str


def texts_of(content: Content) -> tuple[str, ...]:
    """Return everything of a content that somebody could read or hear."""
    return _with_words(
        content.text,
        content.warning,
        content.link_title,
        content.link_description,
        *(one.description for one in content.media),
    )


def published_texts(
    publication: Publication, media: Iterable[PublicationMedia]
) -> tuple[str, ...]:
    """Return the same of a publication with its media."""
    return _with_words(
        publication.text,
        publication.warning,
        publication.link_title,
        publication.link_description,
        *(one.description for one in media),
    )


def _with_words(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text.strip())


def stops_in(texts: Iterable[str], workspace_id: int, *, today: date) -> tuple[Stop, ...]:
    """Return the boundaries with the weight stop that the texts meet on a day, each once."""
    here = {"workspace": workspace_id, "deleted_at": None}
    if not exists(Boundary, here) and not exists(Consent, here):
        return ()
    # numpy comes in with the first reading, not with the start of the product.
    from aboveboard.reading.draft import DraftText, Known  # noqa: PLC0415
    from aboveboard.reading.finding import Weight  # noqa: PLC0415
    from aboveboard.reading.read import CHECKS, read  # noqa: PLC0415

    others = frozenset(CHECKS) - {"boundaries"}
    known = Known(skipped=others, boundaries=known_boundaries(workspace_id), today=today)
    found: dict[str, Stop] = {}
    for text in texts:
        for finding in read(DraftText(text), known).findings:
            if finding.weight is Weight.STOP:
                quote = finding.span.of(text)
                # What was said of it meanwhile makes it another stop: a consent taken back.
                facts = [finding.rule, finding.reason, *sorted(finding.evidence.values())]
                key = sha256("\0".join([*facts, quote.casefold()]).encode()).hexdigest()
                found[key] = Stop(name_of(finding.rule), reason_of(finding), quote, key)
    return tuple(found.values())


def not_owned(
    publication: Publication, *, today: date, texts: Iterable[str] | None = None
) -> tuple[Stop, ...]:
    """Return the stops of a publication that nobody took upon them."""
    said = published_texts(publication, publication.media.all()) if texts is None else texts
    stops = stops_in(said, publication.workspace_id, today=today)
    if not stops:
        return ()
    rows = Owned.objects.filter(publication=publication).values_list("keys", flat=True)
    owned = {key for keys in rows for key in keys}
    return tuple(stop for stop in stops if stop.key not in owned)

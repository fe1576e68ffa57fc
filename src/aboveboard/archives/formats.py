"""Every export we read, and which of them a bundle is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from aboveboard.archives import (
    bluesky,
    facebook,
    instagram,
    linkedin,
    linkedin_analytics,
    mastodon,
    x,
)
from aboveboard.archives.meta_export import html_export_network
from aboveboard.archives.values import Item, Skipped, UnreadableArchive

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aboveboard.archives.bundle import Bundle


class Format(Protocol):
    """A reader of one export: a module with a name, a test by content, and a reading."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of a module
        """The name of the format, the same for ever."""

    def recognises(self, bundle: Bundle, /) -> bool:
        """Return whether ``bundle`` holds this export."""

    def read(self, bundle: Bundle, /) -> Iterator[Item | Skipped]:
        """Give what the export holds, always in the same order."""


FORMATS: Final[Mapping[str, Format]] = {
    one.NAME: one
    for one in (
        linkedin,
        linkedin_analytics,
        mastodon,
        x,
        instagram,
        facebook,
        bluesky,
    )
}
"""The formats by name, in the order in which a bundle is held against them."""


def recognise(bundle: Bundle) -> str:
    """Return the name of the format ``bundle`` is in.

    Raises UnreadableArchive: ``html_instead_of_json`` when it is an export that was asked for
    as pages to look at, ``unknown_kind`` when no format fits, and whatever reading it raises.
    """
    for name, one in FORMATS.items():
        if one.recognises(bundle):
            return name
    network = html_export_network(bundle)
    if network:
        raise UnreadableArchive("html_instead_of_json", network)
    raise UnreadableArchive("unknown_kind")


def read(bundle: Bundle) -> Iterator[Item | Skipped]:
    """Give what was left out when opening ``bundle``, then everything in it.

    Raises UnreadableArchive as :func:`recognise` does, before anything is given, and
    ``too_large`` at any time.
    """
    one = FORMATS[recognise(bundle)]
    return _all_of(bundle, one)


def _all_of(bundle: Bundle, one: Format) -> Iterator[Item | Skipped]:
    yield from bundle.skipped
    yield from one.read(bundle)

"""Finds the member of a bundle which an entry means by a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.archives.json_values import Json, text_of, web_address_of
from aboveboard.archives.values import ArchivedMedia

if TYPE_CHECKING:
    from aboveboard.archives.bundle import Bundle


class MediaPaths:
    """The members of one bundle. A path that is no member is never given out."""

    def __init__(self, bundle: Bundle) -> None:
        self._names = frozenset(bundle.names())

    def member(self, path: Json, beside: str) -> str:
        """Return the member ``path`` leads to, or ``""``.

        Tried from the folder of the member ``beside`` upwards to the root of the bundle, as
        exports give paths from their own root, which may lie in a folder.
        """
        wanted = text_of(path).lstrip("/")
        if not wanted or ".." in wanted.split("/"):
            return ""
        folder = beside
        while folder:
            folder = folder.rpartition("/")[0]
            candidate = f"{folder}/{wanted}" if folder else wanted
            if candidate in self._names:
                return candidate
        return ""

    def media(self, path: Json, beside: str, alt: str = "") -> ArchivedMedia:
        """Return the media at ``path``, which may be an address on the web."""
        return ArchivedMedia(path=self.member(path, beside), url=web_address_of(path), alt=alt)

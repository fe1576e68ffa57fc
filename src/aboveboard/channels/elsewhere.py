"""Networks that are to be found elsewhere: stand-ins for trials, instead of the real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aboveboard.channels.answer import Answer
    from aboveboard.channels.sender import Sender


def moved(url: str, places: Mapping[str, str]) -> str:
    """Return ``url`` with the origin that stands in the place of its own, if there is one.

    ``places`` names origins by origins: ``{"https://api.example": "http://127.0.0.1:4001"}``.
    """
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    return url if origin not in places else places[origin] + url.removeprefix(origin)


class Elsewhere:
    """A sender that asks the origins of ``places`` instead of the real ones."""

    def __init__(self, sender: Sender, places: Mapping[str, str]) -> None:
        self._sender = sender
        self._places = dict(places)

    def send(self, method: str, url: str, **more: Any) -> Answer:
        """Return the answer of whoever stands in the place of the one asked."""
        return self._sender.send(method, moved(url, self._places), **more)

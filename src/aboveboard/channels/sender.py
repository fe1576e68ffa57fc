"""What a channel sends with: the door, or in tests a stand-in without a socket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from aboveboard.channels.answer import Answer, Effect
    from aboveboard.channels.http.door import Bounds

    type File = tuple[str, bytes | BinaryIO, str]


class Sender(Protocol):
    """Sends one request and returns the whole answer; see :meth:`..http.door.Door.send`."""

    def send(
        self,
        method: str,
        url: str,
        *,
        effect: Effect | None = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        json: object = None,
        form: Mapping[str, str | list[str]] | None = None,
        files: Mapping[str, File] | None = None,
        content: bytes | BinaryIO | None = None,
        bounds: Bounds | None = None,
    ) -> Answer:
        """Return the answer, whatever its status, or raise a ``ChannelError``."""
        ...

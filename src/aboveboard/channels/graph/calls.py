"""One call to the Graph API, and lists that come in pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from aboveboard.channels.answer import PAUSE
from aboveboard.channels.graph.errors import understood
from aboveboard.channels.port import Busy, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aboveboard.channels.answer import Answer, Effect
    from aboveboard.channels.sender import File, Sender

VERSION: Final = "v26.0"
"""The newest version in Meta's documentation in November 2026 (D)."""
_PAGES: Final = 20


class Page(NamedTuple):
    """A page of a list, and the answer it came in."""

    answer: Answer
    items: list[dict[str, Any]]
    is_last: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """Where calls go, and what opens them. The token goes in a header, so no address holds it."""

    server: str
    version: str
    access: str = field(repr=False)
    sender: Sender

    def get(self, path: str, **params: str) -> Answer:
        """Return the answer to a reading call, when it is a yes; see :func:`understood`."""
        url = f"{self.server}/{self.version}/{path}"
        return understood(
            self.sender.send("GET", url, params=params or None, headers=self._headers)
        )

    def post(
        self,
        path: str,
        form: Mapping[str, str],
        *,
        effect: Effect | None = None,
        files: Mapping[str, File] | None = None,
    ) -> Answer:
        """Return the answer to a call that makes or changes something, when it is a yes."""
        url = f"{self.server}/{self.version}/{path}"
        return understood(
            self.sender.send(
                "POST", url, effect=effect, form=dict(form), files=files, headers=self._headers
            )
        )

    def delete(self, path: str) -> Answer:
        """Return the answer to a call that takes something away, when it is a yes."""
        url = f"{self.server}/{self.version}/{path}"
        return understood(self.sender.send("DELETE", url, headers=self._headers))

    def pages(self, path: str, **params: str) -> Iterator[Page]:
        """Yield the pages of a list until its end, at most 20."""
        after = ""
        for _ in range(_PAGES):
            answer = self.get(path, **params, **({"after": after} if after else {}))
            after = _after(body_of(answer))
            yield Page(answer, items(answer), is_last=not after)
            if not after:
                return

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access}"}


def body_of(answer: Answer) -> dict[str, Any]:
    """Return the map an answer holds; an empty one where it holds another thing."""
    body = answer.json()
    return body if isinstance(body, dict) else {}


def items(answer: Answer) -> list[dict[str, Any]]:
    """Return the maps in the list an answer holds."""
    return maps(body_of(answer))


def maps(place: Any) -> list[dict[str, Any]]:
    """Return the maps in ``place["data"]``, the Graph API's form of a list."""
    found = place.get("data") if isinstance(place, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def text_in(place: Mapping[str, Any], name: str) -> str:
    """Return a text or number by its name, as text, or nothing."""
    value = place.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def number_in(place: Mapping[str, Any], name: str) -> int | None:
    """Return a whole number by its name, or None."""
    value = place.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def moment_in(place: Mapping[str, Any], name: str) -> datetime | None:
    """Return a moment by its name, as ``2026-11-24T12:00:00+0000`` (D), or None."""
    try:
        moment = datetime.fromisoformat(text_in(place, name))
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def id_in(answer: Answer, *, name: str = "id") -> str:
    """Return the id in the answer to a call that may be repeated.

    Raises:
        Busy: there is none.
    """
    found = text_in(body_of(answer), name)
    if not found:
        raise Busy(Reason.UNREADABLE, answer.at + PAUSE, status=answer.status)
    return found


def _after(body: dict[str, Any]) -> str:
    """Return where the next page begins, or nothing on the last one."""
    paging = body.get("paging")
    if not isinstance(paging, dict) or not paging.get("next"):
        return ""
    cursors = paging.get("cursors")
    return text_in(cursors, "after") if isinstance(cursors, dict) else ""

"""One call to a Mastodon server, and what its errors mean.

Source: mastodon/documentation methods/, api/rate-limits.md (L); words of errors from its code and
postiz (C), of other servers as Mastodon.py met them (M).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.answer import Effect
from aboveboard.channels.port import Busy, Reason, Refused, Unclear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aboveboard.channels.answer import Answer
    from aboveboard.channels.http.door import Bounds
    from aboveboard.channels.sender import File, Sender

_NOT_READY: Final = timedelta(seconds=10)
_WORDS: Final = (  # C post_status_service.rb, status_length_validator.rb, media_attachment.rb
    ("could not be found", Reason.MEDIA),
    ("character limit", Reason.TOO_LONG),
    ("too long", Reason.TOO_LONG),
    ("can't be blank", Reason.EMPTY),
    ("file", Reason.MEDIA),
    ("media", Reason.MEDIA),
)
_BLOCKED: Final = ("disabled", "suspended", "frozen", "moved")


@dataclass(frozen=True, slots=True)
class Api:
    """Where calls go, and what opens them."""

    server: str
    access: str = field(repr=False)
    sender: Sender

    def call(
        self,
        method: str,
        path: str,
        *,
        effect: Effect | None = None,
        json: object = None,
        form: Mapping[str, str | list[str]] | None = None,
        files: Mapping[str, File] | None = None,
        headers: Mapping[str, str] | None = None,
        bounds: Bounds | None = None,
    ) -> Answer:
        """Return the answer to a call of ``/api/``, when it is a yes.

        Raises:
            ChannelError: what the server said instead means this.
        """
        answer = self.sender.send(
            method,
            f"{self.server}/api/{path}",
            effect=effect,
            json=json,
            form=form,
            files=files,
            bounds=bounds,
            # Its words for errors are in the language that is asked for.
            headers={
                "Authorization": f"Bearer {self.access}",
                "Accept-Language": "en",
                **(headers or {}),
            },
        )
        return accepted(answer)


def accepted(answer: Answer) -> Answer:
    """Return the answer when it is a yes.

    Raises:
        ChannelError: what the server said instead means this.
    """
    if answer.status not in {400, 403, 422}:
        return answer.accepted()
    said = answer.said()
    words = said.lower()
    if answer.status == 400 and "token" in words:  # M Takahe
        raise Refused(Reason.SIGN_IN, status=answer.status, said=said)
    if answer.status == 403:
        is_blocked = any(one in words for one in _BLOCKED)
        reason = Reason.BLOCKED if is_blocked else Reason.FORBIDDEN
        raise Refused(reason, status=answer.status, said=said)
    if "finished processing" in words:
        raise Busy(Reason.MEDIA, answer.at + _NOT_READY, status=answer.status, said=said)
    is_lost = "media" in words and "could not be found" in words
    if is_lost and answer.effect is Effect.CREATES:
        # It is forgotten, or it hangs on a post already: the one that was sent before.
        raise Unclear(Reason.MEDIA, status=answer.status, said=said)
    for told, reason in _WORDS:
        if told in words:
            raise Refused(reason, status=answer.status, said=said)
    return answer.accepted()


def body(answer: Answer) -> dict[str, Any]:
    """Return the map an answer holds; an empty one where it holds none."""
    found = answer.json()
    return found if isinstance(found, dict) else {}


def rows(answer: Answer) -> list[dict[str, Any]]:
    """Return the maps an answer lists; what is no map is left out."""
    found = answer.json()
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def moment(value: object) -> datetime | None:
    """Return the moment that is told in ISO 8601, in UTC, or None."""
    try:
        found = datetime.fromisoformat(str(value))
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None

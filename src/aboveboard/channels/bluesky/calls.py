"""One call to a server of the AT Protocol (XRPC), and what its errors mean.

Source: bluesky-social/atproto packages/pds, xrpc-server (L); what its server answered (M).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from aboveboard.channels.port import Busy, ChannelError, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aboveboard.channels.answer import Answer, Effect
    from aboveboard.channels.bluesky.dpop import Prover
    from aboveboard.channels.http.door import Bounds
    from aboveboard.channels.sender import Sender

_AGAIN: Final = timedelta(minutes=5)
_REASONS: Final = {
    "ExpiredToken": Reason.SIGN_IN,
    "InvalidToken": Reason.SIGN_IN,
    "AuthMissing": Reason.SIGN_IN,
    "AuthenticationRequired": Reason.SIGN_IN,
    "invalid_token": Reason.SIGN_IN,
    "AccountTakedown": Reason.BLOCKED,
    "AccountDeactivated": Reason.BLOCKED,
    "AccountSuspended": Reason.BLOCKED,
    "RepoTakendown": Reason.BLOCKED,
    "RepoDeactivated": Reason.BLOCKED,
    "RepoSuspended": Reason.BLOCKED,
    "AuthFactorTokenRequired": Reason.FORBIDDEN,
    "BlobTooLarge": Reason.MEDIA,
    "PayloadTooLarge": Reason.MEDIA,
    "InvalidMimeType": Reason.MEDIA,
    "InvalidSwap": Reason.DUPLICATE,
    "RecordNotFound": Reason.GONE,
    "RepoNotFound": Reason.GONE,
    "NotFound": Reason.GONE,
    "HandleNotFound": Reason.GONE,
}
_TOO_LONG: Final = ("grapheme", "must not be longer", "too long", "maxlength")


@dataclass(frozen=True, slots=True)
class Api:
    """Where calls go, and what opens them: a token alone, or one that ``prover`` proves to hold."""

    server: str
    access: str = field(repr=False)
    sender: Sender
    prover: Prover | None = None

    def ask(
        self, method: str, params: Sequence[tuple[str, str]], *, is_open: bool = False
    ) -> Any:
        """Return what a query brings; ``is_open`` asks without a token what everybody may know.

        Raises:
            ChannelError: what the server said instead means this.
        """
        path = f"{method}?{urlencode(params)}"
        came = accepted(self._send("GET", path, is_open=is_open))
        return came.json()

    def call(
        self,
        method: str,
        *,
        json: object = None,
        content: bytes | None = None,
        kind: str = "application/json",
        effect: Effect | None = None,
        bounds: Bounds | None = None,
    ) -> Answer:
        """Return the answer to a procedure, when it is a yes.

        Raises:
            ChannelError: what the server said instead means this.
        """
        headers = {"Content-Type": kind}
        return accepted(
            self._send(
                "POST",
                method,
                json=json,
                content=content,
                headers=headers,
                effect=effect,
                bounds=bounds,
            )
        )

    def _send(
        self,
        verb: str,
        path: str,
        *,
        is_open: bool = False,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> Answer:
        url = f"{self.server}/xrpc/{path}"

        def once() -> Answer:
            opens = {} if is_open else self._authorisation(verb, url)
            return self.sender.send(verb, url, headers={**opens, **(headers or {})}, **more)

        came = once()
        if is_open or self.prover is None or not self.prover.learn(url, came):
            return came
        # Refused for lack of a nonce, it did nothing: it is sent once more.
        return once()

    def _authorisation(self, verb: str, url: str) -> dict[str, str]:
        if self.prover is None:
            return {"Authorization": f"Bearer {self.access}"}
        proof = self.prover.proof(verb, url, access=self.access)
        return {"Authorization": f"DPoP {self.access}", "DPoP": proof}


def accepted(answer: Answer) -> Answer:
    """Return the answer when it is a yes.

    Raises:
        ChannelError: what the server said instead means this.
    """
    if not 400 <= answer.status <= 499 or answer.status == 429:
        return answer.accepted()
    name, said = error_of(answer), answer.said()
    if name == "BlobNotFound":  # it was swept away meanwhile: it is to be uploaded again
        raise Busy(Reason.MEDIA, answer.at + _AGAIN, status=answer.status, said=said)
    if name in _REASONS:
        raise Refused(_REASONS[name], status=answer.status, said=said)
    if any(words in said.lower() for words in _TOO_LONG):
        raise Refused(Reason.TOO_LONG, status=answer.status, said=said)
    return answer.accepted()


def error_of(answer: Answer) -> str:
    """Return the name of the error in an answer, or nothing."""
    try:
        body = answer.json()
    except ChannelError:
        return ""
    return str(body.get("error", "")) if isinstance(body, dict) else ""


def body(answer: Answer) -> dict[str, Any]:
    """Return the map an answer holds; an empty one where it holds none."""
    found = answer.json()
    return found if isinstance(found, dict) else {}

"""Who a handle is and where they live: handle, DID, document, server.

Source: atproto specs handle, did (L). Names are not looked up in the DNS here: what stands there
only, a resolver tells, and the document of the DID has to say the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote, urlsplit

from aboveboard.channels.bluesky.calls import accepted, body
from aboveboard.channels.port import Busy, NotSent, Reason, Refused

if TYPE_CHECKING:
    from aboveboard.channels.sender import Sender

HANDLE: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\Z"
)
DID: Final = re.compile(
    r"did:(?:plc:[a-z2-7]{24}|web:[a-zA-Z0-9.-]{1,200}(?:%3[Aa][0-9]{1,5})?)\Z"
)
_ADDRESS: Final = re.compile(r"https?://[^/\s]+")


@dataclass(frozen=True, slots=True)
class Places:
    """Where to ask who somebody is; others only in tests."""

    resolver: str = "https://public.api.bsky.app"
    directory: str = "https://plc.directory"


PLACES: Final = Places()
"""The real ones."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Who somebody is, and their server."""

    did: str
    handle: str
    server: str


@dataclass(frozen=True, slots=True)
class Directory:
    """Finds people."""

    places: Places
    sender: Sender

    def find(self, written: str) -> Whereabouts:
        """Return who is meant by a handle or a DID.

        Raises:
            Refused: ``Reason.GONE``: nobody is.
        """
        name = written.strip().removeprefix("at://").removeprefix("@")
        if DID.match(name):
            return self.at_home(name)
        did = self.did_of(name)
        if did is None:
            raise Refused(Reason.GONE)
        found = self.at_home(did)
        if found.handle != name.lower():
            raise Refused(Reason.GONE)  # somebody else says to be them
        return found

    def did_of(self, handle: str) -> str | None:
        """Return the DID that a handle stands for, or None where it stands for nobody.

        Raises:
            Busy: it cannot be found out now.
            NotSent: likewise.
        """
        handle = handle.lower()
        if not HANDLE.match(handle):
            return None
        problem: Busy | NotSent | None = None
        for ask in (self._resolved, self._well_known):
            try:
                found = ask(handle)
            except Refused:
                continue
            except (Busy, NotSent) as error:
                problem = problem or error
                continue
            if DID.match(found):
                return found
        # A name that has no server of its own is no reason to try again.
        if problem is not None and problem.reason not in {Reason.NAME, Reason.UNREADABLE}:
            raise problem
        return None

    def at_home(self, did: str) -> Whereabouts:
        """Return the handle and the server in the document of a DID.

        Raises:
            Refused: ``Reason.GONE``: there is none.
        """
        document = body(accepted(self.sender.send("GET", self._document(did))))
        server = _server_in(document)
        if document.get("id") != did or not server:
            raise Refused(Reason.GONE)
        return Whereabouts(did, _handle_in(document), server)

    def _document(self, did: str) -> str:
        if did.startswith("did:plc:"):
            return f"{self.places.directory}/{did}"
        host = unquote(did.removeprefix("did:web:"))
        scheme = "http" if urlsplit(f"//{host}").hostname == "localhost" else "https"
        return f"{scheme}://{host}/.well-known/did.json"

    def _resolved(self, handle: str) -> str:
        path = f"com.atproto.identity.resolveHandle?handle={quote(handle)}"
        came = self.sender.send("GET", f"{self.places.resolver}/xrpc/{path}")
        return str(body(accepted(came)).get("did", ""))

    def _well_known(self, handle: str) -> str:
        came = accepted(self.sender.send("GET", f"https://{handle}/.well-known/atproto-did"))
        return came.body[:300].decode("ascii", "replace").strip()


def is_address(written: str) -> bool:
    """Return whether somebody wrote the address of a server instead of who they are."""
    return _ADDRESS.match(written.strip()) is not None


def address_of(written: str) -> str:
    """Return the address of a server without what follows it."""
    found = _ADDRESS.match(written.strip())
    host = written.strip().rstrip("/")
    return found[0] if found else f"https://{host}"


def _server_in(document: dict[str, Any]) -> str:
    services = document.get("service")
    for one in services if isinstance(services, list) else ():
        if isinstance(one, dict) and str(one.get("id", "")).endswith("#atproto_pds"):
            address = str(one.get("serviceEndpoint", ""))
            return address.rstrip("/") if is_address(address) else ""
    return ""


def _handle_in(document: dict[str, Any]) -> str:
    names = document.get("alsoKnownAs")
    for one in names if isinstance(names, list) else ():
        if str(one).startswith("at://"):
            return str(one).removeprefix("at://").lower()
    return ""

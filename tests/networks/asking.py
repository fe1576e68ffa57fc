"""Requests that tests of the stand-ins send, with a socket and without."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.networks.exchange import Answer, Request

if TYPE_CHECKING:
    from tests.networks.network import Network
    from tests.networks.served import Served


def ask(
    network: Network,
    call: str,
    body: dict[str, Any] | bytes | None = None,
    *,
    token: str = "",
    **headers: str,
) -> Answer:
    """Return the answer to ``"POST /path"`` with fields as JSON, without a socket."""
    method, _, target = call.partition(" ")
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if token:
        sent["authorization"] = f"Bearer {token}"
    if isinstance(body, dict):
        sent.setdefault("content-type", "application/json")
        body = json.dumps(body).encode()
    return network.answer(Request(method, target, sent, body or b""))


@dataclass(frozen=True, slots=True)
class Arrived:
    """An answer as it came through a socket."""

    status: int
    headers: dict[str, str]
    body: bytes


def send(
    here: Served,
    call: str,
    body: dict[str, Any] | None = None,
    *,
    token: str = "",
    wait: float = 5,
) -> Arrived:
    """Return what arrives through the socket, or raise what a client would meet."""
    method, _, target = call.partition(" ")
    connection = http.client.HTTPConnection(urlsplit(here.address).netloc, timeout=wait)
    sent = {"content-type": "application/json", "authorization": f"Bearer {token}"}
    try:
        connection.request(method, target, json.dumps(body) if body else None, sent)
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Arrived(answer.status, headers, answer.read())
    finally:
        connection.close()


def way_back(given: Answer) -> dict[str, str]:
    """Return the fields of the address that an answer sends the browser to."""
    address = dict(given.headers)["location"]
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

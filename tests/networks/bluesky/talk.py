"""How the server speaks, and who is on it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlsplit

from tests.networks.exchange import Answer, answer

if TYPE_CHECKING:
    from tests.networks.exchange import Request

NOOR: Final = "did:plc:noornoornoornoornoornoor"
RIK: Final = "did:plc:rikrikrikrikrikrikrikrik"


def error(status: int, name: str, words: str) -> Answer:
    """Return an error in its envelope."""
    return answer(status, {"error": name, "message": words})


def cid_of(content: dict[str, Any]) -> str:
    """Return a name for exact content; the real one is a hash too, of another form."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
    return "bafyrei" + hashlib.sha256(written).hexdigest()[:52]


def several(request: Request, name: str) -> list[str]:
    """Return every value of a parameter that may come more than once."""
    return [value for one, value in parse_qsl(urlsplit(request.target).query) if one == name]

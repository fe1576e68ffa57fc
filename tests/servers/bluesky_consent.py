"""Somebody who signs in at a Bluesky server and says yes, without a browser."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(slots=True)
class Person:
    """Somebody with a handle and a password, and the cookies they were given.

    The cookies are for encrypted ways only, so they are kept by hand on this machine.
    """

    did: str
    handle: str
    password: str
    cookies: dict[str, str] = field(default_factory=dict)

    def say_yes(self, url: str) -> dict[str, str]:
        """Return the parameters that the page of consent sends somebody back with."""
        pages = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
        self._send("GET", url, {"sec-fetch-site": "none", **pages})
        signed = self._ask(
            url,
            "sign-in",
            {"locale": "en", "username": self.handle, "password": self.password},
        )
        bearer = f"Bearer {signed['ephemeralToken']}"
        agreed = self._ask(url, "consent", {"did": self.did}, authorization=bearer)
        back = dict(parse_qsl(urlsplit(str(agreed["url"])).query))
        return {name: back[name] for name in ("code", "state", "iss")}

    def say_no(self, url: str) -> dict[str, str]:
        """Return the parameters that somebody is sent back with who does not want it."""
        pages = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
        self._send("GET", url, {"sec-fetch-site": "none", **pages})
        back = dict(parse_qsl(urlsplit(str(self._ask(url, "reject", {})["url"])).query))
        return {name: back[name] for name in ("error", "state", "iss")}

    def _ask(
        self, page: str, what: str, said: dict[str, str], *, authorization: str = ""
    ) -> dict[str, Any]:
        parts = urlsplit(page)
        origin = f"{parts.scheme}://{parts.netloc}"
        headers = {
            "content-type": "application/json",
            "origin": origin,
            "referer": page,
            "sec-fetch-site": "same-origin",
            "sec-fetch-mode": "same-origin",
            "sec-fetch-dest": "empty",
            "x-csrf-token": self.cookies["csrf-token"],
            **({"authorization": authorization} if authorization else {}),
        }
        url = f"{origin}/@atproto/oauth-provider/~api/{what}"
        found: dict[str, Any] = json.loads(
            self._send("POST", url, headers, json.dumps(said).encode())
        )
        return found

    def _send(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None = None
    ) -> bytes:
        parts = urlsplit(url)
        way = http.client.HTTPConnection(parts.netloc, timeout=30)
        try:
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            way.request(method, target, body, {**headers, "cookie": cookie})
            came = way.getresponse()
            content = came.read()
            assert came.status < 400, (came.status, content[:500])
            for given in came.headers.get_all("set-cookie") or []:
                name, _, value = given.partition(";")[0].partition("=")
                self.cookies[name] = value
            return content
        finally:
            way.close()

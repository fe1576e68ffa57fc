"""What goes to and fro: requests, answers, and the fields of a request's body."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from email.parser import BytesParser
from email.policy import HTTP
from enum import StrEnum
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class Delivery(StrEnum):
    """How much of an answer arrives."""

    WHOLE = "whole"
    CUT = "cut"
    NOTHING = "nothing"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class File:
    """A file in a form."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Request:
    """A request as it came. Names of headers are in small letters."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path, decoded one by one: a URN may hold encoded slashes."""
        path = urlsplit(self.target).path.strip("/")
        return tuple(unquote(part) for part in path.split("/"))

    @cached_property
    def query(self) -> dict[str, Any]:
        """The fields of the address."""
        return nested(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @cached_property
    def media_type(self) -> str:
        """The type of the body, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_form(self) -> bool:
        """Whether the body is a form, in which every value is text."""
        return self.media_type != "application/json"

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The fields of the body.

        Raises:
            ValueError: the body says it is JSON and is not.
        """
        if not self.body:
            return {}
        if self.media_type == "application/json":
            found = json.loads(self.body)
            return found if isinstance(found, dict) else {"": found}
        if self.media_type == "multipart/form-data":
            return nested(_parts(self.headers["content-type"], self.body))
        if self.media_type == "application/x-www-form-urlencoded":
            return nested(parse_qsl(self.body.decode(), keep_blank_values=True))
        return {}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, and how it travels: after ``delay`` real seconds, whole or not."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    delivery: Delivery = Delivery.WHOLE
    delay: float = 0.0

    def with_headers(self, **headers: str) -> Answer:
        """Return the answer with more headers; ``_`` stands for ``-``."""
        more = tuple((name.replace("_", "-"), value) for name, value in headers.items())
        return replace(self, headers=self.headers + more)

    @property
    def value(self) -> Any:
        """What the body says."""
        return json.loads(self.body) if self.body else None


NOTHING = Answer(0, delivery=Delivery.NOTHING)


def answer(status: int, value: Any = None, **headers: str) -> Answer:
    """Return an answer with ``value`` as JSON, or without a body."""
    if value is None:
        return Answer(status).with_headers(**headers)
    body = json.dumps(value, ensure_ascii=False).encode()
    kind = (("content-type", "application/json; charset=utf-8"),)
    return Answer(status, body, kind).with_headers(**headers)


def redirect(address: str) -> Answer:
    """Return an answer that sends the browser elsewhere."""
    return Answer(302).with_headers(location=address)


def nested(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the fields of a form: ``a[]`` are lists, ``a[b]`` are maps, as in Rails and PHP."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        first, *rest = [name.partition("[")[0], *re.findall(r"\[([^\]]*)\]", name)]
        place = found
        while rest and rest[0]:
            place = place.setdefault(first, {})
            first = rest.pop(0)
        if rest:
            place.setdefault(first, []).append(value)
        elif isinstance(place, dict):
            place[first] = value
    return found


def _parts(content_type: str, body: bytes) -> list[tuple[str, Any]]:
    head = f"content-type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    found: list[tuple[str, Any]] = []
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        file = part.get_filename()
        if file is None:
            found.append((name, data.decode()))
        else:
            found.append((name, File(file, part.get_content_type(), data)))
    return found

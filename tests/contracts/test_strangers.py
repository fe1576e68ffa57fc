"""Every address under a workspace, tried by someone without a seat there and by nobody at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from conftest import Cast

CONVERTERS = {
    "int": "1",
    "str": "a",
    "slug": "a",
    "path": "a",
    "uuid": "00000000-0000-0000-0000-000000000000",
}


def _addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _addresses(one, path)
        elif isinstance(one, URLPattern):
            yield path


ADDRESSES = sorted(
    path for path in _addresses(get_resolver()) if path.startswith("w/<int:workspace_id>/")
)


def _filled(path: str, workspace: int) -> str:
    path = path.replace("<int:workspace_id>", str(workspace))
    return "/" + re.sub(r"<(\w+):\w+>", lambda found: CONVERTERS[found[1]], path)


def test_there_are_addresses_to_try() -> None:
    assert len(ADDRESSES) > 20


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_stranger_finds_nothing(path: str, cast: Cast, stranger_browser: Client) -> None:
    address = _filled(path, cast.workspace.pk)
    for answer in (stranger_browser.get(address), stranger_browser.post(address)):
        assert answer.status_code in {404, 405}, address


@pytest.mark.parametrize("path", ADDRESSES)
def test_nobody_is_led_to_sign_in(path: str, cast: Cast, client: Client) -> None:
    address = _filled(path, cast.workspace.pk)
    for answer in (client.get(address), client.post(address)):
        if answer.status_code != 405:
            assert answer.status_code == 302, address
            assert answer["Location"].startswith("/sign-in/")

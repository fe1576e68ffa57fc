"""Pictures: to members, and to a network that fetches what it was told of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse

from aboveboard.rooms.publishing.media_files import address_of, keep_file
from aboveboard.rooms.publishing.models import Picture, PublicationMedia, State
from aboveboard.rooms.publishing.tests.scripted import START

if TYPE_CHECKING:
    from django.test import Client

    from aboveboard.rooms.publishing.tests.scripted import World

DIGEST = "ab" * 32


@pytest.fixture
def row(world: World) -> PublicationMedia:
    keep_file(DIGEST, b"the bytes")
    picture = Picture.objects.create(
        workspace=world.member.workspace,
        sha256=DIGEST,
        type="image/jpeg",
        name="shelf.jpg",
        size=9,
        created_at=START,
    )
    return PublicationMedia.objects.create(
        publication=world.promise(after=60),
        picture=picture,
        position=0,
        sha256=DIGEST,
        type="image/jpeg",
        size=9,
    )


@pytest.fixture
def address(settings: Any, row: PublicationMedia) -> str:
    settings.BASE_URL = "https://noor.example"
    return urlsplit(address_of(DIGEST, "image/jpeg")).path


def test_a_network_gets_the_file_plainly_and_without_a_cookie(
    client: Client, address: str
) -> None:
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == b"the bytes"  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "max-age=" in answer["Cache-Control"]
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_an_address_that_was_changed_or_is_too_old_leads_nowhere(
    client: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get(address.replace("ab", "ac", 1)).status_code == 404
    import time

    later = time.time() + timedelta(hours=25).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("state", [State.CANCELLED, State.RETURNED, State.REFUSED])
def test_what_does_not_go_out_is_not_fetched(
    client: Client, address: str, row: PublicationMedia, state: str
) -> None:
    type(row.publication).objects.update(state=state)
    assert client.get(address).status_code == 404


def test_only_members_see_a_picture(
    browser: Client, stranger_browser: Client, client: Client, row: PublicationMedia
) -> None:
    where = reverse("publishing:picture", args=[row.publication.workspace_id, row.pk])
    answer = browser.get(where)
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("private")
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert stranger_browser.get(where).status_code == 404


def test_a_file_that_is_gone_is_said_to_be_gone(browser: Client, row: PublicationMedia) -> None:
    from aboveboard.rooms.publishing.media_files import path_of

    path_of(DIGEST).unlink()
    where = reverse("publishing:picture", args=[row.publication.workspace_id, row.pk])
    assert browser.get(where).status_code == 404


def test_without_a_public_address_no_network_is_told_of_a_file() -> None:
    assert settings.BASE_URL == ""
    assert address_of(DIGEST, "image/jpeg") == ""

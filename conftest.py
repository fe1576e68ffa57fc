"""One cast for every test: Noor owns, Sam edits, Rik reviews, Robin is a stranger."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from aboveboard.rooms.workspaces.models import Member, User, Workspace

# A slow machine is no fault of the code: speed is shown by benches.
hypothesis.settings.register_profile("aboveboard", deadline=None)
hypothesis.settings.load_profile("aboveboard")

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""The present of the tests."""


@dataclass(frozen=True)
class Cast:
    """The people and their places. ``noor`` and ``sam`` share a workspace, Robin has her own."""

    workspace: Workspace
    noor: Member
    sam: Member
    rik: Member
    stranger: Member


def _user(name: str) -> User:
    from aboveboard.rooms.workspaces.models import User

    return User.objects.create_user(name)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Begin every test in English, whatever language the one before asked for."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Begin every test without what the one before kept of a workspace of the same number."""
    known = sys.modules.get("aboveboard.rooms.boundaries.known")
    if known is not None:
        known.forget()
    facts = sys.modules.get("aboveboard.rooms.record.facts")
    if facts is not None:
        facts.forget_moments()


@pytest.fixture
def cast(db: None) -> Cast:
    from aboveboard.rooms.workspaces.models import Member, Workspace

    home = Workspace.objects.create(name="Studio Zilver", created_at=NOON)
    elsewhere = Workspace.objects.create(name="Elders", created_at=NOON)
    seats = {
        name: Member.objects.create(workspace=home, user=_user(name), role=role)
        for name, role in (("noor", "owner"), ("sam", "editor"), ("rik", "reader"))
    }
    stranger = Member.objects.create(workspace=elsewhere, user=_user("robin"), role="owner")
    return Cast(workspace=home, stranger=stranger, **seats)


@pytest.fixture
def browser(cast: Cast, client: Client) -> Client:
    """Return a test client with Noor signed in."""
    client.force_login(cast.noor.user)
    return client


@pytest.fixture
def stranger_browser(cast: Cast) -> Client:
    """Return a test client with the stranger signed in."""
    from django.test import Client

    client = Client()
    client.force_login(cast.stranger.user)
    return client

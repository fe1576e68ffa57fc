"""Fixtures of the publishing room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.connecting import Tokens
from aboveboard.rooms.accounts.tests.made import account_of, kept
from aboveboard.rooms.publishing.tests.scripted import START, World

if TYPE_CHECKING:
    from aboveboard.rooms.accounts.models import Account
    from conftest import Cast

LINKEDIN = {"network": "linkedin", "server": "https://api.linkedin.com", "handle": "noor"}


@pytest.fixture
def world(cast: Cast) -> World:
    return World(cast.noor)


@pytest.fixture
def present(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have it be START for everybody."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: START)


@pytest.fixture
def mastodon(cast: Cast) -> Account:
    one = account_of(cast.workspace)
    kept(one, Tokens("t", scopes=frozenset({"read", "write"})))
    return one


@pytest.fixture
def linkedin(cast: Cast) -> Account:
    one = account_of(cast.workspace, **LINKEDIN)
    kept(one, Tokens("t", scopes=frozenset({"openid", "profile", "w_member_social"})))
    return one

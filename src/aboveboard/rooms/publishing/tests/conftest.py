"""Fixtures of the publishing room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aboveboard.rooms.publishing.tests.scripted import World

if TYPE_CHECKING:
    from conftest import Cast


@pytest.fixture
def world(cast: Cast) -> World:
    return World(cast.noor)

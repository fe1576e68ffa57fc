"""The stand-in that the tests of Mastodon speak to."""

from __future__ import annotations

import pytest

from tests.networks.mastodon import Mastodon as Network


@pytest.fixture
def network() -> Network:
    return Network()

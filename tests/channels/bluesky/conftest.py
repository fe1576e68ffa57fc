"""The stand-in that the tests of Bluesky speak to."""

from __future__ import annotations

import pytest

from tests.networks.bluesky import Bluesky as Network


@pytest.fixture
def network() -> Network:
    return Network()

"""The stand-in that the tests of LinkedIn speak to."""

from __future__ import annotations

import pytest

from tests.networks.linkedin import LinkedIn as Network


@pytest.fixture
def network() -> Network:
    return Network()

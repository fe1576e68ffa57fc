"""The stand-in that the tests of Facebook speak to."""

from __future__ import annotations

import pytest

from tests.networks.meta import Facebook as Network


@pytest.fixture
def network() -> Network:
    return Network()

"""The stand-in that the tests of Instagram speak to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.channels.instagram.account import PUBLIC
from tests.networks.meta import Instagram as Network

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def network(tmp_path: Path) -> Network:
    """Return a stand-in that fetches pictures from where the test writes them."""

    def fetch(address: str) -> bytes | None:
        path = tmp_path / address.removeprefix(f"{PUBLIC}/")
        return path.read_bytes() if path.is_file() else None

    return Network(fetch=fetch)

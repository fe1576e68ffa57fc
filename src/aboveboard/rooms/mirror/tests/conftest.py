"""What every test of the mirror starts from."""

from __future__ import annotations

import pytest

from aboveboard.rooms.mirror import parts


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Forget kept parts: a database rolled back gives the same ids to other moments."""
    parts.forget()

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aboveboard.rooms.workspaces.audit import note
from aboveboard.rooms.workspaces.models import AuditEntry
from conftest import NOON

if TYPE_CHECKING:
    from conftest import Cast


def test_a_deed_is_written_down_and_never_changed(cast: Cast) -> None:
    note(cast.noor, "capture", "moment", 7, now=NOON)
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.subject, entry.subject_id) == ("capture", "moment", 7)
    entry.deed = "other"
    with pytest.raises(TypeError):
        entry.save()

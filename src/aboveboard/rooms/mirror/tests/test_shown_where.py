from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from aboveboard.rooms.library.finished import FINISHED
from aboveboard.rooms.mirror.ask_for_links import ask_after_import
from aboveboard.rooms.mirror.models import LinkRun
from aboveboard.rooms.mirror.shown_where import shown_where
from aboveboard.rooms.mirror.tests.made import link, moment, post
from aboveboard.rooms.record import shown

if TYPE_CHECKING:
    from conftest import Cast

pytestmark = pytest.mark.django_db


def test_the_record_is_told_where_a_moment_was_first_shown(cast: Cast) -> None:
    what, other = moment(cast.workspace), moment(cast.workspace)
    link(what, post(cast.workspace, day=date(2026, 5, 5)))
    link(what, post(cast.workspace, day=date(2026, 4, 5)))
    link(other, post(cast.workspace), "proposed")
    assert shown_where(cast.workspace.pk, [what.pk, other.pk]) == {
        what.pk: "Shown on Mastodon, 5 April 2026"
    }
    assert shown_where(cast.stranger.workspace.pk, [what.pk]) == {}
    assert shown.SHOWN is shown_where


def test_a_finished_import_asks_for_proposals(cast: Cast) -> None:
    assert ask_after_import in FINISHED
    ask_after_import(cast.workspace.pk)
    assert LinkRun.objects.get(workspace=cast.workspace).asked_at is not None

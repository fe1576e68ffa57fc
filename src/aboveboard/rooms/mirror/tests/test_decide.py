from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aboveboard.core.errors import NotFound
from aboveboard.rooms.mirror.decide import confirm, link_by_hand, reconsider, refuse, unlink
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.mirror.tests.made import NOON, link, moment, post
from aboveboard.rooms.workspaces.models import AuditEntry

if TYPE_CHECKING:
    from conftest import Cast

pytestmark = pytest.mark.django_db


def deeds() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("deed", flat=True))


def test_a_link_is_confirmed_refused_and_taken_back(cast: Cast) -> None:
    tie = link(moment(cast.workspace), post(cast.workspace), "proposed")
    confirm(tie, by=cast.noor, now=NOON)
    tie.refresh_from_db()
    assert (tie.state, tie.decided_at) == ("confirmed", NOON)
    refuse(tie, by=cast.noor, now=NOON)
    reconsider(tie, by=cast.noor, now=NOON)
    tie.refresh_from_db()
    assert (tie.state, tie.decided_at) == ("proposed", None)
    assert deeds() == ["confirm", "refuse", "reconsider"]


def test_deciding_twice_is_noted_once(cast: Cast) -> None:
    tie = link(moment(cast.workspace), post(cast.workspace), "proposed")
    confirm(tie, by=cast.noor, now=NOON)
    confirm(tie, by=cast.sam, now=NOON)
    assert deeds() == ["confirm"]


def test_a_link_by_hand_is_confirmed_at_once_and_gone_when_untied(cast: Cast) -> None:
    what, told = moment(cast.workspace), post(cast.workspace)
    tie = link_by_hand(what, told, by=cast.noor, now=NOON)
    assert Link.objects.get().state == "confirmed"
    unlink(tie, by=cast.noor, now=NOON)
    assert not Link.objects.exists()
    assert deeds() == ["link", "unlink"]


def test_a_refused_pair_can_be_tied_by_hand(cast: Cast) -> None:
    tie = link(moment(cast.workspace), post(cast.workspace), "refused")
    link_by_hand(tie.moment, tie.post, by=cast.noor, now=NOON)
    assert Link.objects.get().state == "confirmed"


def test_a_proposed_link_that_is_untied_is_refused(cast: Cast) -> None:
    tie = link(moment(cast.workspace), post(cast.workspace), "confirmed")
    unlink(tie, by=cast.noor, now=NOON)
    assert Link.objects.get().state == "refused"


def test_many_moments_and_many_posts_can_be_tied(cast: Cast) -> None:
    whats = [moment(cast.workspace), moment(cast.workspace)]
    tolds = [post(cast.workspace), post(cast.workspace)]
    for what in whats:
        for told in tolds:
            link_by_hand(what, told, by=cast.noor, now=NOON)
    assert Link.objects.filter(state="confirmed").count() == 4


def test_things_of_another_workspace_are_not_tied(cast: Cast) -> None:
    with pytest.raises(NotFound):
        link_by_hand(
            moment(cast.stranger.workspace), post(cast.workspace), by=cast.noor, now=NOON
        )

"""Planned hours stay the same on the clock when a place changes its rules."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from aboveboard.rooms.publishing.models import Publication, State
from aboveboard.rooms.publishing.resolve_again import resolve_again
from aboveboard.rooms.publishing.schedule import GRACE, Content, schedule
from aboveboard.rooms.publishing.tests.scripted import START
from aboveboard.rooms.publishing.wish import moment_of, read_wish

if TYPE_CHECKING:
    from aboveboard.rooms.publishing.tests.scripted import World

HOUR = timedelta(hours=1)


def promised_under_other_rules(world: World, *, offset: timedelta = HOUR) -> Publication:
    """A promise as it stands when its zone's rules changed after it was made."""
    [one] = schedule(
        {world.account: Content("Summer, or not.")},
        by=world.member,
        wish=read_wish("2027-07-01T08:30", "Europe/Brussels"),
        now=START,
    )
    due = one.due_at + offset
    Publication.objects.filter(pk=one.pk).update(due_at=due, try_at=due, late_at=due + GRACE)
    return one


def test_what_was_promised_under_other_rules_moves_to_its_hour(world: World) -> None:
    one = promised_under_other_rules(world)
    assert resolve_again(START) == 1
    one.refresh_from_db()
    assert one.due_at == moment_of(read_wish(one.wish, one.zone)).at
    assert (one.try_at, one.late_at) == (one.due_at, one.due_at + GRACE)
    assert resolve_again(START) == 0


def test_what_is_being_sent_was_sent_or_is_due_stays_as_it_is(world: World) -> None:
    one = promised_under_other_rules(world)
    for state in (State.PREPARING, State.SENDING, State.PUBLIC):
        Publication.objects.filter(pk=one.pk).update(
            state=state, lease_until=START, public_at=START
        )
        assert resolve_again(START) == 0
    Publication.objects.filter(pk=one.pk).update(state=State.SCHEDULED)
    assert resolve_again(START) == 0
    Publication.objects.filter(pk=one.pk).update(lease_until=None)
    assert resolve_again(one.due_at + 2 * HOUR) == 0


def test_a_moment_that_new_rules_put_into_the_past_is_given_back_not_sent_late(
    world: World,
) -> None:
    one = promised_under_other_rules(world)
    world.clock.now = one.due_at + timedelta(minutes=30)
    assert resolve_again(world.clock.now) == 1
    world.work_on(60)
    one.refresh_from_db()
    assert (one.state, one.reason) == (State.RETURNED, "late")
    assert world.channel.sent == []


def test_a_zone_that_is_no_more_keeps_what_was_resolved(world: World) -> None:
    one = promised_under_other_rules(world)
    Publication.objects.filter(pk=one.pk).update(zone="Europe/Atlantis")
    assert resolve_again(START) == 0

"""Let one schedule happen, until everything is settled."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from django.db import DatabaseError, OperationalError

from aboveboard.core.errors import AboveboardError
from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.publishing.cancel import cancel
from aboveboard.rooms.publishing.carry_out import carry_out
from aboveboard.rooms.publishing.claim import claim
from aboveboard.rooms.publishing.decide import Answer, decide
from aboveboard.rooms.publishing.edit import edit
from aboveboard.rooms.publishing.models import Part, Publication, State
from aboveboard.rooms.publishing.move import move
from aboveboard.rooms.publishing.pause import go_on, pause
from aboveboard.rooms.publishing.sweep import sweep
from aboveboard.rooms.publishing.turns import opened
from aboveboard.rooms.publishing.wish import wish_of
from aboveboard.rooms.publishing.withdraw import withdraw
from tests.verify.interrupts import Killed
from tests.verify.ledgers import ENDED, living_texts
from tests.verify.scenario import Disturbance
from tests.verify.world import ZONE

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.rooms.publishing.held import Tools
    from tests.verify.world import World

_LONGEST: Final = timedelta(days=3)
_PERSON_LOOKS: Final = timedelta(minutes=20)


def play(world: World, promises: list[Publication]) -> None:
    """Work, die, be disturbed and start again until nothing is left to do."""
    keys = [one.pk for one in promises]
    for place, what in world.scenario.disturbances:
        interrupts = world.interrupts
        is_sleep = what is Disturbance.LONG_ASLEEP
        planned = interrupts.sleeps if is_sleep else interrupts.disturbances
        planned[place] = partial(_disturb, world, what, keys)
    end = world.clock.now() + _LONGEST
    insisted = not world.scenario.insists
    while world.clock.now() < end:
        _work(world, is_watched=True)
        rows = list(Publication.objects.filter(pk__in=keys).select_related("account"))
        _person(world, rows)
        if all(one.state in ENDED for one in rows):
            if insisted or not _insist(world, keys):
                return
            insisted = True
        world.clock.advance(_until_next(world.clock.now(), rows))


def _work(world: World, *, is_watched: bool) -> None:
    """One round of a worker, which may die in it."""
    tools = world.tools(is_watched=is_watched)
    if not is_watched:
        _round(world, tools)
        return
    try:
        with world.interrupts.watched():
            _round(world, tools)
    except (Killed, OperationalError):
        pass  # the next round is another process
    except DatabaseError:
        world.faults += 1  # a constraint held what our code did not


def _round(world: World, tools: Tools) -> None:
    sweep(world.clock.now())
    for turn in opened(claim(world.clock.now(), limit=8), tools):
        carry_out(turn)


def _disturb(world: World, what: Disturbance, keys: list[int]) -> None:
    now = world.clock.now()
    match what:
        case Disturbance.OTHER_WORKER:
            _work(world, is_watched=False)
        case Disturbance.ASLEEP:
            world.clock.advance(200)
            _work(world, is_watched=False)
        case Disturbance.LONG_ASLEEP:
            for _ in range(12):
                world.clock.advance(100)
                _work(world, is_watched=False)
        case Disturbance.LOCKED:
            world.interrupts.locks |= {world.interrupts.count + n for n in (1, 2, 3)}
        case Disturbance.CLOCK_BACK:
            world.clock.advance(-3600)
        case Disturbance.CLOCK_AHEAD:
            world.clock.advance(3600)
        case Disturbance.LAPSE:
            Account.objects.filter(pk=world.account.pk).update(state=Account.State.LAPSED)
        case Disturbance.PAUSE:
            pause(by=world.member, now=now)
            world.clock.at(
                now + timedelta(minutes=3),
                lambda: go_on(by=world.member, now=world.clock.now()),
            )
        case _:
            _lay_hands_on(world, what, keys)


def _lay_hands_on(world: World, what: Disturbance, keys: list[int]) -> None:
    now, by = world.clock.now(), world.member
    one = Publication.objects.select_related("account").get(pk=keys[0])
    try:
        match what:
            case Disturbance.EDIT:
                edit(one, f"{one.text} (sic)", by=by, now=now)
            case Disturbance.MOVE:
                move(one, by=by, wish=wish_of(now + timedelta(minutes=30), ZONE), now=now)
            case Disturbance.CANCEL:
                cancel(one, by=by, now=now)
            case Disturbance.WITHDRAW:
                withdraw(one, by=by, now=now)
            case _:
                raise AssertionError(what)
    except AboveboardError:
        pass  # said to the person, and nothing changed


def _person(world: World, rows: list[Publication]) -> None:
    """Connect again what lapsed, and answer truthfully what is asked, after a while."""
    now = world.clock.now()
    for one in rows:
        if one.state == State.ASKED and one.changed_at <= now - _PERSON_LOOKS:
            decide(one, _seen(world, one), by=world.member, now=now)
    if rows[0].account.state == Account.State.LAPSED and now.minute % 4 == 0:
        world.reconnect()


def _seen(world: World, one: Publication) -> Answer:
    """Return whether the post stands there that no other publication claims."""
    part = Part.objects.filter(publication=one, published_at=None).order_by("position")[0]
    claimed = set(
        Part.objects.filter(
            publication__account=world.account, published_at__isnull=False
        ).values_list("remote_id", flat=True)
    )
    told = Part.objects.filter(
        publication__account=world.account,
        published_at__isnull=False,
        gone_at=None,
        remote_id="",
        outgoing__text=part.outgoing["text"],
    ).count()
    free = [
        id_
        for id_, text in living_texts(world.network).items()
        if text == part.outgoing["text"] and id_ not in claimed
    ]
    return Answer.THERE if len(free) > told else Answer.NOT_THERE


def _insist(world: World, keys: list[int]) -> bool:
    """Send again what came back, as a person may; return whether there was anything."""
    now, moved = world.clock.now(), 0
    for one in Publication.objects.filter(
        pk__in=keys, state__in=[State.RETURNED, State.REFUSED]
    ):
        move(one, by=world.member, wish=wish_of(now + timedelta(minutes=1), ZONE), now=now)
        moved += 1
    return moved > 0


def _until_next(now: datetime, rows: list[Publication]) -> float:
    """Return how many seconds to let pass: to what comes next, at least one, at most five minutes."""
    waits = [
        (moment - now).total_seconds()
        for one in rows
        if one.state not in ENDED
        for moment in (one.try_at, one.lease_until)
        if moment is not None and moment > now
    ]
    return max(1.0, min([*waits, 300.0]))

"""What a person does: move, edit, cancel, withdraw, decide."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.port import Ability, Busy, Reason, Refused, Unclear, Unseen
from aboveboard.core.errors import Conflict, Invalid, NotAllowed
from aboveboard.rooms.library.models import Post
from aboveboard.rooms.publishing.cancel import cancel
from aboveboard.rooms.publishing.carry_out import carry_out
from aboveboard.rooms.publishing.claim import claim
from aboveboard.rooms.publishing.decide import Answer, decide
from aboveboard.rooms.publishing.edit import edit
from aboveboard.rooms.publishing.models import State
from aboveboard.rooms.publishing.move import move
from aboveboard.rooms.publishing.schedule import Content, schedule
from aboveboard.rooms.publishing.tests.scripted import START
from aboveboard.rooms.publishing.turns import opened
from aboveboard.rooms.publishing.wish import wish_of
from aboveboard.rooms.publishing.withdraw import withdraw, withdraw_all

if TYPE_CHECKING:
    from aboveboard.rooms.publishing.models import Publication
    from aboveboard.rooms.publishing.tests.scripted import World
    from conftest import Cast


def state(publication: Publication) -> str:
    publication.refresh_from_db()
    return publication.state


def unclear(world: World) -> Publication:
    one = world.promise()
    world.channel.script.append(("after", Unclear(Reason.LOST)))
    world.work()
    return one


def test_who_only_reads_promises_nothing(world: World, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        schedule(
            {world.account: Content("Hi")}, by=cast.rik, wish=wish_of(START, "UTC"), now=START
        )


def test_an_account_of_another_workspace_cannot_be_used(world: World, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        schedule(
            {world.account: Content("Hi")},
            by=cast.stranger,
            wish=wish_of(START, "UTC"),
            now=START,
        )


@pytest.mark.parametrize(
    ("text", "minutes", "is_heavy", "rule"),
    [
        (" ", 5, False, "required"),
        ("Hi", -5, False, "has_passed"),
        ("We let five people go.", 60, True, "too_soon"),
    ],
)
def test_what_cannot_be_promised_is_refused_with_its_reason(
    world: World, text: str, minutes: int, *, is_heavy: bool, rule: str
) -> None:
    wish = wish_of(START + timedelta(minutes=minutes), "UTC")
    with pytest.raises(Invalid) as bad:
        schedule(
            {world.account: Content(text)},
            by=world.member,
            wish=wish,
            now=START,
            is_heavy=is_heavy,
        )
    assert bad.value.facts["rule"] == rule


def test_what_is_cancelled_does_not_go_out(world: World) -> None:
    one = world.promise()
    cancel(one, by=world.member, now=START)
    assert world.work() == 0
    assert state(one) == State.CANCELLED


def test_cancelling_stops_whoever_is_preparing(world: World) -> None:
    one = world.promise()
    [mine] = opened(claim(START, limit=1), world.tools)
    cancel(one, by=world.member, now=START)
    carry_out(mine)
    assert world.channel.sent == []
    assert state(one) == State.CANCELLED


def test_what_is_public_cannot_be_cancelled(world: World) -> None:
    one = world.promise()
    world.work()
    with pytest.raises(Conflict):
        cancel(one, by=world.member, now=START)


def test_another_time_is_kept_as_the_wall_clock_shows_it(world: World) -> None:
    one = world.promise()
    later = wish_of(START + timedelta(hours=2), "Europe/Brussels")
    move(one, by=world.member, wish=later, now=START)
    assert (one.wish, one.zone) == ("2026-11-24T15:00", "Europe/Brussels")
    assert one.due_at == START + timedelta(hours=2)
    assert world.work() == 0


def test_what_came_too_late_can_be_given_another_time(world: World) -> None:
    one = world.promise()
    world.clock.pass_by(700)
    world.work_on(10)
    assert state(one) == State.RETURNED
    move(one, by=world.member, wish=wish_of(world.clock.now, "UTC"), now=world.clock.now)
    world.work()
    assert state(one) == State.PUBLIC


def test_other_words_before_sending_get_another_key(world: World) -> None:
    one = world.promise("Old")
    key = one.key
    edit(one, "New", by=world.member, now=START)
    world.work()
    assert [sent.text for sent in world.channel.sent] == ["New 0"]
    assert one.key != key


def test_other_words_while_it_is_prepared_leave_the_old_ones_unsent(world: World) -> None:
    one = world.promise("Old")
    [mine] = opened(claim(START, limit=1), world.tools)
    edit(one, "New", by=world.member, now=START)
    carry_out(mine)
    assert world.channel.sent == []
    world.work()
    assert [sent.text for sent in world.channel.sent] == ["New 0"]


def test_what_is_public_is_changed_at_the_network_and_in_the_library(world: World) -> None:
    one = world.promise("Old")
    world.work()
    edit(one, "New", by=world.member, now=START)
    world.channel.editing.append(Busy(Reason.FAULT, START + timedelta(seconds=5)))
    world.work_on(60)
    assert state(one) == State.PUBLIC
    assert (one.text, one.new_text) == ("New", "")
    assert world.channel.living["post-1"].text == "New 0"
    assert Post.objects.get().text == "New 0"


def test_a_change_the_network_refuses_leaves_what_was_there(world: World) -> None:
    one = world.promise("Old")
    world.work()
    edit(one, "New", by=world.member, now=START)
    world.channel.editing.append(Refused(Reason.FORBIDDEN))
    world.work()
    assert (state(one), one.text, one.reason) == (State.PUBLIC, "Old", "not_permitted")


def test_a_withdrawal_is_proved(world: World) -> None:
    world.channel.parts = 2
    one = world.promise()
    world.work()
    withdraw(one, by=world.member, now=START)
    world.channel.withdrawing.append(Unclear(Reason.LOST, may_repeat=True))
    world.work_on(60)
    assert state(one) == State.WITHDRAWN
    assert world.channel.living == {}
    assert [
        (a.deed, a.outcome) for a in one.attempts.filter(deed__in=["withdraw", "look"])
    ] == [
        ("withdraw", "unclear"),
        ("withdraw", "done"),
        ("look", "absent"),
        ("withdraw", "done"),
        ("look", "absent"),
    ]


def test_what_is_withdrawn_while_it_is_unclear_is_taken_back_once_it_is_found(
    world: World,
) -> None:
    one = unclear(world)
    withdraw(one, by=world.member, now=START)
    world.work_on(120)
    assert state(one) == State.WITHDRAWN
    assert world.channel.living == {}


def test_what_is_withdrawn_while_it_is_unclear_and_not_there_is_cancelled(world: World) -> None:
    one = world.promise()
    world.channel.script.append(("before", Unclear(Reason.LOST)))
    world.work()
    withdraw(one, by=world.member, now=START)
    world.work_on(200)
    assert state(one) == State.CANCELLED
    assert len(world.channel.sent) == 1


def test_a_thread_that_was_stopped_halfway_was_public_since_its_first_part(
    world: World,
) -> None:
    world.channel.parts = 2
    one = world.promise()
    world.channel.script += [("", lambda: None), ("before", Unclear(Reason.LOST))]
    world.work()
    withdraw(one, by=world.member, now=START)
    world.work_on(200)
    assert state(one) == State.WITHDRAWN
    first, _second = one.parts.order_by("position")
    assert one.public_at == first.published_at
    assert world.channel.living == {}


def test_a_withdrawal_before_sending_is_a_cancellation(world: World) -> None:
    one = world.promise()
    withdraw(one, by=world.member, now=START)
    assert state(one) == State.CANCELLED


def test_a_release_is_withdrawn_on_all_networks_at_once(world: World) -> None:
    other = world.make_account("sam")
    promises = schedule(
        {world.account: Content("Hi"), other: Content("Hi there")},
        by=world.member,
        wish=wish_of(START, "UTC"),
        now=START,
    )
    world.work()
    assert withdraw_all(promises[0].release, by=world.member, now=START) == 2
    world.work_on(30)
    assert {state(one) for one in promises} == {State.WITHDRAWN}


def test_a_network_without_withdrawal_says_so(world: World) -> None:
    one = world.promise()
    world.work()
    world.channel.abilities = frozenset(Ability) - {Ability.WITHDRAW}
    withdraw(one, by=world.member, now=START)
    world.work()
    assert (state(one), one.reason) == (State.PUBLIC, "not_permitted")


def test_where_nobody_may_look_a_person_is_asked(world: World) -> None:
    one = unclear(world)
    world.channel.finding.append(Unseen.HIDDEN)
    world.work_on(30)
    assert state(one) == State.ASKED
    world.work_on(900)
    assert len(world.channel.sent) == 1


def test_a_person_says_that_it_is_there(world: World) -> None:
    one = unclear(world)
    link = "https://mastodon.example/@noor/113456789012345678"
    decide(one, Answer.THERE, by=world.member, now=START, link=link)
    assert state(one) == State.PUBLIC
    assert one.is_told
    part = one.parts.get()
    assert (part.remote_id, part.url) == ("113456789012345678", link)
    assert Post.objects.get().url == link


def test_posts_told_without_a_link_do_not_take_each_others_place_in_the_library(
    world: World,
) -> None:
    for _ in range(2):
        decide(unclear(world), Answer.THERE, by=world.member, now=START)
    assert Post.objects.count() == 2


def test_a_person_says_that_it_is_not_there_and_nothing_is_sent_by_itself(world: World) -> None:
    one = unclear(world)
    decide(one, Answer.NOT_THERE, by=world.member, now=START)
    assert state(one) == State.RETURNED
    world.work_on(300)
    assert len(world.channel.sent) == 1
    assert one.attempts.last().member == world.member  # type: ignore[union-attr]


def test_who_cannot_tell_is_asked_again(world: World) -> None:
    one = unclear(world)
    decide(one, Answer.LATER, by=world.member, now=START)
    world.clock.pass_by(3601)
    world.work()
    assert state(one) == State.PUBLIC


def test_a_link_to_a_profile_is_no_proof(world: World) -> None:
    one = unclear(world)
    with pytest.raises(Invalid) as bad:
        decide(
            one, Answer.THERE, by=world.member, now=START, link="https://mastodon.example/@noor"
        )
    assert bad.value.facts["rule"] == "no_post_link"
    assert state(one) == State.UNCLEAR


def test_what_is_settled_is_not_settled_twice(world: World) -> None:
    one = world.promise()
    world.work()
    with pytest.raises(Conflict):
        decide(one, Answer.NOT_THERE, by=world.member, now=START)


def test_a_look_that_was_under_way_changes_nothing_after_a_person_decided(world: World) -> None:
    one = unclear(world)
    world.clock.pass_by(10)
    [mine] = opened(claim(world.clock.now, limit=1), world.tools)
    decide(one, Answer.NOT_THERE, by=world.member, now=world.clock.now)
    carry_out(mine)
    assert state(one) == State.RETURNED

"""Sending: once, and only what may still go out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.port import Busy, NotSent, Prepared, Reason, Refused, Unclear
from aboveboard.rooms.library.models import Post
from aboveboard.rooms.publishing.carry_out import carry_out
from aboveboard.rooms.publishing.claim import claim
from aboveboard.rooms.publishing.models import Attempt, Lane, Part, Publication, State
from aboveboard.rooms.publishing.pause import go_on, pause
from aboveboard.rooms.publishing.restart import free_what_was_held
from aboveboard.rooms.publishing.statements import next_due
from aboveboard.rooms.publishing.sweep import sweep
from aboveboard.rooms.publishing.tests.scripted import START
from aboveboard.rooms.publishing.turns import opened

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.channels.port import ChannelError
    from aboveboard.rooms.publishing.tests.scripted import World


def state(publication: Publication) -> str:
    publication.refresh_from_db()
    return publication.state


def test_what_is_due_becomes_public_with_its_proof(world: World) -> None:
    one = world.promise()
    assert world.work() == 1
    assert state(one) == State.PUBLIC
    part = one.parts.get()
    assert (part.remote_id, part.url) == ("post-1", "https://network.example/post-1")
    assert [(a.deed, a.outcome) for a in one.attempts.all()] == [("publish", "done")]
    assert Lane.objects.get().holder_until is None


def test_what_became_public_is_in_the_library(world: World) -> None:
    world.promise("We lost the order.")
    world.work()
    post = Post.objects.get()
    assert (post.text, post.network, post.remote_id) == (
        "We lost the order. 0",
        "mastodon",
        "post-1",
    )


def test_what_is_not_due_waits(world: World) -> None:
    one = world.promise(after=3600)
    assert world.work() == 0
    world.clock.pass_by(3600)
    assert world.work() == 1
    assert state(one) == State.PUBLIC


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (NotSent(Reason.CONNECTION), State.SCHEDULED),
        (Busy(Reason.RATE, START + timedelta(minutes=2)), State.SCHEDULED),
        (Refused(Reason.TOO_LONG), State.REFUSED),
        (Refused(Reason.SIGN_IN), State.SCHEDULED),
        (Refused(Reason.DUPLICATE, existing="urn:li:share:1"), State.ASKED),
        (Unclear(Reason.LOST), State.UNCLEAR),
    ],
)
def test_the_answer_of_the_network_decides_the_state(
    world: World, error: ChannelError, expected: str
) -> None:
    one = world.promise()
    world.channel.script.append(("before", error))
    world.work()
    assert state(one) == expected
    attempt = one.attempts.get()
    assert attempt.reason == error.reason.value
    assert attempt.ended_at is not None
    assert (one.parts.get().intent_at is not None) == (expected == State.UNCLEAR)


def test_a_token_the_network_no_longer_takes_is_distrusted(world: World) -> None:
    world.promise()
    world.channel.script.append(("before", Refused(Reason.SIGN_IN)))
    world.work()
    assert world.distrusted == [world.account.pk]


def test_a_busy_network_is_asked_when_it_said_and_not_before(world: World) -> None:
    one, other = world.promise("One"), world.promise("Two")
    again_at = START + timedelta(minutes=2)
    world.channel.script.append(("before", Busy(Reason.RATE, again_at)))
    world.work()
    world.clock.pass_by(119)
    assert world.work() == 0
    world.clock.pass_by(1)
    world.work()
    world.work()
    assert {state(one), state(other)} == {State.PUBLIC}


def test_an_unclear_outcome_is_found_and_never_sent_again(world: World) -> None:
    one = world.promise()
    world.channel.script.append(("after", Unclear(Reason.SLOW)))
    world.work_on(300)
    assert state(one) == State.PUBLIC
    assert len(world.channel.sent) == len(world.channel.living) == 1
    assert [(a.deed, a.outcome) for a in one.attempts.all()] == [
        ("publish", "unclear"),
        ("find", "found"),
    ]


def test_what_is_proved_absent_is_sent_again_after_it_could_have_settled(world: World) -> None:
    one = world.promise()
    world.channel.script.append(("before", Unclear(Reason.LOST)))
    world.work_on(55)
    assert len(world.channel.sent) == 1
    world.work_on(60)
    assert state(one) == State.PUBLIC
    assert len(world.channel.sent) == 2
    assert len(world.channel.living) == 1
    assert [a.outcome for a in one.attempts.all()] == ["unclear", "absent", "absent", "done"]


def test_parts_of_a_thread_go_out_in_order_each_after_its_predecessors_proof(
    world: World,
) -> None:
    world.channel.parts = 3
    one = world.promise()
    world.work()
    assert state(one) == State.PUBLIC
    follows = [sent.follows.remote_id if sent.follows else None for sent in world.channel.sent]
    assert follows == [None, "post-1", "post-2"]
    assert world.channel.sent[2].root is not None
    assert world.channel.sent[2].root.remote_id == "post-1"


def test_a_thread_broken_in_its_midst_goes_on_where_it_was(world: World) -> None:
    world.channel.parts = 3
    one = world.promise()
    world.channel.script.extend([("", lambda: None), ("after", Unclear(Reason.LOST))])
    world.work_on(200)
    assert state(one) == State.PUBLIC
    assert [sent.key[-1] for sent in world.channel.sent] == ["0", "1", "2"]


def test_what_needs_time_at_the_network_is_taken_up_again_then(world: World) -> None:
    one = world.promise()
    world.channel.preparing.extend(
        [Prepared("container", START + timedelta(seconds=20)), Prepared("container")]
    )
    world.work()
    assert state(one) == State.SCHEDULED
    world.clock.pass_by(20)
    world.work()
    assert state(one) == State.PUBLIC
    assert world.channel.sent[0].prepared == "container"


def test_a_process_that_dies_before_sending_leaves_something_that_can_be_sent(
    world: World,
) -> None:
    one = world.promise()
    [_] = claim(START, limit=5)
    assert state(one) == State.PREPARING
    world.clock.pass_by(179)
    assert (sweep(world.clock.now), world.work()) == (0, 0)
    world.work_on(30)
    assert state(one) == State.PUBLIC


def test_a_process_that_dies_while_sending_leaves_a_doubt_that_is_settled_by_looking(
    world: World,
) -> None:
    one = world.promise()

    def die() -> None:
        raise KeyboardInterrupt

    world.channel.script.append(("after", die))
    with pytest.raises(KeyboardInterrupt):
        world.work()
    assert state(one) == State.SENDING
    world.work_on(400)
    assert state(one) == State.PUBLIC
    assert len(world.channel.sent) == 1
    assert [a.outcome for a in one.attempts.all()] == ["lost", "found"]


def test_after_a_restart_of_the_only_process_nothing_waits_for_a_lease(world: World) -> None:
    one, other = world.promise("a"), world.promise("b", account=world.make_account("sam"))

    def die() -> None:
        raise KeyboardInterrupt

    world.channel.script.append(("after", die))
    [first, _] = opened(claim(START, limit=5), world.tools)
    with pytest.raises(KeyboardInterrupt):
        carry_out(first)
    assert free_what_was_held(START) == 2
    assert {state(one), state(other)} == {State.UNCLEAR, State.SCHEDULED}
    world.work_on(20)
    assert {state(one), state(other)} == {State.PUBLIC}
    assert len(world.channel.sent) == 2


def test_who_was_overtaken_writes_nothing_but_the_proof_it_got(world: World) -> None:
    one = world.promise()

    def sleep_past_the_lease() -> None:
        world.clock.pass_by(200)
        sweep(world.clock.now)

    world.channel.script.append(("after", sleep_past_the_lease))
    world.channel.finding.clear()
    world.work()
    assert state(one) == State.UNCLEAR
    assert one.attempts.get().remote_id == "post-1"
    world.work()
    assert state(one) == State.PUBLIC
    assert len(world.channel.sent) == 1


def test_a_process_that_slept_before_the_request_does_not_send_it(world: World) -> None:
    one = world.promise()
    slept: list[datetime] = []

    def sleepy() -> datetime:
        if not slept and Publication.objects.get().state == State.SENDING:
            slept.append(world.clock.pass_by(150))
        return world.clock.now

    [mine] = opened(claim(START, limit=1), replace(world.tools, now=sleepy))
    carry_out(mine)
    assert slept
    assert world.channel.sent == []
    assert state(one) == State.SCHEDULED


def test_two_workers_never_hold_the_same_publication(world: World) -> None:
    world.promise()
    assert len(claim(START, limit=5)) == 1
    assert claim(START, limit=5) == []


def test_an_account_sends_one_at_a_time_and_accounts_do_not_wait_for_each_other(
    world: World,
) -> None:
    other = world.make_account("sam")
    world.promise("a"), world.promise("b")
    world.promise("c", account=other)
    assert len(claim(START, limit=5)) == 2


def test_what_comes_too_late_goes_back_to_its_writer(world: World) -> None:
    one = world.promise()
    world.clock.pass_by(601)
    sweep(world.clock.now)
    assert state(one) == State.RETURNED
    assert one.reason == "late"
    assert world.work() == 0
    assert world.channel.sent == []


def test_a_pause_holds_everything_and_nothing_goes_out_late_after_it(
    world: World,
) -> None:
    one = world.promise()
    pause(by=world.member, now=START)
    assert world.work() == 0
    world.clock.pass_by(300)
    go_on(by=world.member, now=world.clock.now)
    world.work()
    assert state(one) == State.PUBLIC


def test_a_pause_in_the_last_moment_still_holds(world: World) -> None:
    one = world.promise()
    [mine] = opened(claim(START, limit=1), world.tools)
    pause(by=world.member, now=START)
    carry_out(mine)
    assert world.channel.sent == []
    assert state(one) == State.SCHEDULED


def test_who_lost_the_seat_publishes_nothing_more(world: World) -> None:
    one = world.promise()
    world.member.role = "reader"
    world.member.save()
    world.work()
    assert state(one) == State.RETURNED
    assert one.reason == "seat"


def test_an_account_to_be_connected_again_holds_its_publications(world: World) -> None:
    one = world.promise()
    world.account.state = "lapsed"
    world.account.save()
    assert world.work() == 0
    world.account.state = "connected"
    world.account.save()
    world.work()
    assert state(one) == State.PUBLIC


def test_a_doubt_about_an_account_nobody_can_use_is_asked_and_looked_at_again_later(
    world: World,
) -> None:
    one = world.promise()
    world.channel.script.append(("after", Unclear(Reason.LOST)))
    world.work()
    world.account.state = "lapsed"
    world.account.save()
    sweep(world.clock.now)
    assert state(one) == State.ASKED
    world.account.state = "connected"
    world.account.save()
    world.work_on(60)
    assert state(one) == State.PUBLIC


def test_the_post_of_another_publication_is_no_proof(world: World) -> None:
    first = world.promise("The same")
    world.work()
    second = world.promise("The same")
    world.channel.script.append(("before", Unclear(Reason.LOST)))
    world.work()
    world.channel.living["post-1"] = world.channel.sent[-1]
    world.work_on(60)
    assert state(first) == State.PUBLIC
    assert state(second) == State.ASKED
    assert second.reason == "said_twice"


def test_a_days_budget_is_kept(world: World) -> None:
    account = world.make_account("urn:li:person:1", network="instagram")
    for n in range(26):
        world.promise(f"n {n}", account=account)
    while world.work():
        pass
    assert Publication.objects.filter(state=State.PUBLIC).count() == 25
    assert Publication.objects.filter(state=State.SCHEDULED).count() == 1


def test_every_attempt_is_kept(world: World) -> None:
    world.promise()
    world.channel.script.extend([("before", NotSent(Reason.NAME))] * 3)
    world.work_on(120)
    assert [a.outcome for a in Attempt.objects.order_by("pk")] == ["not_sent"] * 3 + ["done"]
    assert Part.objects.get().published_at is not None


def test_what_is_to_be_taken_up_next_is_known(world: World) -> None:
    assert next_due(START) is None
    world.promise(after=90)
    assert next_due(START) == START + timedelta(seconds=60)

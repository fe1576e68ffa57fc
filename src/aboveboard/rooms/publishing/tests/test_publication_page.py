"""The page of a publication: what holds, what was tried, and the question for a person."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from aboveboard.channels.connecting import Grant, Identity, Tokens
from aboveboard.channels.networks import NETWORKS
from aboveboard.channels.port import Ability, NotSent, Reason, Refused, Unclear, Unseen
from aboveboard.rooms.accounts.models import Network
from aboveboard.rooms.accounts.permissions import PERMISSIONS
from aboveboard.rooms.library.models import Metric
from aboveboard.rooms.publishing import words
from aboveboard.rooms.publishing.composing import Silent
from aboveboard.rooms.publishing.models import Attempt, Pause, State
from aboveboard.rooms.publishing.publication_page import BY_HAND, NO_EDIT, publication_page
from aboveboard.rooms.publishing.schedule import Content, schedule
from aboveboard.rooms.publishing.tests.scripted import START
from aboveboard.rooms.publishing.wish import Wish, read_wish, wish_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from aboveboard.rooms.publishing.models import Publication
    from aboveboard.rooms.publishing.tests.scripted import World
    from conftest import Cast


pytestmark = pytest.mark.usefixtures("present")


def to(name: str, one: Publication) -> str:
    return reverse(f"publishing:{name}", args=[one.workspace_id, one.pk])


def asked(world: World) -> Publication:
    one = world.promise("We lost the order.")
    world.channel.script.append(("after", Unclear(Reason.SLOW)))
    world.work()
    world.clock.pass_by(60)
    world.channel.finding.append(Unseen.HIDDEN)
    world.work()
    one.refresh_from_db()
    assert one.state == State.ASKED
    return one


def test_a_public_one_shows_its_link_its_second_and_what_was_tried(
    world: World, browser: Client
) -> None:
    one = world.promise("We lost the order.")
    world.work()
    said = browser.get(to("publication", one)).content.decode()
    assert "It stands on the network." in said
    assert 'href="https://network.example/post-1"' in said
    assert re.search(r"Sent</b><span>accepted", said)
    assert "post-1</code>" in said
    assert one.parts.get().sha256[:12] in said


def test_the_question_is_settled_by_a_link(world: World, browser: Client) -> None:
    one = asked(world)
    said = browser.get(to("publication", one)).content.decode()
    assert "Did it appear?" in said
    assert "The network gave no answer in time." in said
    answer = browser.post(
        to("settle", one),
        {"answer": "there", "link": "https://mastodon.example/@noor/109876543210"},
    )
    assert answer.status_code == 302
    one.refresh_from_db()
    assert (one.state, one.is_told) == (State.PUBLIC, True)
    said = browser.get(to("publication", one)).content.decode()
    assert "It is there: you said so." in said
    assert "noor: it is there" in said


@pytest.mark.parametrize("link", ["https://mastodon.example/@noor", "https://[mastodon/1"])
def test_a_link_to_something_else_is_refused_and_kept(
    link: str, world: World, browser: Client
) -> None:
    one = asked(world)
    answer = browser.post(to("settle", one), {"answer": "there", "link": link})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert f'value="{link}"' in said
    assert "Open the post and copy its link." in said
    one.refresh_from_db()
    assert one.state == State.ASKED


def test_no_answer_at_all_is_asked_for_again(world: World, browser: Client) -> None:
    one = asked(world)
    assert browser.post(to("settle", one), {}).status_code == 422
    one.refresh_from_db()
    assert one.state == State.ASKED


def test_what_is_not_there_comes_back_and_goes_out_when_it_is_sent_again(
    world: World, browser: Client
) -> None:
    one = asked(world)
    browser.post(to("settle", one), {"answer": "not_there"})
    one.refresh_from_db()
    assert one.state == State.RETURNED
    assert (
        "You said that it is not there." in browser.get(to("publication", one)).content.decode()
    )
    world.channel.living.clear()
    browser.post(to("send", one))
    world.work()
    one.refresh_from_db()
    assert one.state == State.PUBLIC


def test_a_planned_one_is_cancelled_or_changed(world: World, browser: Client) -> None:
    one = world.promise(after=3600)
    browser.post(to("edit", one), {"text": "Other words."})
    one.refresh_from_db()
    assert one.text == "Other words."
    assert browser.post(to("edit", one), {"text": " "}).status_code == 422
    browser.post(to("cancel", one))
    one.refresh_from_db()
    assert one.state == State.CANCELLED
    assert "It will not go out." in browser.get(to("publication", one)).content.decode()


def test_withdrawing_is_asked_once_more_and_shows_its_proof(
    world: World, browser: Client
) -> None:
    one = world.promise()
    world.work()
    assert "Withdraw it from Mastodon?" in browser.get(to("withdraw", one)).content.decode()
    one.refresh_from_db()
    assert one.state == State.PUBLIC
    browser.post(to("withdraw", one))
    world.work()
    said = browser.get(to("publication", one)).content.decode()
    assert "We looked for it, and it is not there." in said
    assert world.channel.living == {}


def test_a_release_is_withdrawn_everywhere(world: World, browser: Client) -> None:
    other = world.make_account("other", "linkedin")
    both = schedule(
        {world.account: Content("Hi"), other: Content("Hello")},
        by=world.member,
        wish=wish_of(START, "UTC"),
        now=START,
    )
    world.work()
    where = reverse("publishing:release", args=[both[0].workspace_id, both[0].release_id])
    said = browser.get(where).content.decode()
    assert "Mastodon" in said
    assert "LinkedIn" in said
    assert said.count("It stands on the network.") == 2
    assert browser.get(f"{where}withdraw/").status_code == 200
    browser.post(f"{where}withdraw/")
    world.work()
    for one in both:
        one.refresh_from_db()
        assert one.state == State.WITHDRAWN


def test_instagram_says_how_to_withdraw_by_hand(world: World, browser: Client) -> None:
    one = world.promise(account=world.make_account("noor.insta", "instagram"))
    world.work()
    said = browser.get(to("publication", one)).content.decode()
    assert "lets nobody but you withdraw a post" in said
    assert to("withdraw", one) not in said


def test_who_only_reads_sees_it_and_changes_nothing(world: World, cast: Cast) -> None:
    from django.test import Client

    one = asked(world)
    reader = Client()
    reader.force_login(cast.rik.user)
    said = reader.get(to("publication", one)).content.decode()
    assert "Did it appear?" not in said
    for name in ("settle", "send", "cancel", "withdraw", "edit"):
        assert reader.post(to(name, one), {"answer": "there"}).status_code == 403
    one.refresh_from_db()
    assert one.state == State.ASKED


def test_a_page_that_looks_again_gets_what_changed_or_all_of_it(
    world: World, browser: Client
) -> None:
    one = world.promise()
    htmx = {"HX-Request": "true"}
    part = browser.get(to("progress", one) + "?was=scheduled", headers=htmx)
    assert "<html" not in part.content.decode()
    assert "HX-Refresh" not in part
    world.work()
    whole = browser.get(to("progress", one) + "?was=scheduled", headers=htmx)
    assert whole["HX-Refresh"] == "true"
    assert browser.get(to("progress", one)).status_code == 302


def test_only_what_can_change_soon_looks_again(world: World) -> None:
    one = world.promise(after=3600)
    assert not publication_page(one, now=START).is_moving
    assert publication_page(one, now=START + timedelta(seconds=3590)).is_moving
    assert publication_page(asked(world), now=START).is_moving is False


def test_a_thread_shows_each_part_with_its_own_link(world: World, browser: Client) -> None:
    world.channel.parts = 3
    one = world.promise("In parts")
    world.work()
    said = browser.get(to("publication", one)).content.decode()
    assert "3 posts in a thread" in said
    for number in (1, 2, 3):
        assert f"https://network.example/post-{number}" in said
    assert "Sent, post 2" in said


def test_figures_stand_beside_the_post_they_are_of(world: World, browser: Client) -> None:
    one = world.promise()
    world.work()
    for day, likes in ((23, 3), (24, 12)):
        Metric.objects.create(
            workspace=one.workspace,
            network="mastodon",
            remote_id="post-1",
            name="likes",
            value=likes,
            until=START.date().replace(day=day),
        )
    said = browser.get(to("publication", one)).content.decode()
    assert "<dt>Likes</dt><dd>12</dd>" in said
    assert '<td class="r">3</td>' in said


def test_a_pause_is_said(world: World, browser: Client) -> None:
    one = world.promise(after=600)
    Pause.objects.create(workspace=one.workspace, member=world.member, since=START)
    assert "Everything is paused" in browser.get(to("publication", one)).content.decode()


def test_the_page_asks_few_questions_however_long_its_ledger(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    one = asked(world)
    for _ in range(30):
        Attempt.objects.create(
            publication=one, part=one.parts.get(), token=1, deed="find", began_at=START
        )
    one = type(one).objects.select_related("account", "release", "member__user").get(pk=one.pk)
    with django_assert_max_num_queries(6):
        page = publication_page(one, now=START)
    assert len(page.lines) > 30


def test_it_is_tried_again_and_when_is_said(world: World, browser: Client) -> None:
    one = world.promise()
    world.channel.script.append(("before", NotSent(Reason.CONNECTION)))
    world.work()
    said = browser.get(to("publication", one)).content.decode()
    assert "is tried again" in said
    assert "The network could not be reached." in said
    assert "Next try at 12:00" in said


def test_the_networks_own_words_are_shown_and_escaped(world: World, browser: Client) -> None:
    one = world.promise()
    world.channel.script.append(("before", Refused(Reason.INVALID, said="<b>No</b>")))
    world.work()
    said = browser.get(to("publication", one)).content.decode()
    assert "<q>&lt;b&gt;No&lt;/b&gt;</q>" in said


OWN_REASONS = {"late", "seat", "boundary", "broken_off", "said_twice", "account"}


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_every_reason_and_state_has_words_in_three_languages(language: str) -> None:
    from django.utils import translation

    with translation.override("en"):
        english = {code: words.reason_words(code) for code in {*Reason, *OWN_REASONS}}
        standing = {state: str(words.STANDING[state]) for state in State}
    assert all(english.values())
    with translation.override(language):
        for code, plain in english.items():
            assert words.reason_words(code), code
            if language != "en":
                assert words.reason_words(code) != plain, code
        for state, plain in standing.items():
            assert str(words.STANDING[state])
            assert state in words.SIGNS
            if language != "en":
                assert str(words.STANDING[state]) != plain, state


def test_every_reason_the_room_writes_is_known() -> None:
    from pathlib import Path

    room = Path(words.__file__).parent
    written = {
        found
        for file in room.glob("*.py")
        for found in re.findall(r'reason=(?:.+ else )?"([a-z_]+)"', file.read_text("utf-8"))
    }
    assert {"late", "broken_off", "said_twice", "not_there"} <= written
    assert written <= words.REASONS.keys()


def test_the_bends_of_the_clock_are_said() -> None:
    gap = read_wish("2027-03-28T02:30", "Europe/Brussels")
    assert words.bend_words(gap).startswith(
        "02:30 does not exist on 28 March; it becomes 03:30"
    )
    twice = read_wish("2026-10-25T02:30", "Europe/Brussels")
    assert "comes twice on 25 October" in words.bend_words(twice)
    assert words.bend_words(Wish(gap.wall, "UTC")) == ""


@pytest.mark.parametrize("network", Network)
def test_the_page_offers_what_every_permission_of_a_network_allows(network: Network) -> None:
    tokens = Tokens("", scopes=frozenset(one.name for one in PERMISSIONS[network]))
    identity = Identity(network.value, "1", "noor", "Noor", "https://network.example")
    connector = NETWORKS[network].connector(sender=Silent(), now=lambda: START)
    able = connector.abilities(Grant(identity, tokens))
    assert (network in BY_HAND) == (Ability.WITHDRAW not in able)
    assert (network in NO_EDIT) == (Ability.EDIT not in able)

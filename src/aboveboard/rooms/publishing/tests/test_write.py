"""Writing: what is planned is what was written, nothing typed is lost, and odd numbers do no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.accounts.tests.made import account_of
from aboveboard.rooms.publishing.destinations import destinations
from aboveboard.rooms.publishing.models import (
    Publication,
    Release,
    Slot,
    State,
)
from aboveboard.rooms.publishing.tests.scripted import START
from aboveboard.rooms.publishing.tests.written import send

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from conftest import Cast

pytestmark = pytest.mark.usefixtures("present")


def test_the_page_opens_with_every_account_and_what_it_cannot_do(
    browser: Client, cast: Cast, mastodon: Account, linkedin: Account
) -> None:
    account_of(cast.workspace, name="Old one", state=Account.State.LAPSED)
    said = browser.get(reverse("publishing:write", args=[cast.workspace.pk])).content.decode()
    assert "When no answer comes, we ask you whether it appeared." in said
    assert "Connect it again first." in said
    assert said.count('name="account"') == 3
    assert said.count("disabled") >= 1


def test_accounts_to_choose_take_two_queries_however_many(
    cast: Cast,
    mastodon: Account,
    linkedin: Account,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        made = destinations(cast.workspace.pk, now=lambda: START)
    assert [one.channel is not None for one in made] == [True, True]


def test_a_text_is_planned_for_now_and_leads_to_its_page(
    browser: Client, cast: Cast, mastodon: Account
) -> None:
    answer = send(browser, cast, account=mastodon.pk, plan="1")
    one = Publication.objects.get()
    assert answer["Location"].startswith(
        reverse("publishing:publication", args=[cast.workspace.pk, one.pk])
    )
    assert (one.text, one.state, one.due_at) == ("We lost the order.", State.SCHEDULED, START)
    assert b"written.js" in browser.get(answer["Location"]).content


def test_several_accounts_get_a_promise_each_and_words_of_their_own(
    browser: Client, cast: Cast, mastodon: Account, linkedin: Account
) -> None:
    answer = send(
        browser,
        cast,
        account=[mastodon.pk, linkedin.pk],
        plan="1",
        **{f"variant-{linkedin.pk}": "On LinkedIn: we lost it."},
    )
    assert "/releases/" in answer["Location"]
    texts = {one.account.network: one.text for one in Publication.objects.all()}
    assert texts == {"mastodon": "We lost the order.", "linkedin": "On LinkedIn: we lost it."}
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": " "}, "Write something first."),
        ({"account": []}, "Choose at least one account."),
        ({"when": "at", "day": "2026-11-20", "time": "08:30"}, "That time has passed."),
        ({"when": "at", "day": "never", "time": "08:30"}, "This is not a day and a time."),
        ({"when": "at", "day": "0001-01-01", "time": "00:01"}, "This is not a day and a time."),
        ({"when": "slot"}, "An account has no free slot."),
        ({"heavy": "on"}, "A heavy text rests for 12 hours first."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    browser: Client, cast: Cast, mastodon: Account, fields: dict[str, Any], words: str
) -> None:
    usual = {
        "account": mastodon.pk,
        "plan": "1",
        "warning": "about money",
        "link_title": "Page",
    }
    answer = send(browser, cast, **(usual | fields))
    said = answer.content.decode()
    assert answer.status_code == 422
    assert words in said
    assert 'value="about money"' in said
    assert 'value="Page"' in said
    assert not Publication.objects.exists()


def test_a_wall_clock_time_in_a_zone_is_kept_as_it_was_wished(
    browser: Client, cast: Cast, mastodon: Account
) -> None:
    send(
        browser,
        cast,
        account=mastodon.pk,
        when="at",
        day="2027-03-28",
        time="02:30",
        zone="Europe/Brussels",
        plan="1",
    )
    one = Publication.objects.get()
    assert (one.wish, one.zone) == ("2027-03-28T02:30", "Europe/Brussels")
    assert one.due_at.isoformat() == "2027-03-28T01:30:00+00:00"


def test_the_next_free_slot_is_each_accounts_own(
    browser: Client, cast: Cast, mastodon: Account, linkedin: Account
) -> None:
    for account, at in ((mastodon, "08:30"), (linkedin, "17:00")):
        Slot.objects.create(account=account, weekday=2, at=at, zone="UTC")
    send(browser, cast, account=[mastodon.pk, linkedin.pk], when="slot", plan="1")
    wishes = {one.account.network: one.wish for one in Publication.objects.all()}
    assert wishes == {"mastodon": "2026-11-25T08:30", "linkedin": "2026-11-25T17:00"}


def test_a_network_that_refuses_keeps_it_from_being_planned(
    browser: Client, cast: Cast, linkedin: Account
) -> None:
    answer = send(browser, cast, text="x" * 3012, account=linkedin.pk, plan="1")
    assert answer.status_code == 422
    assert not Publication.objects.exists()


def test_who_only_reads_writes_nothing(cast: Cast, mastodon: Account) -> None:
    from django.test import Client

    reader = Client()
    reader.force_login(cast.rik.user)
    assert (
        b"You only read here"
        in reader.get(reverse("publishing:write", args=[cast.workspace.pk])).content
    )
    assert send(reader, cast, account=mastodon.pk, plan="1").status_code == 403


def test_a_day_from_the_calendar_is_filled_in(browser: Client, cast: Cast) -> None:
    address = reverse("publishing:write", args=[cast.workspace.pk])
    said = browser.get(address + "?day=2026-12-24&time=08:30").content.decode()
    assert 'value="2026-12-24"' in said
    assert 'value="08:30"' in said
    assert browser.get(address + "?day=<script>").status_code == 200


def test_numbers_that_are_none_do_no_harm(browser: Client, cast: Cast) -> None:
    answer = send(
        browser,
        cast,
        account=["x", "9" * 40, "-1"],
        picture=["²", ""],
        drop="²",
        zone="Mars/Phobos",
        visibility="all",
        when="never",
        language="xx",
    )
    assert answer.status_code == 200

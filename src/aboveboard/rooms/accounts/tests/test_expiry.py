"""An end is told fourteen, seven and two days ahead, once each; a lapse when it happens."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core import mail as outbox
from django_ox.models import OxTask

from aboveboard.rooms.accounts import expiry, jobs, mail
from aboveboard.rooms.accounts.lapse import Lapsed, lapse
from aboveboard.rooms.accounts.models import Account, EndTold
from aboveboard.rooms.accounts.tests.made import account_of
from conftest import NOON

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings as SettingsWrapper

    from conftest import Cast

DAY = timedelta(days=1)
END = NOON + 20 * DAY


@pytest.fixture
def account(cast: Cast, settings: SettingsWrapper) -> Account:
    """Return an account that ends in twenty days; Noor has an address, and reads Dutch."""
    settings.HAS_MAIL = True
    cast.noor.user.email, cast.noor.user.mail_language = "noor@zilver.example", "nl"
    cast.noor.user.save()
    cast.rik.user.email = "rik@zilver.example"
    cast.rik.user.save()
    return account_of(cast.workspace, network="linkedin", expires_at=END)


def told_at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        return jobs.tell_endings()


def send_all() -> list[outbox.EmailMessage]:
    """Do what is queued, and return the mail that went out."""
    outbox.outbox.clear()
    for queued in OxTask.objects.filter(task_path__endswith="mail_ending"):
        jobs.mail_ending.func(*queued.args)
    OxTask.objects.all().delete()
    return list(outbox.outbox)


def test_each_step_is_told_once(account: Account) -> None:
    days = [day for day in range(20) if told_at(NOON + day * DAY) or told_at(NOON + day * DAY)]
    assert days == [6, 13, 18]
    assert list(EndTold.objects.order_by("pk").values_list("days", flat=True)) == [14, 7, 2]


def test_an_installation_that_was_off_tells_the_present_step_only(account: Account) -> None:
    assert told_at(END - DAY) == 1
    assert EndTold.objects.get().days == 2


def test_an_end_that_moves_a_little_is_the_same_and_one_that_moves_far_is_told_anew(
    account: Account,
) -> None:
    assert told_at(END - 13 * DAY) == 1
    Account.objects.update(expires_at=END + DAY / 2)
    assert told_at(END - 13 * DAY) == 0
    Account.objects.update(expires_at=END + 60 * DAY)
    assert told_at(END) == 0
    assert told_at(END + 47 * DAY) == 1


def test_mail_goes_to_those_who_may_connect_in_their_language(
    account: Account, settings: SettingsWrapper
) -> None:
    settings.BASE_URL = "https://aboveboard.example"
    told_at(END - 5 * DAY)
    (letter,) = send_all()
    assert letter.to == ["noor@zilver.example"]
    assert letter.subject == "Noor op LinkedIn: verbind opnieuw vóór 14 december 2026"
    address = f"https://aboveboard.example/w/{account.workspace_id}/accounts/"
    assert address in letter.body
    assert "Studio Zilver" in letter.body


def test_a_lapse_is_told_with_its_reason(account: Account) -> None:
    lapse(account, Lapsed.SIGN_IN, NOON)
    assert told_at(NOON) == 1
    assert told_at(NOON + DAY) == 0
    (letter,) = send_all()
    assert "niet meer verbonden" in letter.subject


def test_mail_about_an_account_that_was_connected_again_meanwhile_is_not_sent(
    account: Account,
) -> None:
    told_at(END - DAY)
    Account.objects.update(expires_at=END + 60 * DAY)
    assert send_all() == []


def test_without_mail_nothing_is_queued_and_the_page_tells_it(
    account: Account, settings: SettingsWrapper
) -> None:
    settings.HAS_MAIL = False
    assert told_at(END - DAY) == 0
    (one,) = expiry.endings(account.workspace_id, now=END - DAY)
    assert (one.days, one.name, one.ends_at) == (2, "Noor", END)


def test_lapsed_accounts_come_first_and_disconnected_ones_not_at_all(
    cast: Cast, account: Account
) -> None:
    account_of(cast.workspace, state="lapsed", reason="ended", name="Gone")
    account_of(cast.workspace, state="disconnected", expires_at=END, name="Off")
    account_of(cast.workspace, expires_at=END + 30 * DAY, name="Later")
    found = expiry.endings(cast.workspace.pk, now=END - 10 * DAY)
    assert [(one.name, one.days) for one in found] == [("Gone", 0), ("Noor", 14)]


@pytest.mark.parametrize("language", ["en", "nl", "fr"])
def test_every_mail_is_whole_in_every_language(
    cast: Cast, account: Account, language: str
) -> None:
    cast.noor.user.mail_language = language
    lapsed = account_of(cast.workspace, state="lapsed", reason="key_lost")
    for one in (account, lapsed):
        ending = expiry.ending_of(one, now=END - 10 * DAY)
        letter = mail.write(cast.noor.user, cast.workspace, ending)
        assert "%(" not in f"{letter.subject} {letter.body}"
        assert "\n" not in str(letter.subject)

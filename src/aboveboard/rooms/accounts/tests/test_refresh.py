"""What opens an account is renewed once, kept before it is used, and never lost to a bad line."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from aboveboard.channels.port import Busy, ChannelError, NotSent, Reason, Refused, Unclear
from aboveboard.rooms.accounts.distrust import distrust
from aboveboard.rooms.accounts.lapse import Lapsed, find_again
from aboveboard.rooms.accounts.models import Account, Credential
from aboveboard.rooms.accounts.opened import grant_of
from aboveboard.rooms.accounts.refresh import LEASE, PAUSE
from aboveboard.rooms.accounts.tests.made import account_of, kept, tokens
from aboveboard.rooms.accounts.tests.scripted import ScriptedConnector
from aboveboard.rooms.accounts.tokens import grant_in, identity_of
from conftest import NOON

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings as SettingsWrapper

    from aboveboard.channels.connecting import Tokens
    from conftest import Cast

MINUTE = timedelta(minutes=1)
LATE = NOON + timedelta(hours=1, minutes=57)
"""Three minutes before the access token ends."""
OVER = NOON + timedelta(hours=2, minutes=1)
"""A minute after it."""
TROUBLE = [
    NotSent(Reason.CONNECTION),
    Busy(Reason.RATE, OVER + timedelta(minutes=9)),
    Unclear(Reason.LOST),
    Unclear(Reason.FAULT, status=502),
]


@pytest.fixture
def account(cast: Cast) -> Account:
    """Return an account whose access token ends two hours after noon."""
    found = account_of(cast.workspace)
    kept(found)
    return found


def open_at(account: Account, moment: datetime, connector: ScriptedConnector) -> Tokens:
    return grant_of(account, now=lambda: moment, connector=connector).tokens


def stored(account: Account) -> Tokens:
    return grant_in(account, Credential.objects.get(account=account)).tokens


def test_a_token_with_time_left_is_used_as_it_is(account: Account) -> None:
    nobody = ScriptedConnector()
    assert open_at(account, NOON, nobody) == tokens()
    assert nobody.renewed == []


def test_a_token_that_ends_within_five_minutes_is_renewed_and_kept(account: Account) -> None:
    fresh = tokens("access-2", hours=4, refresh="refresh-2", refresh_until=OVER)
    connector = ScriptedConnector(deque([fresh]))
    assert open_at(account, LATE, connector) == fresh
    assert stored(account) == fresh
    row = Credential.objects.get()
    assert (row.epoch, row.lease_until) == (2, None)
    account.refresh_from_db()
    assert account.expires_at == OVER
    assert open_at(account, LATE, connector) == fresh
    assert len(connector.renewed) == 1


@pytest.mark.parametrize("trouble", TROUBLE, ids=str)
def test_a_bad_line_lets_the_old_token_serve_while_it_is_good(
    account: Account, trouble: ChannelError
) -> None:
    assert open_at(account, LATE, ScriptedConnector(deque([trouble]))) == tokens()
    account.refresh_from_db()
    assert account.state == Account.State.CONNECTED


@pytest.mark.parametrize("trouble", TROUBLE, ids=str)
def test_a_bad_line_never_disconnects_and_is_never_told_as_unclear(
    account: Account, trouble: ChannelError
) -> None:
    fresh = tokens("access-2", hours=4)
    connector = ScriptedConnector(deque([trouble, fresh]))
    with pytest.raises((Busy, NotSent)) as told:
        open_at(account, OVER, connector)
    account.refresh_from_db()
    assert account.state == Account.State.CONNECTED
    if isinstance(told.value, Busy):
        assert told.value.again_at > OVER
    assert open_at(account, OVER + timedelta(minutes=10), connector) == fresh


def test_after_a_bad_line_the_network_is_left_alone_for_a_while(account: Account) -> None:
    connector = ScriptedConnector(deque([Unclear(Reason.LOST)]))
    with pytest.raises(Busy):
        open_at(account, OVER, connector)
    with pytest.raises(Busy) as told:
        open_at(account, OVER + PAUSE / 2, connector)
    assert told.value.again_at == OVER + PAUSE
    assert len(connector.renewed) == 1


def test_a_refused_renewal_lapses_the_account_with_its_reason(account: Account) -> None:
    connector = ScriptedConnector(deque([Refused(Reason.SIGN_IN, status=400)]))
    with pytest.raises(Refused):
        open_at(account, OVER, connector)
    account.refresh_from_db()
    assert (account.state, account.reason) == (Account.State.LAPSED, Lapsed.SIGN_IN)
    with pytest.raises(Refused):
        open_at(account, OVER, connector)
    assert len(connector.renewed) == 1


def test_a_refusal_of_another_kind_does_not_lapse_it(account: Account) -> None:
    connector = ScriptedConnector(deque([Refused(Reason.OUTDATED, status=426)]))
    with pytest.raises(Refused):
        open_at(account, OVER, connector)
    account.refresh_from_db()
    assert account.state == Account.State.CONNECTED


def test_where_only_the_renewal_ended_what_still_works_serves_until_its_own_end(
    cast: Cast,
) -> None:
    account = account_of(cast.workspace, network="linkedin")
    kept(account, tokens(hours=240))
    connector = ScriptedConnector(deque([Refused(Reason.SIGN_IN)]))
    connector.identities.append(identity_of(account))
    grant_of(account, now=lambda: NOON, connector=connector, is_early=True)
    account.refresh_from_db()
    assert account.state == Account.State.CONNECTED
    assert account.expires_at == NOON + timedelta(hours=240)


def test_where_the_network_takes_nothing_any_more_the_account_lapses_before_its_end(
    cast: Cast,
) -> None:
    account = account_of(cast.workspace, network="instagram")
    kept(account, tokens(hours=240, refresh=""))
    connector = ScriptedConnector(deque([Refused(Reason.SIGN_IN)]))
    with pytest.raises(Refused):
        grant_of(account, now=lambda: NOON, connector=connector, is_early=True)
    account.refresh_from_db()
    assert account.state == Account.State.LAPSED


def test_a_token_that_cannot_be_renewed_serves_to_its_end_and_then_lapses(cast: Cast) -> None:
    account = account_of(cast.workspace, network="linkedin")
    kept(account, tokens(refresh=""))
    nobody = ScriptedConnector()
    assert open_at(account, LATE, nobody).access == "access-1"
    with pytest.raises(Refused):
        open_at(account, OVER, nobody)
    account.refresh_from_db()
    assert (account.state, account.reason) == (Account.State.LAPSED, Lapsed.ENDED)
    assert nobody.renewed == []


def test_a_token_without_an_end_serves_for_ever(cast: Cast) -> None:
    account = account_of(cast.workspace)
    kept(account, tokens(hours=None))
    assert open_at(account, NOON + timedelta(days=4000), ScriptedConnector()).access


def test_a_lost_key_lapses_the_account_and_the_key_put_back_connects_it(
    account: Account, settings: SettingsWrapper
) -> None:
    before = settings.SEALING_KEYS
    settings.SEALING_KEYS = lambda: ("another-key-of-the-tests-" * 2,)
    with pytest.raises(Refused):
        open_at(account, NOON, ScriptedConnector())
    account.refresh_from_db()
    assert (account.state, account.reason) == (Account.State.LAPSED, Lapsed.KEY_LOST)
    assert find_again(NOON) == 0
    settings.SEALING_KEYS = before
    assert find_again(NOON) == 1
    assert open_at(account, NOON, ScriptedConnector()) == tokens()


def test_tokens_that_come_for_an_account_disconnected_meanwhile_are_taken_back(
    account: Account,
) -> None:
    fresh = tokens("access-2", hours=4)

    def disconnected() -> Tokens:
        Credential.objects.all().delete()
        return fresh

    connector = ScriptedConnector(deque([disconnected]))
    with pytest.raises(Refused):
        open_at(account, LATE, connector)
    assert [grant.tokens for grant in connector.revoked] == [fresh]


def test_a_process_that_died_while_renewing_is_waited_for_and_then_replaced(
    account: Account,
) -> None:
    class Died(BaseException):
        pass

    def die() -> Tokens:
        raise Died

    fresh = tokens("access-2", hours=4)
    connector = ScriptedConnector(deque([die, fresh]))
    with pytest.raises(Died):
        open_at(account, OVER, connector)
    with pytest.raises(Busy) as told:
        open_at(account, OVER + MINUTE, connector)
    assert told.value.reason is Reason.RENEWING
    assert open_at(account, OVER + LEASE, connector) == fresh


@pytest.mark.django_db(transaction=True)
def test_new_tokens_are_never_part_of_a_transaction_that_may_be_undone(
    account: Account,
) -> None:
    connector = ScriptedConnector(deque([tokens("access-2")]))
    with pytest.raises(RuntimeError), transaction.atomic():
        open_at(account, LATE, connector)
    assert connector.renewed == []


def test_of_two_that_renew_at_once_one_asks_the_network(account: Account) -> None:
    fresh = tokens("access-2", hours=4)

    def another_comes_meanwhile() -> Tokens:
        assert open_at(account, LATE, connector) == tokens()  # good for three minutes still
        with pytest.raises(Busy) as told:
            open_at(account, OVER, connector)
        assert told.value.reason is Reason.RENEWING
        return fresh

    connector = ScriptedConnector(deque([another_comes_meanwhile]))
    assert open_at(account, LATE, connector) == fresh
    assert open_at(account, OVER, connector) == fresh
    assert len(connector.renewed) == 1


def test_who_comes_back_after_its_lease_takes_what_another_renewed(account: Account) -> None:
    stale, fresh = tokens("access-2", hours=4), tokens("access-3", hours=5)

    def very_slowly() -> Tokens:
        assert open_at(account, LATE + LEASE, connector) == fresh
        return stale

    connector = ScriptedConnector(deque([very_slowly, fresh]))
    assert open_at(account, LATE, connector) == fresh
    assert stored(account) == fresh


def test_a_token_the_network_takes_no_more_is_renewed_before_anybody_is_asked(
    account: Account,
) -> None:
    half_past = NOON + 30 * MINUTE
    distrust(account, half_past)
    account.refresh_from_db()
    assert account.state == Account.State.CONNECTED
    connector = ScriptedConnector(renewals=deque([tokens("new")]))
    assert open_at(account, half_past, connector) == tokens("new")
    assert len(connector.renewed) == 1


def test_a_new_token_that_is_not_taken_needs_the_person(account: Account) -> None:
    distrust(account, NOON + MINUTE)
    account.refresh_from_db()
    assert (account.state, account.reason) == (Account.State.LAPSED, Lapsed.SIGN_IN)


def test_what_cannot_be_renewed_needs_the_person(account: Account) -> None:
    Credential.objects.filter(account=account).update(renews=False)
    distrust(account, NOON + 60 * MINUTE)
    account.refresh_from_db()
    assert account.state == Account.State.LAPSED

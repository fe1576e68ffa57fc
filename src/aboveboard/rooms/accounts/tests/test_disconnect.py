from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.connecting import App
from aboveboard.channels.port import NotSent, Reason
from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.accounts.disconnect import Forgot, disconnect
from aboveboard.rooms.accounts.models import Account, Credential
from aboveboard.rooms.accounts.registered import register
from aboveboard.rooms.accounts.tests.made import account_of, kept, tokens
from aboveboard.rooms.accounts.tests.scripted import ScriptedConnector
from conftest import NOON

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings as SettingsWrapper

    from conftest import Cast


@pytest.fixture
def account(cast: Cast) -> Account:
    found = account_of(cast.workspace, expires_at=NOON)
    kept(found)
    return found


def test_what_opens_it_is_forgotten_here_and_there_and_its_row_stays(
    cast: Cast, account: Account
) -> None:
    connector = ScriptedConnector()
    outcome = disconnect(account, by=cast.noor, connector=connector, now=NOON)
    assert outcome is Forgot.TOLD
    assert [grant.tokens for grant in connector.revoked] == [tokens()]
    assert not Credential.objects.exists()
    assert (account.state, account.expires_at) == (Account.State.DISCONNECTED, None)


def test_a_network_that_cannot_be_told_is_no_reason_to_keep_it(
    cast: Cast, account: Account
) -> None:
    connector = ScriptedConnector(revocation=NotSent(Reason.CONNECTION))
    outcome = disconnect(account, by=cast.noor, connector=connector, now=NOON)
    assert outcome is Forgot.UNTOLD
    assert not Credential.objects.exists()


def test_an_account_whose_key_is_lost_can_be_disconnected(
    cast: Cast, account: Account, settings: SettingsWrapper
) -> None:
    settings.SEALING_KEYS = lambda: ("another-key-of-the-tests-" * 2,)
    connector = ScriptedConnector()
    assert disconnect(account, by=cast.noor, connector=connector, now=NOON) is Forgot.UNTOLD
    assert account.state == Account.State.DISCONNECTED


def test_a_permission_that_opens_other_accounts_too_is_not_taken_back(cast: Cast) -> None:
    one, other = (account_of(cast.workspace, network="linkedin", kind="page") for _ in "ab")
    kept(one)
    kept(other)
    connector = ScriptedConnector()
    assert disconnect(one, by=cast.noor, connector=connector, now=NOON) is Forgot.SHARED
    assert connector.revoked == []
    assert disconnect(other, by=cast.noor, connector=connector, now=NOON) is Forgot.TOLD


@pytest.mark.parametrize(
    ("client_id", "outcome"), [("theirs", Forgot.TOLD), ("ours", Forgot.SHARED)]
)
def test_an_account_of_another_workspace_counts_only_with_the_same_app(
    client_id: str, outcome: Forgot, cast: Cast
) -> None:
    for app, seat in ((App("ours"), cast.noor), (App(client_id), cast.stranger)):
        register("linkedin", app, by=seat, now=NOON)
    one = account_of(cast.workspace, network="linkedin")
    account_of(cast.stranger.workspace, network="linkedin")
    kept(one)
    assert disconnect(one, by=cast.noor, connector=ScriptedConnector(), now=NOON) is outcome


def test_a_reader_disconnects_nothing(cast: Cast, account: Account) -> None:
    with pytest.raises(NotAllowed):
        disconnect(account, by=cast.rik, connector=ScriptedConnector(), now=NOON)
    assert Credential.objects.exists()

"""What nobody uses is kept alive, and a permission taken back is noticed within a day."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from aboveboard.channels import networks
from aboveboard.channels.networks import Entry
from aboveboard.channels.port import NotSent, Reason, Refused
from aboveboard.rooms.accounts import jobs
from aboveboard.rooms.accounts.check import check
from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.accounts.tests.made import account_of, kept, tokens
from aboveboard.rooms.accounts.tests.scripted import ScriptedConnector
from aboveboard.rooms.accounts.tokens import identity_of
from conftest import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Cast

DAYS = 24.0


@pytest.fixture
def connector(monkeypatch: pytest.MonkeyPatch) -> ScriptedConnector:
    """Return what speaks to Instagram now."""
    one = ScriptedConnector()
    entry = Entry(lambda *_a, **_k: None, lambda **_k: one)  # type: ignore[arg-type]  # no channel is opened
    monkeypatch.setitem(networks.NETWORKS, "instagram", entry)
    return one


@pytest.fixture
def two_days_later() -> Iterator[None]:
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        yield


def instagram(cast: Cast, *, days: float) -> Account:
    account = account_of(cast.workspace, network="instagram")
    kept(account, tokens(hours=days * DAYS, refresh=""))
    return account


def test_what_ends_within_thirty_days_is_renewed_ahead(
    cast: Cast, connector: ScriptedConnector, two_days_later: None
) -> None:
    near, far = instagram(cast, days=20), instagram(cast, days=50)
    connector.renewals.append(tokens("access-2", hours=62 * DAYS, refresh=""))
    jobs.keep_accounts.func()
    assert [grant.identity.remote_id for grant in connector.renewed] == [near.remote_id]
    near.refresh_from_db()
    assert near.expires_at == NOON + timedelta(days=62)
    jobs.keep_accounts.func()
    assert len(connector.renewed) == 1
    assert far.state == Account.State.CONNECTED


def test_one_that_cannot_be_renewed_does_not_keep_the_others_from_it(
    cast: Cast, connector: ScriptedConnector, two_days_later: None
) -> None:
    instagram(cast, days=3)
    instagram(cast, days=4)
    fresh = tokens("access-2", hours=62 * DAYS, refresh="")
    connector.renewals = deque([Refused(Reason.SIGN_IN), fresh])
    jobs.keep_accounts.func()
    states = Account.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["lapsed", "connected"]


def test_a_new_name_is_taken_over(
    cast: Cast, connector: ScriptedConnector, two_days_later: None
) -> None:
    account = instagram(cast, days=50)
    connector.identities.append(replace(identity_of(account), name="Noor de Vries"))
    jobs.check_accounts.func()
    account.refresh_from_db()
    assert account.name == "Noor de Vries"


def test_a_permission_taken_back_is_noticed_and_a_bad_line_is_not_mistaken_for_it(
    cast: Cast, connector: ScriptedConnector
) -> None:
    account = instagram(cast, days=50)
    connector.identities.append(NotSent(Reason.CONNECTION))
    check(account, now=lambda: NOON)
    account.refresh_from_db()
    assert account.state == Account.State.CONNECTED
    connector.identities.append(Refused(Reason.SIGN_IN))
    check(account, now=lambda: NOON)
    account.refresh_from_db()
    assert (account.state, account.reason) == ("lapsed", "sign_in")

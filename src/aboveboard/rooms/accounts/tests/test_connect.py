"""Whoever began comes back once, within a quarter of an hour, and what opens accounts stays sealed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from aboveboard.channels.connecting import AccountKind, App
from aboveboard.channels.connecting import Errand as Sent
from aboveboard.channels.port import Busy, Reason, Refused
from aboveboard.core.errors import NotAllowed, NotFound
from aboveboard.rooms.accounts.connect import (
    LIFE,
    Request,
    begin,
    choices,
    choose,
    expected,
    finish,
    forget_old,
)
from aboveboard.rooms.accounts.models import Account, Credential, Errand, RegisteredApp
from aboveboard.rooms.accounts.registered import app_in, app_of, register
from aboveboard.rooms.accounts.tests.made import account_of, granted, kept, tokens
from aboveboard.rooms.accounts.tests.scripted import ScriptedConnector
from aboveboard.rooms.accounts.tokens import grant_in
from conftest import NOON

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Member
    from conftest import Cast

HERE = "https://aboveboard.example/connect/linkedin/"
LINKEDIN = Request("linkedin", HERE, "nl", wants_pages=True)
MASTODON = Request("mastodon", HERE, "nl", server="@noor@Social.Example")
LATER = NOON + LIFE - timedelta(seconds=1)


def sent(by: Member, connector: ScriptedConnector, asked: Request = LINKEDIN) -> str:
    """Begin, and return the state that comes back with the person."""
    begin(asked, by=by, connector=connector, now=NOON)
    return connector.wishes[-1][0].state


def back(
    by: Member,
    connector: ScriptedConnector,
    state: str,
    now: datetime = LATER,
    network: str = "linkedin",
) -> Account | Errand:
    errand = expected(state, user=by.user, network=network, now=now)
    answer = {"state": state, "code": "c"}
    return finish(errand, answer, by=by, connector=connector, now=lambda: now)


def test_who_comes_back_has_the_account_connected_with_its_tokens_sealed(cast: Cast) -> None:
    connector = ScriptedConnector(
        errand=Sent("https://network.example/ask", {"verifier": "secret-verifier"}),
        grants=(granted(),),
    )
    register("linkedin", App("client", "app-secret"), by=cast.noor, now=NOON)
    state = sent(cast.noor, connector)
    assert (connector.wishes[0][0].redirect, connector.wishes[0][0].language) == (HERE, "nl")
    assert connector.wishes[0][1] == App("client", "app-secret")
    waiting = Errand.objects.get()
    assert state not in str(vars(waiting))
    assert "secret-verifier" not in waiting.sealed
    account = back(cast.noor, connector, state)
    assert isinstance(account, Account)
    assert connector.answers[0][1] == {"verifier": "secret-verifier"}
    assert (account.name, account.state, account.scopes) == ("Noor 1", "connected", ["w"])
    row = Credential.objects.get()
    assert "access-of-1" not in row.sealed
    assert grant_in(account, row) == granted()


def test_what_came_back_is_good_once(cast: Cast) -> None:
    connector = ScriptedConnector(grants=(granted(),))
    state = sent(cast.noor, connector)
    errand = expected(state, user=cast.noor.user, network="linkedin", now=LATER)
    back(cast.noor, connector, state)
    with pytest.raises(NotFound):
        back(cast.noor, connector, state)
    with pytest.raises(NotFound):
        finish(errand, {"code": "c"}, by=cast.noor, connector=connector, now=lambda: LATER)
    assert len(connector.answers) == 1


@pytest.mark.parametrize("fault", [Busy(Reason.SLOW, LATER), Refused(Reason.FORBIDDEN)])
def test_after_a_failure_the_person_begins_again(cast: Cast, fault: Exception) -> None:
    connector = ScriptedConnector(grants=fault)
    state = sent(cast.noor, connector)
    with pytest.raises(type(fault)):
        back(cast.noor, connector, state)
    with pytest.raises(NotFound):
        back(cast.noor, connector, state)
    assert not Account.objects.exists()


def test_nobody_else_and_nothing_else_finishes_what_one_began(cast: Cast) -> None:
    connector = ScriptedConnector(grants=(granted(),))
    state = sent(cast.noor, connector)
    for user, network, word, now in (
        (cast.sam.user, "linkedin", state, LATER),
        (cast.noor.user, "mastodon", state, LATER),
        (cast.noor.user, "linkedin", state + "x", LATER),
        (cast.noor.user, "linkedin", state, NOON + LIFE),
    ):
        with pytest.raises(NotFound):
            expected(word, user=user, network=network, now=now)
    assert connector.answers == []


def test_a_reader_connects_nothing(cast: Cast) -> None:
    connector = ScriptedConnector(grants=(granted(),))
    with pytest.raises(NotAllowed):
        begin(LINKEDIN, by=cast.rik, connector=connector, now=NOON)
    state = sent(cast.noor, connector)
    errand = expected(state, user=cast.noor.user, network="linkedin", now=LATER)
    with pytest.raises(NotAllowed):
        finish(errand, {}, by=cast.rik, connector=connector, now=lambda: LATER)
    assert connector.answers == []


def test_of_several_accounts_the_person_chooses_once(cast: Cast) -> None:
    page = granted("2", kind=AccountKind.PAGE, remote_id="urn:li:organization:2")
    connector = ScriptedConnector(grants=(granted(), page))
    errand = back(cast.noor, connector, sent(cast.noor, connector))
    assert isinstance(errand, Errand)
    assert not Account.objects.exists()
    assert "access-of" not in Errand.objects.get().sealed
    assert choices(errand) == (granted(), page)
    chosen = choose(errand, ["urn:li:organization:2", "elsewhere"], by=cast.noor, now=LATER)
    assert [(one.remote_id, one.kind) for one in chosen] == [("urn:li:organization:2", "page")]
    with pytest.raises(NotFound):
        choose(errand, ["urn:li:person:1"], by=cast.noor, now=LATER)
    assert Account.objects.count() == 1
    assert Errand.objects.get().sealed == ""


def test_an_account_that_was_here_before_is_the_same_account_again(cast: Cast) -> None:
    before = account_of(
        cast.workspace,
        network="linkedin",
        remote_id="urn:li:person:1",
        state="lapsed",
        reason="ended",
    )
    kept(before, tokens("old"))
    connector = ScriptedConnector(grants=(granted(),))
    account = back(cast.noor, connector, sent(cast.noor, connector))
    assert account.pk == before.pk
    before.refresh_from_db()
    assert (before.state, before.reason) == ("connected", "")
    assert grant_in(before, Credential.objects.get()).tokens.access == "access-of-1"


def test_the_same_profile_in_two_workspaces_is_two_accounts(cast: Cast) -> None:
    connector = ScriptedConnector(grants=(granted(),))
    mine = back(cast.noor, connector, sent(cast.noor, connector))
    theirs = back(cast.stranger, connector, sent(cast.stranger, connector))
    assert mine.pk != theirs.pk


def test_an_app_registered_on_the_way_serves_the_next_time_for_its_server_alone(
    cast: Cast,
) -> None:
    app = App("client-of-server", "its-secret", server="https://social.example")
    connector = ScriptedConnector(
        errand=Sent("https://social.example/oauth", {}, app), grants=(granted(),)
    )
    sent(cast.noor, connector, MASTODON)
    row = RegisteredApp.objects.get()
    assert "its-secret" not in row.sealed
    assert app_in(row) == app
    for asked, expects in (
        (MASTODON, app),
        (Request("mastodon", HERE, "nl", server="https://social.example/"), app),
        (Request("mastodon", HERE, "nl", server="other.example"), None),
        (Request("mastodon", HERE + "elsewhere", "nl", server="social.example"), None),
    ):
        sent(cast.noor, connector, asked)
        assert connector.wishes[-1][1] == expects
    sent(cast.stranger, connector, MASTODON)
    assert connector.wishes[-1][1] is None
    account = account_of(cast.workspace, server="https://social.example")
    assert app_of(account) == app


def test_an_app_its_server_no_longer_knows_is_registered_anew(cast: Cast) -> None:
    app = App("client-of-server", "its-secret", server="https://social.example")
    connector = ScriptedConnector(
        errand=Sent("https://social.example/oauth", {}, app),
        grants=Refused(Reason.FORBIDDEN, status=401),
    )
    state = sent(cast.noor, connector, MASTODON)
    with pytest.raises(Refused):
        back(cast.noor, connector, state, network="mastodon")
    sent(cast.noor, connector, MASTODON)
    assert connector.wishes[-1][1] is None


def test_errands_nobody_came_back_from_are_dropped(cast: Cast) -> None:
    sent(cast.noor, ScriptedConnector())
    assert forget_old(LATER) == 0
    assert forget_old(NOON + LIFE) == 1

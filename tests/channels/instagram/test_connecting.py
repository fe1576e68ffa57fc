"""Connecting an account of Instagram."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from aboveboard.channels.connecting import Addresses, App, Connector, Grant, Wish
from aboveboard.channels.instagram import InstagramConnector
from aboveboard.channels.port import Ability, Busy, NotSent, Reason, Refused
from tests.channels.asked import failure
from tests.channels.stand_in import StandInSender
from tests.networks.asking import way_back
from tests.networks.exchange import Request
from tests.networks.faults import Fault, Kind
from tests.networks.meta import Instagram as Network
from tests.networks.meta.instagram_state import NAME, SCOPES, USER

APP = App(client_id="client", secret="secret")
WISH = Wish(redirect="https://zilver.example/connect/instagram/", state="state-1")


@pytest.fixture
def network() -> Network:
    return Network()


def connector(network: Network, *, unreachable: int = 0) -> InstagramConnector:
    addresses = Addresses(network.address, network.address, network.address)
    sender = StandInSender(network, unreachable=unreachable)
    return InstagramConnector(sender=sender, now=network.clock.now, addresses=addresses)


def returned(network: Network) -> dict[str, str]:
    errand = connector(network).begin(WISH, APP)
    target = errand.url.removeprefix(network.address)
    return way_back(network.answer(Request("GET", target, {})))


def connected(network: Network) -> Grant:
    (grant,) = connector(network).finish(returned(network), WISH, {}, APP)
    return grant


def test_an_account_is_connected_for_sixty_days(network: Network) -> None:
    grant = connected(network)
    assert (grant.identity.remote_id, grant.identity.handle) == (USER, NAME)
    assert grant.identity.server == network.address
    assert grant.tokens.scopes == SCOPES
    assert grant.tokens.access_until == network.clock.now() + timedelta(days=60)
    made: Connector = connector(network)
    assert Ability.METRICS in made.abilities(grant)
    assert made.identity(grant, APP) == grant.identity
    assert network.complaints == []


def test_what_is_asked_names_all_four_permissions(network: Network) -> None:
    asked = parse_qs(urlsplit(connector(network).begin(WISH, APP).url).query)
    assert set(asked["scope"][0].split(",")) == SCOPES
    assert asked["redirect_uri"] == [WISH.redirect]


def test_a_code_with_the_tail_of_its_address_works(network: Network) -> None:
    answer = returned(network)
    tail = {"code": answer["code"] + "#_"}
    assert connector(network).finish(tail, WISH, {}, APP)
    (exchange,) = network.calls("oauth_token")
    assert exchange.request.fields["code"] == answer["code"]


def test_somebody_who_says_no_is_not_connected(network: Network) -> None:
    network.agrees = False
    assert failure(Refused, lambda: connected(network)).reason is Reason.FORBIDDEN


def test_a_code_works_once(network: Network) -> None:
    answer = returned(network)
    connector(network).finish(answer, WISH, {}, APP)
    again = failure(Refused, lambda: connector(network).finish(answer, WISH, {}, APP))
    assert again.reason is Reason.SIGN_IN
    assert again.said


def test_a_token_is_renewed_once_it_is_a_day_old(network: Network) -> None:
    grant, made = connected(network), connector(network)
    busy = failure(Busy, lambda: made.refresh(grant, APP))
    assert busy.again_at == network.clock.now() + timedelta(days=1)
    assert not network.calls("token_refresh")
    network.clock.advance((busy.again_at - network.clock.now()).total_seconds())
    new = made.refresh(grant, APP)
    assert new.access != grant.tokens.access
    assert new.access_until == network.clock.now() + timedelta(days=60)
    assert new.scopes == SCOPES


def test_a_token_that_has_ended_cannot_be_renewed(network: Network) -> None:
    grant = connected(network)
    network.clock.advance(timedelta(days=61).total_seconds())
    refused = failure(Refused, lambda: connector(network).refresh(grant, APP))
    assert refused.reason is Reason.SIGN_IN


@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.CUT, Kind.BROKEN, Kind.BUSY])
def test_a_renewal_that_fails_on_the_way_ends_nothing(network: Network, kind: Kind) -> None:
    grant = connected(network)
    network.clock.advance(timedelta(days=30).total_seconds())
    network.faults.plan(Fault(kind, operation="token_refresh"))
    failure(Busy, lambda: connector(network).refresh(grant, APP))
    failure(NotSent, lambda: connector(network, unreachable=1).refresh(grant, APP))
    assert connector(network).refresh(grant, APP).access
    connector(network).revoke(grant, APP)


def test_without_an_app_nobody_is_sent_anywhere(network: Network) -> None:
    refused = failure(Refused, lambda: connector(network).begin(WISH, None))
    assert refused.reason is Reason.FORBIDDEN
    wrong = replace(APP, secret="other")
    failure(Refused, lambda: connector(network).finish(returned(network), WISH, {}, wrong))

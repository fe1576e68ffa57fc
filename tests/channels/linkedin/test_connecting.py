"""Connecting a member of LinkedIn and their pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from aboveboard.channels.connecting import AccountKind, Addresses, App, Grant, Wish
from aboveboard.channels.linkedin import LinkedIn, LinkedInConnector
from aboveboard.channels.port import Ability, Busy, NotSent, Reason, Refused
from tests.channels.asked import TEXT, failure, ready
from tests.channels.stand_in import StandInSender
from tests.networks.asking import way_back
from tests.networks.exchange import Request
from tests.networks.faults import Fault, Kind
from tests.networks.linkedin import LinkedIn as Network
from tests.networks.linkedin.state import COMMUNITY, NOOR, OPEN, PAGE

if TYPE_CHECKING:
    from aboveboard.channels.connecting import Connector

APP = App(client_id="client", secret="secret", version="202609")
WISH = Wish(redirect="https://zilver.example/connect/linkedin/", state="state-1")


@pytest.fixture
def network() -> Network:
    return Network(products=COMMUNITY, gives_refresh_tokens=True)


def connector(network: Network, *, unreachable: int = 0) -> LinkedInConnector:
    addresses = Addresses(network.address, network.address, network.address)
    sender = StandInSender(network, unreachable=unreachable)
    return LinkedInConnector(sender=sender, now=network.clock.now, addresses=addresses)


def returned(network: Network, wish: Wish = WISH) -> dict[str, str]:
    """Return what the member comes back with."""
    errand = connector(network).begin(wish, APP)
    target = errand.url.removeprefix(network.address)
    return way_back(network.answer(Request("GET", target, {})))


def connected(network: Network, wish: Wish = WISH) -> tuple[Grant, ...]:
    return connector(network).finish(returned(network, wish), wish, {}, APP)


def test_a_member_is_asked_only_for_what_posting_takes(network: Network) -> None:
    errand = connector(network).begin(WISH, APP)
    asked = parse_qs(urlsplit(errand.url).query)
    assert asked["scope"] == ["openid profile w_member_social"]
    assert asked["state"] == ["state-1"]
    assert "secret" not in errand.url


def test_a_member_who_says_yes_can_post(network: Network) -> None:
    (grant,) = connected(network)
    assert grant.identity.remote_id == NOOR
    assert (grant.identity.name, grant.identity.kind) == ("Noor de Vries", AccountKind.PERSON)
    assert grant.identity.server == network.address
    assert grant.tokens.scopes == {"openid", "profile", "w_member_social"}
    assert grant.tokens.access_until == network.clock.now() + timedelta(days=60)
    assert grant.tokens.refresh_until == network.clock.now() + timedelta(days=365)
    made = StandInSender(network)
    noor = LinkedIn(grant, app=APP, sender=made, now=network.clock.now)
    noor.publish(ready(noor, network))
    assert [entry.content["text"] for entry in network.ledger.living()] == [TEXT]
    assert network.complaints == []


def test_with_pages_there_is_a_voice_for_the_member_and_one_for_each_page(
    network: Network,
) -> None:
    other = "urn:li:organization:1002"
    network.state.roles[NOOR].add(other)
    network.state.names[other] = "Peulvuur"
    noor, first, second = connected(network, replace(WISH, wants_pages=True))
    assert noor.identity.kind is AccountKind.PERSON
    assert (first.identity.remote_id, first.identity.name) == (PAGE, "Studio Zilver")
    assert (second.identity.remote_id, second.identity.handle) == (other, "peulvuur")
    assert second.identity.kind is AccountKind.PAGE
    page = connector(network)
    assert Ability.METRICS in page.abilities(first)
    assert Ability.METRICS not in page.abilities(noor)
    assert page.identity(first, APP) == first.identity
    assert page.identity(noor, APP) == noor.identity


def test_somebody_who_says_no_is_not_connected(network: Network) -> None:
    network.agrees = False
    refused = failure(Refused, lambda: connected(network))
    assert refused.reason is Reason.FORBIDDEN


def test_an_app_without_the_product_is_refused(network: Network) -> None:
    network.products = OPEN
    refused = failure(Refused, lambda: connected(network, replace(WISH, wants_pages=True)))
    assert refused.reason is Reason.FORBIDDEN


def test_a_code_works_once(network: Network) -> None:
    answer = returned(network)
    connector(network).finish(answer, WISH, {}, APP)
    again = failure(Refused, lambda: connector(network).finish(answer, WISH, {}, APP))
    assert again.reason is Reason.SIGN_IN


def test_a_wrong_secret_is_not_the_fault_of_the_member(network: Network) -> None:
    answer = returned(network)
    wrong = replace(APP, secret="other")
    refused = failure(Refused, lambda: connector(network).finish(answer, WISH, {}, wrong))
    assert refused.reason is Reason.FORBIDDEN
    assert failure(Refused, lambda: connector(network).begin(WISH, None)).reason is (
        Reason.FORBIDDEN
    )


def test_tokens_are_renewed_and_the_refresh_token_stays(network: Network) -> None:
    (grant,) = connected(network)
    network.clock.advance(timedelta(days=50).total_seconds())
    new = connector(network).refresh(grant, APP)
    assert new.access != grant.tokens.access
    assert new.refresh == grant.tokens.refresh
    assert new.scopes == grant.tokens.scopes
    assert new.access_until == network.clock.now() + timedelta(days=60)
    assert new.refresh_until == grant.tokens.refresh_until


def test_a_member_without_a_refresh_token_has_to_come_back(network: Network) -> None:
    network.gives_refresh_tokens = False
    (grant,) = connected(network)
    assert grant.tokens.refresh == ""
    refused = failure(Refused, lambda: connector(network).refresh(grant, APP))
    assert refused.reason is Reason.SIGN_IN


@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.CUT, Kind.BROKEN, Kind.BUSY])
def test_a_refresh_that_fails_on_the_way_ends_nothing(network: Network, kind: Kind) -> None:
    (grant,) = connected(network)
    network.faults.plan(Fault(kind, operation="oauth_token"))
    failure(Busy, lambda: connector(network).refresh(grant, APP))
    failure(NotSent, lambda: connector(network, unreachable=1).refresh(grant, APP))
    assert connector(network).refresh(grant, APP).access


def test_a_refresh_token_at_its_end_says_so(network: Network) -> None:
    (grant,) = connected(network)
    network.clock.advance(timedelta(days=366).total_seconds())
    refused = failure(Refused, lambda: connector(network).refresh(grant, APP))
    assert refused.reason is Reason.SIGN_IN


def test_a_token_that_was_let_go_opens_nothing(network: Network) -> None:
    (grant,) = connected(network)
    made: Connector = connector(network)
    made.revoke(grant, APP)
    made.revoke(grant, APP)
    assert failure(Refused, lambda: made.identity(grant, APP)).reason is Reason.SIGN_IN

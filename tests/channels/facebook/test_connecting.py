"""Connecting pages of Facebook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from aboveboard.channels.connecting import AccountKind, Addresses, App, Connector, Wish
from aboveboard.channels.facebook import Facebook, FacebookConnector
from aboveboard.channels.port import Ability, Reason, Refused
from tests.channels.asked import TEXT, failure, ready
from tests.channels.stand_in import StandInSender
from tests.networks.asking import way_back
from tests.networks.exchange import Request
from tests.networks.meta import Facebook as Network
from tests.networks.meta import facebook_connecting
from tests.networks.meta.facebook_state import PAGE, SCOPES

if TYPE_CHECKING:
    from aboveboard.channels.connecting import Grant

APP = App(client_id="client", secret="secret")
WISH = Wish(redirect="https://zilver.example/connect/facebook/", state="state-1")


@pytest.fixture
def network() -> Network:
    return Network()


def connector(network: Network) -> FacebookConnector:
    addresses = Addresses(network.address, network.address, network.address)
    sender = StandInSender(network)
    return FacebookConnector(sender=sender, now=network.clock.now, addresses=addresses)


def returned(network: Network) -> dict[str, str]:
    errand = connector(network).begin(WISH, APP)
    target = errand.url.removeprefix(network.address)
    return way_back(network.answer(Request("GET", target, {})))


def connected(network: Network) -> tuple[Grant, ...]:
    return connector(network).finish(returned(network), WISH, {}, APP)


def test_every_page_is_an_account_with_a_token_of_its_own(network: Network) -> None:
    network.state.pages |= {f"30{number:02}": f"Pagina {number}" for number in range(120)}
    grants = connected(network)
    assert len(grants) == 121
    assert {grant.identity.kind for grant in grants} == {AccountKind.PAGE}
    assert len({grant.tokens.access for grant in grants}) == 121
    first = grants[0]
    assert (first.identity.remote_id, first.identity.name) == (PAGE, "Studio Zilver")
    assert first.tokens.scopes == SCOPES - {"public_profile"}
    assert first.tokens.access_until is None
    page = Facebook(first, app=APP, sender=StandInSender(network), now=network.clock.now)
    page.publish(ready(page, network))
    assert [entry.content["message"] for entry in network.ledger.living()] == [TEXT]
    made: Connector = connector(network)
    assert made.identity(first, APP) == first.identity
    assert Ability.ANSWER in made.abilities(first)
    assert network.complaints == []


def test_what_is_asked_names_the_version_and_the_permissions(network: Network) -> None:
    url = urlsplit(connector(network).begin(WISH, replace(APP, version="v25.0")).url)
    assert url.path == "/v25.0/dialog/oauth"
    assert set(parse_qs(url.query)["scope"][0].split(",")) <= SCOPES


def test_a_page_on_which_one_may_not_post_is_not_offered(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facebook_connecting, "_TASKS", ("MODERATE",))
    assert failure(Refused, lambda: connected(network)).reason is Reason.GONE


def test_somebody_who_says_no_is_not_connected(network: Network) -> None:
    network.agrees = False
    assert failure(Refused, lambda: connected(network)).reason is Reason.FORBIDDEN


def test_a_code_works_once_and_only_with_the_secret(network: Network) -> None:
    answer = returned(network)
    wrong = replace(APP, secret="other")
    failure(Refused, lambda: connector(network).finish(answer, WISH, {}, wrong))
    connector(network).finish(answer, WISH, {}, APP)
    failure(Refused, lambda: connector(network).finish(answer, WISH, {}, APP))
    refused = failure(Refused, lambda: connector(network).begin(WISH, None))
    assert refused.reason is Reason.FORBIDDEN


def test_a_token_of_a_page_is_never_renewed_and_letting_one_go_leaves_the_others(
    network: Network,
) -> None:
    network.state.pages["3001"] = "Peulvuur"
    first, second = connected(network)
    made = connector(network)
    assert failure(Refused, lambda: made.refresh(first, APP)).reason is Reason.SIGN_IN
    made.revoke(first, APP)
    assert made.identity(second, APP) == second.identity

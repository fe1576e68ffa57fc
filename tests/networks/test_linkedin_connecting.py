"""Signing in to the stand-in for LinkedIn, and what its tokens are worth."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from tests.networks.asking import ask as ask_plainly
from tests.networks.asking import way_back
from tests.networks.linkedin import LinkedIn
from tests.networks.linkedin.state import COMMUNITY, NOOR, OPEN
from tests.networks.test_linkedin import POST, ask, post

if TYPE_CHECKING:
    from tests.networks.exchange import Answer


@pytest.fixture
def network() -> LinkedIn:
    return LinkedIn()


@pytest.fixture
def token(network: LinkedIn) -> str:
    return network.token().value


BACK = "https://zilver.example/back"
APP = {"client_id": "client", "client_secret": "secret"}


def authorise(network: LinkedIn, scope: str) -> dict[str, str]:
    query = {"response_type": "code", "client_id": "client", "redirect_uri": BACK}
    asked = urlencode(query | {"scope": scope, "state": "s"})
    return way_back(ask_plainly(network, f"GET /oauth/v2/authorization?{asked}"))


def exchange(network: LinkedIn, **fields: str) -> Answer:
    body = urlencode(APP | {"redirect_uri": BACK} | fields).encode()
    headers = {"content_type": "application/x-www-form-urlencoded"}
    return ask_plainly(network, "POST /oauth/v2/accessToken", body, **headers)


def test_an_open_app_gets_sixty_days_and_nothing_to_refresh(network: LinkedIn) -> None:
    code = authorise(network, "openid profile w_member_social")["code"]
    made = exchange(network, grant_type="authorization_code", code=code).value
    assert made["expires_in"] == 5_184_000
    assert made["scope"] == "openid,profile,w_member_social"
    assert "refresh_token" not in made
    who = ask_plainly(network, "GET /v2/userinfo", token=made["access_token"]).value
    assert f"urn:li:person:{who['sub']}" == NOOR
    assert exchange(network, grant_type="authorization_code", code=code).status == 400
    network.clock.advance(5_184_000)
    assert ask(network, POST, post(), token=made["access_token"]).status == 401


def test_a_partner_refreshes_for_a_year_from_the_first_consent() -> None:
    network = LinkedIn(products=COMMUNITY, gives_refresh_tokens=True)
    code = authorise(network, "w_organization_social r_organization_social")["code"]
    made = exchange(network, grant_type="authorization_code", code=code).value
    again = {"grant_type": "refresh_token", "refresh_token": made["refresh_token"]}
    network.clock.advance(timedelta(days=300).total_seconds())
    new = exchange(network, **again).value
    assert new["expires_in"] == 5_184_000
    assert new["refresh_token_expires_in"] == timedelta(days=65).total_seconds()
    network.clock.advance(timedelta(days=66).total_seconds())
    assert exchange(network, **again).value["error"] == "invalid_grant"


def test_an_app_cannot_ask_for_closed_scopes_and_a_member_may_say_no(network: LinkedIn) -> None:
    assert authorise(network, "r_member_social")["error"] == "unauthorized_scope_error"
    network.agrees = False
    assert authorise(network, " ".join(OPEN))["error"] == "user_cancelled_authorize"


def test_a_revoked_token_says_so(network: LinkedIn, token: str) -> None:
    ask_plainly(network, "POST /oauth/v2/revoke", APP | {"token": token})
    found = ask_plainly(network, "POST /oauth/v2/introspectToken", APP | {"token": token}).value
    assert (found["active"], found["status"]) == (False, "revoked")
    assert ask(network, POST, post(), token=token).value["serviceErrorCode"] == 65601

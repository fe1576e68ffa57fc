"""An account of Bluesky connected, kept connected and let go."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from aboveboard.channels.bluesky import BlueskyConnector
from aboveboard.channels.bluesky.dpop import Prover, assertion, new_key, public_key
from aboveboard.channels.bluesky.oauth import Client, client_id_of, client_metadata, new_app
from aboveboard.channels.bluesky.places import DID
from aboveboard.channels.connecting import Grant, Wish
from aboveboard.channels.port import (
    Busy,
    Reason,
    Refused,
    Unclear,
)
from tests.channels.asked import failure
from tests.channels.bluesky.account import NOON, places
from tests.channels.stand_in import StandInSender
from tests.networks.bluesky.talk import NOOR
from tests.networks.exchange import Answer as Given
from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from aboveboard.channels.connecting import PasswordConnector
    from tests.networks.bluesky import Bluesky as Network


def connector(network: Network) -> BlueskyConnector:
    sender = StandInSender(network)
    return BlueskyConnector(sender=sender, now=network.clock.now, places=places(network))


def test_a_password_connects_and_its_session_is_renewed_and_ended(network: Network) -> None:
    noor: PasswordConnector = connector(network)
    grant = noor.sign_in("@noor.example", network.password)
    assert (grant.identity.remote_id, grant.identity.handle) == (NOOR, "noor.example")
    assert (grant.identity.name, grant.identity.server) == ("Noor de Vries", network.address)
    tokens = noor.refresh(grant, None)
    assert tokens.access != grant.tokens.access
    assert failure(Refused, lambda: noor.refresh(grant, None)).reason is Reason.SIGN_IN
    renewed = Grant(grant.identity, tokens)
    noor.revoke(renewed, None)
    noor.revoke(renewed, None)
    assert failure(Refused, lambda: noor.refresh(renewed, None)).reason is Reason.SIGN_IN


def test_a_wrong_password_and_a_handle_of_nobody_or_of_another_are_refused(
    network: Network,
) -> None:
    noor = connector(network)
    for handle, password, reason in (
        ("noor.example", "wrong", Reason.SIGN_IN),
        ("niemand.example", network.password, Reason.GONE),
        ("geen handle", network.password, Reason.GONE),
    ):
        refused = failure(Refused, partial(noor.sign_in, handle, password))
        assert refused.reason is reason
    network.handles = {"noor.example": NOOR, "namaak.example": NOOR}
    refused = failure(Refused, lambda: noor.sign_in("namaak.example", network.password))
    assert refused.reason is Reason.GONE


def test_a_renewal_without_an_answer_is_unclear_and_trouble_never_says_sign_in(
    network: Network,
) -> None:
    noor = connector(network)
    grant = noor.sign_in("noor.example", network.password)
    network.faults.plan(Fault(Kind.BEFORE, operation="session_refresh"))
    failure(Unclear, lambda: noor.refresh(grant, None))
    network.faults.plan(Fault(Kind.BUSY, operation="session_refresh"))
    failure(Busy, lambda: noor.refresh(grant, None))
    assert noor.refresh(grant, None).access


def test_a_name_that_cannot_be_told_does_not_hinder(network: Network) -> None:
    network.faults.plan(Fault(Kind.BROKEN, operation="profile", status=502))
    assert connector(network).sign_in("noor.example", network.password).identity.name == (
        "noor.example"
    )


def test_the_app_tells_of_itself_and_its_key_is_told_by_half() -> None:
    app = new_app("https://zilver.example/")
    told = client_metadata("https://zilver.example", key=app.secret)
    assert told["client_id"] == app.client_id
    assert told["redirect_uris"] == ["https://zilver.example/connect/bluesky/"]
    assert told["token_endpoint_auth_method"] == "private_key_jwt"
    (key,) = told["jwks"]["keys"]
    assert "d" not in key
    assert client_metadata("https://zilver.example")["token_endpoint_auth_method"] == "none"
    proof = assertion(app.secret, app.client_id, "https://bsky.example", NOON)
    assert proof.count(".") == 2
    assert public_key(app.secret) == key


def test_an_app_is_known_by_its_public_address_or_by_what_it_asks_here() -> None:
    public = client_id_of(None, "https://zilver.example/connect/bluesky/")
    assert public == "https://zilver.example/connect/bluesky/client-metadata.json"
    here = client_id_of(None, "http://127.0.0.1:8000/connect/bluesky/")
    asked = parse_qs(urlsplit(here).query)
    assert here.startswith("http://localhost?")
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/connect/bluesky/"]
    plain = partial(client_id_of, None, "http://zilver.example/connect/bluesky/")
    assert failure(Refused, plain).reason is Reason.NOT_PUBLIC


def test_a_proof_is_of_one_request_and_holds_what_the_server_wants() -> None:
    prover = Prover(new_key(), lambda: NOON)
    first = prover.proof("POST", "https://a.example/token?x=1", access="secret")
    assert first != prover.proof("POST", "https://a.example/token?x=1", access="secret")
    assert "secret" not in first
    assert "key" not in repr(prover)
    assert prover.proof("POST", "https://[")  # that it leads nowhere, the door says


@pytest.mark.parametrize(
    "written", ["did:web:%5B", "did:web:zilver.example%2Fnoor", "did:web:zilver.example:noor"]
)
def test_a_did_that_names_no_server_is_nobodys(network: Network, written: str) -> None:
    refused = failure(Refused, lambda: connector(network).sign_in(written, "secret"))
    assert refused.reason is Reason.GONE
    assert network.log == []


def test_a_did_may_name_a_server_with_its_port() -> None:
    assert DID.match("did:web:zilver.example")
    assert DID.match("did:web:localhost%3A2583")


@pytest.mark.parametrize("endpoint", ["javascript:alert(1)", ""])
def test_a_server_that_tells_no_addresses_has_no_sign_in(
    network: Network, monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    told = {
        "issuer": network.address,
        "authorization_endpoint": f"{network.address}/authorize",
        "pushed_authorization_request_endpoint": endpoint,
        "token_endpoint": f"{network.address}/token",
    }
    monkeypatch.setattr(network, "answer", lambda _: Given(200, json.dumps(told).encode()))
    wish = Wish("http://127.0.0.1:8000/connect/bluesky/", "state", server=network.address)
    refused = failure(Refused, lambda: connector(network).begin(wish, None))
    assert refused.reason is Reason.GONE


def test_the_key_of_an_app_is_in_no_words_about_it() -> None:
    prover = Prover(new_key(), lambda: NOON)
    client = Client(StandInSender(), "https://a.example", prover, lambda: NOON, "secret-key")
    assert "secret-key" not in repr(client)

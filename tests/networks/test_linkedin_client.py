"""LinkedIn's own client, which nobody here wrote, gets along with the stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import linkedin_api.common.constants as client_constants
import pytest
import requests
from linkedin_api.clients.auth.client import AuthClient
from linkedin_api.clients.restli.client import RestliClient

from tests.networks.asking import ask, way_back
from tests.networks.faults import Fault, Kind
from tests.networks.linkedin import LinkedIn
from tests.networks.linkedin.state import COMMUNITY, PAGE
from tests.networks.served import served
from tests.networks.test_linkedin import post, upload

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = {"version_string": "202609"}
BACK = "https://zilver.example/back"


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Iterator[LinkedIn]:
    found = LinkedIn(products=COMMUNITY, gives_refresh_tokens=True)
    with served(found) as here:
        for name, path in (
            ("OAUTH_BASE_URL", "/oauth/v2"),
            ("NON_VERSIONED_BASE_URL", "/v2"),
            ("VERSIONED_BASE_URL", "/rest"),
        ):
            monkeypatch.setattr(client_constants, name, f"{here.address}{path}")
        yield found
    assert found.complaints == []


@pytest.fixture
def client() -> Iterator[Any]:
    made = RestliClient()
    yield made
    made.session.close()


@pytest.fixture
def key(network: LinkedIn) -> dict[str, str]:
    return {"access_token": network.any_token().value} | VERSION


def test_a_life_of_a_post(network: LinkedIn, client: Any, key: dict[str, str]) -> None:
    made = client.create(resource_path="/posts", entity=post(author=PAGE), **key)
    urn = made.entity_id
    assert (made.status_code, urn) == (201, network.ledger.living()[0].id)
    one = {"resource_path": "/posts/{id}", "path_keys": {"id": urn}}
    found = client.get(**one, **key).entity
    assert found["commentary"] == post()["commentary"]
    author = {"author": PAGE, "count": 10}
    listed = client.finder(
        resource_path="/posts", finder_name="author", query_params=author, **key
    )
    assert [each["id"] for each in listed.elements] == [urn]
    patch = {"$set": {"commentary": "Nu goed."}}
    assert (
        client.partial_update(**one, patch_set_object=patch["$set"], **key).status_code == 204
    )
    assert network.ledger.living()[0].content["text"] == "Nu goed."
    assert [client.delete(**one, **key).status_code for _ in range(2)] == [204, 204]
    assert network.ledger.living() == []


def test_an_upload_begins_with_an_action(
    network: LinkedIn, client: Any, key: dict[str, str]
) -> None:
    made = client.action(
        resource_path="/images",
        action_name="initializeUpload",
        action_params={"initializeUploadRequest": {"owner": PAGE}},
        **key,
    )
    assert made.value["image"].startswith("urn:li:image:")
    picture = upload(network, key["access_token"], "image", b"\x89PNG")
    shown = client.get(resource_path="/images/{id}", path_keys={"id": picture}, **key)
    assert shown.entity["status"] == "AVAILABLE"


def test_a_copy_and_a_loss_are_seen(
    network: LinkedIn, client: Any, key: dict[str, str]
) -> None:
    said = {"resource_path": "/posts", "entity": post(author=PAGE)}
    network.faults.plan(Fault(Kind.AFTER, operation="post_create"))
    with pytest.raises(requests.ConnectionError):
        client.create(**said, **key)
    again = client.create(**said, **key)
    assert again.status_code == 422
    assert network.ledger.living()[0].id in again.response.text


def test_a_member_signs_in_and_refreshes(network: LinkedIn) -> None:
    client: Any = AuthClient("client", "secret", BACK)
    where = client.generate_member_auth_url(scopes=["openid", "w_member_social"], state="s")
    back = way_back(ask(network, f"GET {where.removeprefix(network.address)}"))
    made = client.exchange_auth_code_for_access_token(back["code"])
    assert (made.expires_in, made.scope) == (5_184_000, "openid,w_member_social")
    new = client.exchange_refresh_token_for_access_token(made.refresh_token)
    assert client.introspect_access_token(new.access_token).active
    client.session.close()

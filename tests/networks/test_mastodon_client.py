"""Mastodon.py, which nobody here wrote, gets along with the stand-in."""

from __future__ import annotations

import typing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import mastodon
import mastodon.return_types as entities
import pytest

from tests.networks.asking import ask, way_back
from tests.networks.faults import Fault, Kind
from tests.networks.mastodon import GOTOSOCIAL, MASTODON, TAKAHE, Dialect, Mastodon
from tests.networks.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
SCOPES = ["read", "write"]
LATER = {  # fields that Mastodon has since 4.6, says the client; the stand-in is 4.5
    "avatar_description",
    "header_description",
    "feature_approval",
    "show_featured",
    "show_media",
    "show_media_replies",
    "tagged_collections",
}
BACK = "https://zilver.example/back"


@pytest.fixture(params=[MASTODON, GOTOSOCIAL, TAKAHE], ids=lambda one: str(one.software))
def network(request: pytest.FixtureRequest) -> Iterator[Mastodon]:
    dialect: Dialect = request.param
    found = Mastodon(dialect=dialect)
    with served(found):
        yield found
    assert found.complaints == []


@pytest.fixture
def client(network: Mastodon) -> Any:
    """Return a client that went through registration and sign-in."""
    app = mastodon.Mastodon.create_app(
        "Test", scopes=SCOPES, redirect_uris=BACK, api_base_url=network.address
    )
    made = mastodon.Mastodon(
        *app,
        api_base_url=network.address,
        mastodon_version="4.5.0",
        version_check_mode="created",
        ratelimit_method="throw",
        request_timeout=5,
    )
    where = made.auth_request_url(
        redirect_uris=BACK, scopes=SCOPES, skip_server_info=True, state="s"
    )
    code = way_back(ask(network, f"GET {where.removeprefix(network.address)}"))["code"]
    network.strict = False  # it also sends a variable of its own, oauth_info
    made.log_in(code=code, redirect_uri=BACK, scopes=SCOPES, allow_http=True)
    network.strict = True
    return made


def missing(entity: Any, kind: type) -> set[str]:
    """Return what the client's own list of fields requires and the stand-in does not say."""
    hints = typing.get_type_hints(kind)
    required = {
        name
        for name, hint in hints.items()
        if not name.startswith("_") and type(None) not in typing.get_args(hint)
    }
    return {name for name in required - LATER if entity.get(name) is None}


def test_a_life_of_a_post(network: Mastodon, client: Any) -> None:
    assert client.account_verify_credentials().username == "noor"
    file = client.media_post(PNG, mime_type="image/png", description="Een stekker")
    post = client.status_post("Onze demo viel uit. #leren", media_ids=[file], language="nl")
    assert isinstance(post.created_at, datetime)
    assert post.media_attachments[0].description == "Een stekker"
    client.status_update(post, "Onze demo viel uit, twee keer.")
    assert client.status_source(post).text == "Onze demo viel uit, twee keer."
    assert [one.id for one in client.account_statuses(network.noor.id)] == [post.id]
    answer = network.reply("robin", post.id, "Hoe kwam dat?")
    assert [one.id for one in client.status_context(post).descendants] == [answer]
    network.clock.advance(60)
    assert [one.type for one in client.notifications()] == ["mention"]
    client.status_delete(post)
    with pytest.raises(mastodon.MastodonNotFoundError):
        client.status(post)
    assert [one.id for one in network.ledger.living(network.noor.id)] == []


def test_a_key_helps_on_mastodon_alone(network: Mastodon, client: Any) -> None:
    ids = {client.status_post("Hoi", idempotency_key="k").id for _ in range(2)}
    assert len(ids) == (1 if network.dialect is MASTODON else 2)


def test_history_and_schedule_are_not_everywhere(network: Mastodon, client: Any) -> None:
    post = client.status_post("Hoi")
    if network.dialect.has_history:
        assert len(client.status_history(post.id)) == 1
    else:
        with pytest.raises(mastodon.MastodonNotFoundError):
            client.status_history(post.id)
    at = datetime(2026, 11, 24, 13, 0, tzinfo=UTC) + timedelta(hours=1)
    client.status_post("Straks", scheduled_at=at)
    assert len(network.ledger.living()) == (1 if network.dialect.schedules else 2)


def test_revoking_works_and_says_little(network: Mastodon, client: Any) -> None:
    token = client.access_token
    if network.dialect.says_nothing_of_revoking:
        with pytest.raises(mastodon.MastodonAPIError):
            client.revoke_access_token(allow_http=True)
    else:
        client.revoke_access_token(allow_http=True)
    client.access_token = token
    with pytest.raises(mastodon.MastodonAPIError):
        client.account_verify_credentials()


@pytest.mark.parametrize("kind", [Kind.BEFORE, Kind.AFTER, Kind.RESET])
def test_a_broken_connection_is_a_network_error(
    network: Mastodon, client: Any, kind: Kind
) -> None:
    network.faults.plan(Fault(kind, operation="status_create"))
    with pytest.raises(mastodon.MastodonNetworkError):
        client.status_post("Hoi")
    assert len(network.ledger.living()) == (kind is Kind.AFTER)


def test_failures_are_understood(network: Mastodon, client: Any) -> None:
    network.faults.plan(Fault(Kind.BUSY), Fault(Kind.BROKEN, status=503))
    with pytest.raises(mastodon.MastodonRatelimitError):
        client.status_post("Hoi")
    with pytest.raises(mastodon.MastodonServiceUnavailableError):
        client.status_post("Hoi")
    with pytest.raises(mastodon.MastodonAPIError):
        client.status_post("a" * 5001)


def test_entities_have_the_fields_that_the_client_requires(
    network: Mastodon, client: Any
) -> None:
    file = client.media_post(PNG, mime_type="image/png", description="Een stekker")
    post = client.status_post("Hoi", media_ids=[file])
    network.reply("robin", post.id, "Ja?")
    network.clock.advance(60)
    found = {
        "file": missing(file, entities.MediaAttachment),
        "status": missing(post, entities.Status),
        "account": missing(client.account_verify_credentials(), entities.Account),
        "notification": missing(client.notifications()[0], entities.Notification),
        "context": missing(client.status_context(post), entities.Context),
        "instance": missing(client.instance_v2(), entities.InstanceV2),
    }
    if network.dialect is not MASTODON:
        found["instance"] -= {"api_versions"}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}

"""Connecting an account of any Mastodon server."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from aboveboard.channels.connecting import App, Errand, Grant, Wish
from aboveboard.channels.mastodon import Mastodon, MastodonConnector
from aboveboard.channels.mastodon.server import address_of
from aboveboard.channels.port import Ability, Busy, NotSent, Reason, Refused
from tests.channels.asked import TEXT, failure, ready
from tests.channels.stand_in import StandInSender
from tests.networks.asking import way_back
from tests.networks.exchange import Answer as Given
from tests.networks.exchange import Request
from tests.networks.faults import Fault, Kind
from tests.networks.mastodon import GOTOSOCIAL, TAKAHE
from tests.networks.mastodon import Mastodon as Network
from tests.networks.mastodon.dialect import MASTODON, Dialect

if TYPE_CHECKING:
    from aboveboard.channels.connecting import Connector

WISH = Wish(
    redirect="https://zilver.example/connect/mastodon/",
    state="state-1",
    server="http://mastodon.invalid",
    language="nl",
)


@pytest.fixture
def network() -> Network:
    return Network()


def connector(network: Network, *, unreachable: int = 0) -> MastodonConnector:
    sender = StandInSender(network, unreachable=unreachable)
    return MastodonConnector(sender=sender, now=network.clock.now)


def returned(network: Network, errand: Errand) -> dict[str, str]:
    """Return what the person comes back with."""
    target = errand.url.removeprefix(network.address)
    return way_back(network.answer(Request("GET", target, {})))


def connected(network: Network) -> tuple[Grant, App]:
    noor = connector(network)
    errand = noor.begin(WISH, None)
    assert errand.app is not None
    (grant,) = noor.finish(returned(network, errand), WISH, errand.kept, errand.app)
    return grant, errand.app


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("mastodon.example", "https://mastodon.example"),
        (" Mastodon.Example/ ", "https://mastodon.example"),
        ("@noor@mastodon.example", "https://mastodon.example"),
        ("noor@mastodon.example", "https://mastodon.example"),
        ("https://mastodon.example/@noor", "https://mastodon.example"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
    ],
)
def test_a_server_is_named_in_any_way_people_name_it(written: str, address: str) -> None:
    assert address_of(written) == address


@pytest.mark.parametrize(
    "written", ["", "mastodon", "@noor", "zo maar iets", "ftp://a.example"]
)
def test_what_names_no_server_is_refused(network: Network, written: str) -> None:
    noor = connector(network)
    refused = failure(Refused, lambda: noor.begin(replace(WISH, server=written), None))
    assert refused.reason is Reason.GONE
    assert network.log == []


@pytest.mark.parametrize("dialect", [MASTODON, GOTOSOCIAL, TAKAHE])
def test_somebody_who_says_yes_can_post(dialect: Dialect) -> None:
    network = Network(dialect=dialect)
    grant, app = connected(network)
    assert (app.server, bool(app.secret)) == (network.address, True)
    assert grant.identity.remote_id == network.noor.id
    assert grant.identity.handle == "noor@mastodon.invalid"
    assert grant.identity.facts["software"] == dialect.software
    assert grant.identity.facts["version"] == dialect.version
    assert grant.identity.facts["max_characters"] == str(dialect.most_characters)
    assert "image/webp" in grant.identity.facts["mime_types"]
    assert (grant.tokens.access_until, grant.tokens.refresh) == (None, "")
    noor = Mastodon(grant, app=app, sender=StandInSender(network), now=network.clock.now)
    noor.publish(ready(noor, network))
    assert [entry.content["status"] for entry in network.ledger.living()] == [TEXT]
    abilities = connector(network).abilities(grant)
    assert abilities == noor.abilities >= {Ability.FIND, Ability.THREAD, Ability.METRICS}
    assert network.complaints == []


def test_a_code_is_bound_to_who_asked_where_the_server_knows_how(network: Network) -> None:
    noor = connector(network)
    errand = noor.begin(WISH, None)
    asked = parse_qs(urlsplit(errand.url).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["lang"] == ["nl"]
    assert asked["scope"] == [
        "read:accounts read:statuses read:notifications write:statuses write:media"
    ]
    assert errand.kept["verifier"] not in errand.url
    assert "secret" not in errand.url
    answer = returned(network, errand)
    stolen = {**errand.kept, "verifier": "another"}
    refused = failure(Refused, lambda: noor.finish(answer, WISH, stolen, errand.app))
    assert refused.reason is Reason.SIGN_IN
    elsewhere = Network(dialect=GOTOSOCIAL)
    assert "code_challenge" not in connector(elsewhere).begin(WISH, None).url


def test_an_app_is_registered_once_for_each_server(network: Network) -> None:
    noor = connector(network)
    first = noor.begin(WISH, None)
    assert noor.begin(WISH, first.app).app == first.app
    assert len(network.calls("app_register")) == 1
    other = App("client", "secret", "https://elders.example")
    assert noor.begin(WISH, other).app != other
    assert len(network.calls("app_register")) == 2


def test_no_is_no(network: Network) -> None:
    network.agrees = False
    noor = connector(network)
    errand = noor.begin(WISH, None)
    answer = returned(network, errand)
    refused = failure(Refused, lambda: noor.finish(answer, WISH, errand.kept, errand.app))
    assert refused.reason is Reason.FORBIDDEN


def test_a_code_that_was_used_is_no_longer_good(network: Network) -> None:
    noor = connector(network)
    errand = noor.begin(WISH, None)
    answer = returned(network, errand)
    noor.finish(answer, WISH, errand.kept, errand.app)
    refused = failure(Refused, lambda: noor.finish(answer, WISH, errand.kept, errand.app))
    assert refused.reason is Reason.SIGN_IN


def test_a_server_that_speaks_something_else_is_refused(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    for given in (Given(404), Given(200, b"<html></html>"), Given(200, b'{"a": 1}')):
        monkeypatch.setattr(network, "_do", lambda call, given=given: given)
        refused = failure(Refused, lambda: connector(network).begin(WISH, None))
        assert refused.reason is Reason.GONE


def test_a_server_that_is_away_may_come_back(network: Network) -> None:
    failure(NotSent, lambda: connector(network, unreachable=1).begin(WISH, None))
    network.faults.plan(Fault(Kind.BROKEN, status=503))
    failure(Busy, lambda: connector(network).begin(WISH, None))
    network.faults.plan(Fault(Kind.AFTER, operation="app_register"))
    failure(Busy, lambda: connector(network).begin(WISH, None))
    connector(network).begin(WISH, None)


def test_an_old_server_is_asked_the_old_way(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        Network.handlers, "instance_v2", lambda network, call: network.unknown(call.request)
    )
    grant, _ = connected(network)
    assert grant.identity.facts["max_characters"] == "500"
    assert network.calls("instance_v1")


def test_what_nobody_tells_is_what_is_usual(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        Network.handlers, "instance_v2", lambda network, call: Given(200, b'{"version": "1.0"}')
    )
    monkeypatch.setitem(
        Network.handlers, "nodeinfo_links", lambda network, call: network.unknown(call.request)
    )
    grant, app = connected(network)
    assert grant.identity.facts == {"version": "1.0"}
    noor = Mastodon(grant, app=app, sender=StandInSender(network), now=network.clock.now)
    assert (noor.limits.characters, noor.media_limits.pictures) == (500, 4)


def test_a_server_that_points_to_nowhere_for_its_software_has_none(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = b'{"links": [{"rel": "%s2.0", "href": "https://["}]}'
    schema = b"http://nodeinfo.diaspora.software/ns/schema/"
    monkeypatch.setitem(
        Network.handlers, "nodeinfo_links", lambda network, call: Given(200, links % schema)
    )
    grant, _ = connected(network)
    assert "software" not in grant.identity.facts


def test_a_life_beyond_all_measure_is_one_without_end(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = network.token("read", "write").value
    told = json.dumps({"access_token": token, "expires_in": 10**15}).encode()
    monkeypatch.setitem(Network.handlers, "oauth_token", lambda network, call: Given(200, told))
    grant, _ = connected(network)
    assert grant.tokens.access_until is None


def test_its_name_and_limits_are_read_anew(network: Network) -> None:
    grant, app = connected(network)
    network.dialect = replace(network.dialect, most_characters=1000)
    noor: Connector = connector(network)
    assert noor.identity(grant, app).facts["max_characters"] == "1000"


@pytest.mark.parametrize("dialect", [MASTODON, TAKAHE])
def test_a_token_is_given_back_and_a_second_time_is_fine(dialect: Dialect) -> None:
    network = Network(dialect=dialect)
    grant, app = connected(network)
    noor = connector(network)
    noor.revoke(grant, app)
    noor.revoke(grant, app)
    assert failure(Refused, lambda: noor.identity(grant, app)).reason is Reason.SIGN_IN


def test_nothing_renews_a_token(network: Network) -> None:
    grant, app = connected(network)
    noor = connector(network)
    assert failure(Refused, lambda: noor.refresh(grant, app)).reason is Reason.SIGN_IN

"""The pages of accounts: nothing secret in them, nobody else led through them, every refusal in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import time_machine

from aboveboard.channels import networks
from aboveboard.channels.connecting import AccountKind
from aboveboard.channels.connecting import Errand as Sent
from aboveboard.channels.networks import Entry
from aboveboard.channels.port import NotSent, Reason, Refused
from aboveboard.rooms.accounts.models import Account, Credential, Errand, RegisteredApp
from aboveboard.rooms.accounts.registered import app_in
from aboveboard.rooms.accounts.tests.made import account_of, granted, kept
from aboveboard.rooms.accounts.tests.scripted import ScriptedConnector
from conftest import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django.fixtures import Settings as SettingsWrapper

    from aboveboard.channels.connecting import Grant
    from conftest import Cast


class PasswordTaker(ScriptedConnector):
    """Takes one password."""

    def sign_in(self, handle: str, password: str, *, server: str = "") -> Grant:
        if password != "good-pass-word-here":
            raise Refused(Reason.SIGN_IN, said="Invalid identifier or password")
        return granted(network="bluesky", remote_id="did:plc:noor", name=handle)


@pytest.fixture
def connector(monkeypatch: pytest.MonkeyPatch) -> ScriptedConnector:
    """Return what speaks to every network now."""
    one = PasswordTaker(grants=(granted(),))
    entry = Entry(lambda *_a, **_k: None, lambda **_k: one)  # type: ignore[arg-type]  # no channel is opened
    for name in networks.NETWORKS:
        monkeypatch.setitem(networks.NETWORKS, name, entry)
    return one


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def at(cast: Cast, path: str = "") -> str:
    return f"/w/{cast.workspace.pk}/accounts/{path}"


def led_on(browser: Client, cast: Cast, connector: ScriptedConnector) -> str:
    """Begin with LinkedIn, and return the way back."""
    browser.post(at(cast, "connect/linkedin/app/"), {"client_id": "c", "secret": "s"})
    page = browser.post(at(cast, "connect/linkedin/"), {})
    assert page.status_code == 200
    state = connector.wishes[-1][0].state
    return f"/connect/linkedin/?state={state}&code=the-code"


def test_without_accounts_the_page_says_where_to_begin(browser: Client, cast: Cast) -> None:
    page = browser.get(at(cast)).content.decode()
    assert "Nothing is connected yet" in page
    for name in ("Mastodon", "Bluesky", "LinkedIn", "Instagram", "Facebook"):
        assert name in page


def test_an_app_is_kept_sealed_and_its_secret_never_shown(browser: Client, cast: Cast) -> None:
    address = at(cast, "connect/linkedin/")
    said = {"client_id": " the-client\u200b", "secret": "the-secret", "version": "202609"}
    answer = browser.post(f"{address}app/", said, follow=True)
    row = RegisteredApp.objects.get()
    app = app_in(row)
    assert (app.client_id, app.secret, app.version) == ("the-client", "the-secret", "202609")
    page = answer.content.decode()
    assert "the-client" in page
    assert "the-secret" not in page
    browser.post(f"{address}app/", {"client_id": "another", "secret": ""})
    assert app_in(RegisteredApp.objects.get()).secret == "the-secret"


@pytest.mark.parametrize(
    "said",
    [
        {"client_id": "", "secret": "s"},
        {"client_id": "c", "secret": ""},
        {"client_id": "c", "secret": "s", "version": "latest"},
    ],
)
def test_an_app_that_is_not_whole_is_told_beside_its_field(
    browser: Client, cast: Cast, said: dict[str, str]
) -> None:
    answer = browser.post(at(cast, "connect/linkedin/app/"), said)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not RegisteredApp.objects.exists()


def test_a_network_without_an_app_takes_none(browser: Client, cast: Cast) -> None:
    answer = browser.post(at(cast, "connect/mastodon/app/"), {"client_id": "c", "secret": "s"})
    assert answer.status_code == 404


def test_the_way_out_is_a_link_and_the_way_back_connects(
    browser: Client, cast: Cast, connector: ScriptedConnector
) -> None:
    connector.errand = Sent("https://network.example/ask?a=1&b=2")
    way_back = led_on(browser, cast, connector)
    wish = connector.wishes[-1][0]
    assert wish.redirect == "http://testserver/connect/linkedin/"
    answer = browser.get(way_back)
    account = Account.objects.get()
    assert answer["Location"] == at(cast, f"{account.pk}/")
    for path in ("", f"{account.pk}/", f"{account.pk}/disconnect/"):
        page = browser.get(at(cast, path)).content.decode()
        assert "Noor 1" in page
        assert "access-of-1" not in page
        assert Credential.objects.get().sealed not in page


def test_the_address_networks_lead_back_to_is_the_public_one(
    browser: Client, cast: Cast, connector: ScriptedConnector, settings: SettingsWrapper
) -> None:
    settings.BASE_URL = "https://aboveboard.example"
    led_on(browser, cast, connector)
    assert connector.wishes[-1][0].redirect == "https://aboveboard.example/connect/linkedin/"


def test_nobody_else_comes_back_in_ones_place(
    browser: Client, stranger_browser: Client, cast: Cast, connector: ScriptedConnector
) -> None:
    way_back = led_on(browser, cast, connector)
    assert stranger_browser.get(way_back).status_code == 404
    assert connector.answers == []
    assert browser.get(way_back).status_code == 302
    assert browser.get(way_back).status_code == 404


def test_who_is_not_signed_in_signs_in_before_coming_back(client: Client, db: None) -> None:
    assert client.get("/connect/linkedin/?state=a")["Location"].startswith("/sign-in/")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Refused(Reason.FORBIDDEN), "No permission was given"),
        (NotSent(Reason.CONNECTION), "Nothing answers there"),
        (Refused(Reason.PICTURE), "no clear answer"),
    ],
)
def test_a_way_back_that_failed_is_told_in_words(
    browser: Client, cast: Cast, connector: ScriptedConnector, fault: Exception, words: str
) -> None:
    connector.grants = fault
    answer = browser.get(led_on(browser, cast, connector))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Account.objects.exists()


def test_pages_are_chosen_by_the_one_who_began(
    browser: Client, cast: Cast, connector: ScriptedConnector, client: Client
) -> None:
    page = granted("2", kind=AccountKind.PAGE, remote_id="urn:li:organization:2")
    connector.grants = (granted(), page)
    choice = browser.get(led_on(browser, cast, connector))["Location"]
    shown = browser.get(choice).content.decode()
    assert "Noor 2" in shown
    assert "access-of" not in shown
    assert browser.post(choice, {}).status_code == 422
    client.force_login(cast.sam.user)
    assert client.get(choice).status_code == 404
    client.force_login(cast.noor.user)
    browser.post(choice, {"account": ["urn:li:organization:2"]})
    assert Account.objects.get().name == "Noor 2"
    assert browser.get(choice).status_code == 404


def test_an_app_password_connects_and_is_kept_nowhere(
    browser: Client, cast: Cast, connector: ScriptedConnector
) -> None:
    said = {"handle": "@noor.bsky.social", "password": "wrong"}
    refused = browser.post(at(cast, "connect/bluesky/"), said)
    assert refused.status_code == 422
    assert "Invalid identifier or password" in refused.content.decode()
    assert "wrong" not in refused.content.decode().split('type="password"')[1][:200]
    said["password"] = "good-pass-word-here"
    answer = browser.post(at(cast, "connect/bluesky/"), said, follow=True)
    assert "noor.bsky.social" in answer.content.decode()
    assert "good-pass-word-here" not in json.dumps(list(Account.objects.values()), default=str)


def test_signing_in_at_bluesky_leads_there(
    browser: Client, cast: Cast, connector: ScriptedConnector
) -> None:
    said = {"handle": "noor.bsky.social", "there": "1"}
    page = browser.post(at(cast, "connect/bluesky/"), said).content.decode()
    assert "network.example" in page
    assert connector.wishes[-1][0].server == "noor.bsky.social"


def test_servers_of_bluesky_read_about_a_public_installation_alone(
    client: Client, db: None, settings: SettingsWrapper
) -> None:
    address = "/connect/bluesky/client-metadata.json"
    assert client.get(address).status_code == 404
    settings.BASE_URL = "https://aboveboard.example"
    told = client.get(address).json()
    assert told["client_id"] == f"https://aboveboard.example{address}"
    assert told["redirect_uris"] == ["https://aboveboard.example/connect/bluesky/"]


def test_a_server_that_is_none_is_told_beside_the_field(
    browser: Client, cast: Cast, connector: ScriptedConnector
) -> None:
    answer = browser.post(at(cast, "connect/mastodon/"), {"server": "noor"})
    assert answer.status_code == 422
    assert "such as mastodon.social" in answer.content.decode()
    connector.errand = NotSent(Reason.NAME)
    answer = browser.post(at(cast, "connect/mastodon/"), {"server": "not.there"})
    assert "no server of that name" in answer.content.decode()
    for written in ("https://[social.example", "social.example]", "noor@[social.example"):
        assert (
            browser.post(at(cast, "connect/mastodon/"), {"server": written}).status_code == 422
        )
    assert not Errand.objects.exists()


def test_instagram_says_early_that_it_needs_a_public_address(
    browser: Client, cast: Cast, settings: SettingsWrapper
) -> None:
    words = "this installation has none"
    assert words in browser.get(at(cast, "connect/instagram/")).content.decode()
    settings.BASE_URL = "https://aboveboard.example"
    assert words not in browser.get(at(cast, "connect/instagram/")).content.decode()


def test_disconnecting_asks_first_and_then_does_it(
    browser: Client, cast: Cast, connector: ScriptedConnector
) -> None:
    account = account_of(cast.workspace)
    kept(account)
    asked = browser.get(at(cast, f"{account.pk}/disconnect/"))
    assert "Keep it connected" in asked.content.decode()
    assert Credential.objects.exists()
    done = browser.post(at(cast, f"{account.pk}/disconnect/"), follow=True)
    assert "disconnected, here and at Mastodon" in done.content.decode()
    assert not Credential.objects.exists()


def test_a_reader_sees_accounts_and_changes_none(client: Client, cast: Cast) -> None:
    account = account_of(cast.workspace)
    kept(account)
    client.force_login(cast.rik.user)
    page = client.get(at(cast)).content.decode()
    assert "Noor" in page
    assert "Only owners and editors" in page
    for path in (
        "connect/linkedin/",
        "connect/linkedin/app/",
        f"{account.pk}/disconnect/",
    ):
        assert client.post(at(cast, path), {}).status_code == 403
    assert Credential.objects.exists()


def test_from_the_demo_nothing_goes_out(
    browser: Client, cast: Cast, connector: ScriptedConnector
) -> None:
    cast.workspace.is_demo = True
    cast.workspace.save()
    answer = browser.post(at(cast, "connect/mastodon/"), {"server": "social.example"})
    assert answer.status_code == 422
    assert "This is the demo" in answer.content.decode()
    assert connector.wishes == []


def test_an_address_for_mail_is_kept_with_the_language_of_the_page(
    browser: Client, cast: Cast, settings: SettingsWrapper
) -> None:
    settings.HAS_MAIL = True
    address = f"/w/{cast.workspace.pk}/settings/"
    wrong = browser.post(address, {"email": "noor"})
    assert wrong.status_code == 422
    browser.post(address, {"email": "noor@zilver.example"}, headers={"Accept-Language": "fr"})
    cast.noor.user.refresh_from_db()
    assert (cast.noor.user.email, cast.noor.user.mail_language) == ("noor@zilver.example", "fr")
    assert cast.noor.user.has_shortcuts
